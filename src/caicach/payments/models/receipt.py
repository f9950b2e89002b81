"""Money taken, with the official receipt that was given for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.payments.rules import Method


class Receipt(models.Model):
    """Khoản đã thu. Series and number are those of the official receipt (biên lai) from the book or the e-receipt
    provider; a number is used up for ever, also when the receipt is cancelled. `reference` is the gateway's or the
    bank's. `taken_day` is Vietnam's day, on which it belongs to the count of whoever took it at that one-stop unit.
    """

    METHODS = {
        Method.CASH.value: _("Tiền mặt"),
        Method.TRANSFER.value: _("Chuyển khoản"),
        Method.ONLINE.value: _("Trực tuyến"),
    }

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveBigIntegerField()
    method = models.CharField(max_length=10, choices=list(METHODS.items()))
    series = models.CharField(max_length=30, blank=True)
    number = models.CharField(max_length=30, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    taken_day = models.DateField()
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"], condition=~Q(number=""), name="payments_receipt_number_once"
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=Q(method=Method.ONLINE.value), name="payments_receipt_reference_once"
            ),
            models.CheckConstraint(name="payments_receipt_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payments_receipt_papers",
                condition=(Q(method=Method.ONLINE.value) & ~Q(reference=""))
                | (Q(method__in=[Method.CASH.value, Method.TRANSFER.value]) & ~Q(series="") & ~Q(number="")),
            ),
            models.CheckConstraint(
                name="payments_receipt_void",
                condition=Q(voided_at=None, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="payments_receipt_subject"),
            models.Index(fields=["taken_by", "taken_day"], name="payments_receipt_day"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.series, self.number))) or self.reference

    @property
    def void(self) -> bool:
        """Whether it was cancelled."""
        return self.voided_at is not None
