"""Registers of outgoing papers and the numbers given in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from caicach.papers.rules.document import NumberState, NumberWay
from caicach.papers.rules.kinds import KINDS


class Register(models.Model):
    """Sổ đăng ký văn bản đi: one body, one kind of paper, one year, and from where its numbers come.

    There is one row for the three, so numbers come from one place only. The database refuses another `way` once a
    number stands in it: `papers_issuednumber` repeats the way and points at both columns.
    """

    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=8)
    symbol = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "year"], name="papers_register_one_way"),
            models.CheckConstraint(
                condition=Q(way__in=[way.value for way in NumberWay]), name="papers_register_known_way"
            ),
            models.CheckConstraint(condition=Q(kind__in=sorted(KINDS)), name="papers_register_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} of {self.unit_id}"


class IssuedNumber(models.Model):
    """Số văn bản đi. A number that was taken, reserved, skipped or cancelled, the latter three with their reason."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="numbers")
    way = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey("papers.Document", null=True, on_delete=models.PROTECT, related_name="numbers")
    day = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "number"],
                condition=~Q(way=NumberWay.GIVEN.value, state=NumberState.CANCELLED.value),
                name="papers_number_once",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state=NumberState.TAKEN.value),
                name="papers_number_one_a_document",
            ),
            models.CheckConstraint(
                condition=Q(state=NumberState.TAKEN.value, document__isnull=False)
                | ~Q(state=NumberState.TAKEN.value) & ~Q(reason=""),
                name="papers_number_taken_or_explained",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="papers_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number} in register {self.register_id}"
