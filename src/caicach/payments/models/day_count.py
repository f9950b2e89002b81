"""The count at the end of a clerk's day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class DayCount(models.Model):
    """Chốt tiền cuối ngày. What one clerk took at one one-stop unit on one day, in đồng, and the cash counted.

    `handed_to` is the cashier who took the money over. Once it stands, the day takes no more receipts of that clerk.
    """

    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    receipts = models.PositiveIntegerField()
    cash = models.PositiveBigIntegerField()
    transfer = models.PositiveBigIntegerField()
    online = models.PositiveBigIntegerField()
    counted = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    handed_to = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "clerk", "day"], name="payments_day_count_once"),
            models.CheckConstraint(
                name="payments_day_count_difference", condition=Q(counted=F("cash")) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clerk_id} on {self.day}"

    @property
    def difference(self) -> int:
        """Counted less receipted, in đồng."""
        return self.counted - self.cash
