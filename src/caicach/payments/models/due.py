"""A fee that is owed for something."""

from django.db import models
from django.db.models import Q

from caicach.procedures.models import FeeTiming


class Due(models.Model):
    """Khoản phí, lệ phí phải nộp. One fee of the catalogue charged to one subject, in whole đồng.

    A subject is named by its kind and id, as in the journal, so that whatever bears fees can be charged. Who is exempt
    stays charged, with the ground of the exemption.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    fee = models.ForeignKey("procedures.Fee", on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveBigIntegerField()
    timing = models.PositiveSmallIntegerField(choices=FeeTiming.choices)
    charged_at = models.DateTimeField()
    exemption = models.ForeignKey(
        "procedures.FeeExemption", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    exempted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "fee"], name="payments_due_once"),
            models.CheckConstraint(
                name="payments_due_exemption",
                condition=Q(exemption=None, exempted_at=None) | Q(exemption__isnull=False, exempted_at__isnull=False),
            ),
            models.CheckConstraint(name="payments_due_timing", condition=Q(timing__in=FeeTiming.values)),
        ]

    def __str__(self) -> str:
        return f"{self.amount} for {self.subject_kind} {self.subject_id}"

    @property
    def exempt(self) -> bool:
        """Whether the payer is exempt from it."""
        return self.exempted_at is not None
