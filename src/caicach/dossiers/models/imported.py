"""Dossiers that another one-stop system keeps, as its files told of them."""

from django.conf import settings
from django.db import models


class Import(models.Model):
    """Lần nhập hồ sơ. One file of another system that was written; `digest` is the SHA-256 of the file.

    `source` names the other system; `counts` says how many rows were new, changed, unchanged, wrong and how many
    dossiers known from before were not in the file any more.
    """

    source = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    counts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["source", "-id"], name="dossiers_import_source")]

    def __str__(self) -> str:
        return f"import {self.pk} from {self.source}"


class Imported(models.Model):
    """Hồ sơ nhập từ hệ thống khác. Which system keeps a dossier, and what its row said last.

    `content` is a digest of the row's values without names of people, so that an unchanged row is told at once.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="imported"
    )
    source = models.CharField(max_length=40)
    content = models.CharField(max_length=32)
    last_import = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["source"], name="dossiers_imported_source")]

    def __str__(self) -> str:
        return f"dossier {self.dossier_id} of {self.source}"
