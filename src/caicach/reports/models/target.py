"""What is aimed at: a rate, for a unit, from one day on, with the document that says so."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from caicach.agencies.models import Unit
from caicach.journal.models import CurrentTransaction, TransactionId


class Target(models.Model):
    """Chỉ tiêu của một tỷ lệ. One version; it is never changed, what holds next is the next number.

    `figure` is the code of a rate, `unit` empty for every unit, `below` whether the units under it are meant too.
    `comparator` is `ge` or `le`, `value` in percent. A seal knows the version when its transaction lies within the
    seal's snapshot. `status` says whether the document named in `source` was read (`rules.targets.Status`).
    """

    figure = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    below = models.BooleanField()
    comparator = models.CharField(max_length=2)
    value = models.DecimalField(max_digits=6, decimal_places=3)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.TextField()
    status = models.CharField(max_length=10)
    number = models.IntegerField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    tx = TransactionId(db_default=CurrentTransaction())

    class Meta:
        ordering = ["figure", "unit", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "unit", "number"], nulls_distinct=False, name="reports_target_number"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=100) & (Q(unit__isnull=False) | Q(below=True)),
                name="reports_target_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.unit_id} {self.comparator} {self.value} #{self.number}"
