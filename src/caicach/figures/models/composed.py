"""Figures that people composed without code."""

from django.db import models


class Composed(models.Model):
    """Số liệu tự soạn. A figure of an agency at the address `own.<slug>`; what it means stands in its definitions.

    Each wording is a `Definition` of the same code; the address is never given a second time, not even after the
    withdrawal.
    """

    code = models.CharField(max_length=60, unique=True)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    composed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    composed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code
