"""Consultations: what other agencies are asked while a dossier is processed."""

from django.db import models


class Consultation(models.Model):
    """Lấy ý kiến cơ quan phối hợp. A question to a unit of the province, or to a body outside it by its name.

    The clock of the dossier keeps running (Decree 118/2025/NĐ-CP Art. 19(4)). The answer is in time until the end of
    `due_on`; `late` is set when it comes afterwards. Open while it has no answer and the dossier is being processed.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="consultations")
    unit = models.ForeignKey("agencies.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=200, blank=True)
    content = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=True) ^ models.Q(body=""), name="dossiers_consultation_unit_or_body"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | models.Q(answered_at__gte=models.F("asked_at")),
                name="dossiers_consultation_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"consultation on {self.dossier_id}"
