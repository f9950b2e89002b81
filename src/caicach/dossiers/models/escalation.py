"""Which level has been told of a late dossier."""

from django.db import models

from caicach.dossiers.models.dossier import Dossier
from caicach.dossiers.rules.warnings import Level


class Escalation(models.Model):
    """Cấp đã được báo về hồ sơ chậm. A level is told once for a dossier and a deadline, in a morning digest.

    A new deadline (an extension, a restarted clock) begins anew. `told_on` is the day of the digest.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="escalations")
    level = models.SmallIntegerField()
    deadline_day = models.DateField()
    told_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "level", "deadline_day"], name="dossiers_escalation_once"),
            models.CheckConstraint(
                condition=models.Q(level__in=[level.value for level in Level]), name="dossiers_escalation_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.level} ({self.deadline_day})"
