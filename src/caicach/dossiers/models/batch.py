"""Many dossiers handed in by one submitter at once."""

from django.conf import settings
from django.db import models


class Batch(models.Model):
    """Lần nộp nhiều hồ sơ. Each dossier of it has its own number and deadline; one slip lists them all."""

    received_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"batch {self.pk}"
