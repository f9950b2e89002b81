"""The terms of handling feedback, as data with dates."""

from django.db import models
from django.db.models import F, Q

from caicach.feedback.rules.terms import Name


class TermRecord(models.Model):
    """Thời hạn xử lý phản ánh, kiến nghị. One term from a day on, with its source and how well that is known.

    For what is received on a day the terms hold that were in force on it; a new regulation is a new row.
    """

    name = models.CharField(max_length=12)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)
    restarts = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.TextField()
    source_status = models.CharField(max_length=11)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "valid_from"], name="feedback_term_once"),
            models.CheckConstraint(condition=Q(name__in=[name.value for name in Name]), name="feedback_term_name"),
            models.CheckConstraint(
                condition=Q(source_status__in=["sure", "memory", "unconfirmed"]), name="feedback_term_status"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="feedback_term_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.valid_from}"
