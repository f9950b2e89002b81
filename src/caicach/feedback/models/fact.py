"""Fact versions of feedback: what the figures need to know, no personal data."""

from django.db import models

from caicach.facts.models import FactVersion


class Fact(FactVersion):
    """Dữ kiện phản ánh, kiến nghị. One row per version; days are Vietnam's.

    `due_day` is the day by which it is judged; late from `late_day` on, until `late_over_day` when it ended late.
    """

    unit_id = models.BigIntegerField()
    received_unit_id = models.BigIntegerField()
    field_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField(null=True)
    kind = models.SmallIntegerField()
    channel = models.SmallIntegerField()
    outcome = models.SmallIntegerField()
    received_day = models.DateField()
    due_day = models.DateField(null=True)
    answered_day = models.DateField(null=True)
    ended_day = models.DateField(null=True)
    published_day = models.DateField(null=True)
    late_day = models.DateField(null=True)
    late_over_day = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_id", "version"], name="feedback_fact_version")]
        indexes = [models.Index(fields=["tx"], name="feedback_fact_tx")]

    def __str__(self) -> str:
        return f"fact {self.version} of feedback {self.subject_id}"
