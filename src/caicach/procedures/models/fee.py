"""Fees and charges (phí, lệ phí) of a version, and who is exempt."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.procedures.models.named import Named
from caicach.procedures.models.version import Version


class FeeTiming(models.IntegerChoices):
    """When a fee falls due, with the national codes."""

    RECEIPT = 1, _("Khi nộp hồ sơ")
    SUPPLEMENT = 2, _("Khi bổ sung hồ sơ")
    RETURN = 4, _("Khi nhận kết quả")


class Fee(Named):
    """One fee of a version; `amount` is in whole đồng."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="fees")
    amount = models.PositiveBigIntegerField()
    timing = models.PositiveSmallIntegerField(choices=FeeTiming.choices)

    class Meta:
        ordering = ["version", "id"]
        constraints = [
            models.CheckConstraint(name="procedures_fee_timing", condition=models.Q(timing__in=FeeTiming.values))
        ]


class FeeExemption(Named):
    """A ground on which a person is exempt from the fee; exempt is recorded as exempt, not as a fee of zero."""

    fee = models.ForeignKey(Fee, on_delete=models.PROTECT, related_name="exemptions")

    class Meta:
        ordering = ["fee", "id"]
