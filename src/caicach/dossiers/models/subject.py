"""The people or bodies that one dossier is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.Model):
    """Đối tượng trong hồ sơ. One line of the list that a dossier holds (40 persons proposed for an award).

    The dossier counts once; each subject has its own result, empty until it is recorded.
    """

    RESULTS = {"approved": _("Đồng ý"), "denied": _("Không đồng ý")}

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="subject_rows")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    detail = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "position"], name="dossiers_subject_position"),
            models.CheckConstraint(
                name="dossiers_subject_result", condition=models.Q(result__in=["", "approved", "denied"])
            ),
        ]

    def __str__(self) -> str:
        return f"subject {self.position} of dossier {self.dossier_id}"
