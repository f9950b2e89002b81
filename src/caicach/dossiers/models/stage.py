"""The steps of the internal process as a dossier goes through them."""

from django.conf import settings
from django.db import models


class Stage(models.Model):
    """Bước giải quyết của hồ sơ. One visit to a step: who has it, its time, how it ended.

    `hours` are those of the step in the catalogue; `due_at` counts what was left of them when the visit began, moved
    by the pauses of the dossier. `through` is the last step that the visit covers: steps that nothing recorded one by
    one share their time with the one before. `outcome` is early, on_time, late, or empty while open and when the
    dossier ended otherwise than by a result. Going back to a step is a new visit.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="stages")
    step = models.ForeignKey("procedures.Step", on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.SmallIntegerField()
    through = models.SmallIntegerField()
    role = models.CharField(max_length=24)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    hours = models.SmallIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(ended_at__isnull=True), name="dossiers_one_open_stage"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at")),
                name="dossiers_stage_forward",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(ended_at__isnull=True), name="dossiers_stage_open"),
        ]

    def __str__(self) -> str:
        return f"step {self.position} of {self.dossier_id}"
