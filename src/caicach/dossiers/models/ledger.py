"""The ledger of what moved or stopped a dossier's clock; rows are added and ended, never changed otherwise."""

from django.db import models


class Pause(models.Model):
    """Khoảng dừng tính thời gian. Papers requested, a financial obligation, or stopped for a while.

    `effect` is what it does to the clock (`rules.regime`); an obligation may leave it running.
    `document` is the number of the notice and `amount` what is to be paid (đồng); `reminded_at` the last reminder.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=12)
    effect = models.CharField(max_length=10)
    reason = models.CharField(max_length=500)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    document = models.CharField(max_length=100, blank=True)
    amount = models.BigIntegerField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(ended_at__isnull=True), name="dossiers_one_open_pause"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at")),
                name="dossiers_pause_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} pause of {self.dossier_id}"


class Extension(models.Model):
    """Gia hạn thời gian giải quyết. Once a dossier, at least one day before the deadline."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="extension")
    decided_at = models.DateTimeField()
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    responsible_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"extension of {self.dossier_id}"


class Apology(models.Model):
    """Thư xin lỗi, hẹn lại ngày trả kết quả. Always recordable; flagged when issued after the deadline's day.

    `document` is number and date of the letter, where it was given any.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="apologies")
    issued_at = models.DateTimeField()
    new_date = models.DateField()
    reason = models.CharField(max_length=500)
    explanation = models.CharField(max_length=500, blank=True)
    document = models.CharField(max_length=100, blank=True, default="")
    late = models.BooleanField()

    def __str__(self) -> str:
        return f"apology for {self.dossier_id}"


class CompetenceMove(models.Model):
    """Lần chuyển thẩm quyền giải quyết. After its acceptance the dossier went to another agency from a day on."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="competence_moves")
    from_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    decision = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"move of {self.dossier_id} to {self.to_unit_id}"
