"""The components handed in with a dossier."""

from django.db import models


class Paper(models.Model):
    """Giấy tờ đã nộp cho một thành phần hồ sơ. Originals and copies counted, e-file and reused data marked."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="papers")
    component = models.ForeignKey("procedures.Component", on_delete=models.PROTECT)
    originals = models.SmallIntegerField(default=0)
    copies = models.SmallIntegerField(default=0)
    electronic = models.BooleanField(default=False)
    reused = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "component"], name="dossiers_paper_component")]

    def __str__(self) -> str:
        return f"component {self.component_id} of {self.dossier_id}"
