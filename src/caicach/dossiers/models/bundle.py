"""Results that were handed to the post together."""

from django.conf import settings
from django.db import models


class PostBundle(models.Model):
    """Đợt bàn giao bưu chính. Numbered by counter and year; its results are the `Return` rows that name it.

    `receipt` is the number of the post's own slip for the whole bundle; each result has its tracking code.
    """

    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    number = models.IntegerField()
    receipt = models.CharField(max_length=40, blank=True)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year", "number"], name="dossiers_bundle_number")]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.year}"
