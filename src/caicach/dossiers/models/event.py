"""What may befall a dossier beside its plain path: papers asked for, explanations, wrong results, losses."""

from django.conf import settings
from django.db import models


class SupplementRequest(models.Model):
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (form 02). `stage` is `intake` or `appraisal`; `items` say what."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="supplement_requests")
    stage = models.CharField(max_length=10)
    reason = models.CharField(max_length=500)
    legal_basis = models.CharField(max_length=300, blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"supplement asked of {self.dossier_id}"


class SupplementItem(models.Model):
    """Giấy tờ cần bổ sung, hoàn thiện. A component of the list (none: another paper), how many sheets, and what."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(SupplementRequest, on_delete=models.PROTECT, related_name="items")
    component = models.ForeignKey("procedures.Component", null=True, on_delete=models.PROTECT, related_name="+")
    originals = models.SmallIntegerField(default=0)
    copies = models.SmallIntegerField(default=0)
    what = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"item of {self.request_id}"


class Explanation(models.Model):
    """Văn bản giải trình hồ sơ quá hạn. What the unit says in writing of a late dossier, beside the apology.

    `cause` is the number of the cause it names (`rules.causes`; 0: none), `cause_text` what another cause is. A row is
    never changed; whoever knows better explains once more.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="explanations")
    explained_at = models.DateTimeField()
    document = models.CharField(max_length=100, blank=True)
    text = models.CharField(max_length=500)
    cause = models.SmallIntegerField(default=0)
    cause_text = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return f"explanation of {self.dossier_id}"


class ResultCorrection(models.Model):
    """Sửa kết quả giải quyết sai. Due three working days after it was found; the end of processing stays.

    Decree 118/2025/NĐ-CP Art. 23(1). `late` is set when it is corrected after the day due.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="corrections")
    found_at = models.DateTimeField()
    what = models.CharField(max_length=500)
    responsible_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(corrected_at__isnull=True), name="dossiers_one_open_correction"
            ),
            models.CheckConstraint(
                condition=models.Q(corrected_at__isnull=True) | models.Q(corrected_at__gte=models.F("found_at")),
                name="dossiers_correction_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"correction of the result of {self.dossier_id}"


class Loss(models.Model):
    """Hồ sơ bị mất, hư hỏng. What is gone, the apology to the submitter, how it is put right, and when it was."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="losses")
    noticed_at = models.DateTimeField()
    what = models.CharField(max_length=500)
    apology = models.CharField(max_length=500)
    remedy = models.CharField(max_length=500)
    found_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(found_at__isnull=True), name="dossiers_one_open_loss"
            ),
        ]

    def __str__(self) -> str:
        return f"loss of {self.dossier_id}"
