"""Who gave a dossier to whom: the hand-over between units, confirmed by both sides."""

from django.conf import settings
from django.db import models


class Handover(models.Model):
    """Bàn giao hồ sơ. One side gives by passing the dossier on; the other confirms that it has it (`taken_at`)."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="handovers")
    from_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(taken_at__isnull=True), name="dossiers_one_open_handover"
            ),
        ]

    def __str__(self) -> str:
        return f"handover of {self.dossier_id} to {self.to_unit_id}"
