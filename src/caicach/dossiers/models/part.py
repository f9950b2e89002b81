"""The parts of an interlinked dossier that other agencies do."""

from django.conf import settings
from django.db import models


class Part(models.Model):
    """Phần việc liên thông. What a partner agency does on a dossier, in how many working hours.

    Parts of one `rank` run side by side; those of the next rank start when all before are finished. `due_at` is the
    partner's own deadline and moves with the pauses of the dossier; the citizen has one number and one date. `outcome`
    is as that of a step: early, on_time, late, empty while it is not finished.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="parts")
    rank = models.SmallIntegerField()
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=500)
    hours = models.SmallIntegerField()
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True) | models.Q(finished_at__gte=models.F("started_at")),
                name="dossiers_part_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.rank} of {self.dossier_id}"
