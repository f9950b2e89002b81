"""Dossiers that another one-stop system keeps, as its files told of them."""

from django.conf import settings
from django.db import models

from caicach.dossiers.rules.import_state import LIVE, ImportState


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


class ImportJob(models.Model):
    """Việc nhập hồ sơ. A file handed in on the page, and how far the worker is with it (`rules.import_state`).

    `counts` are those of the check, of the writing once it is done; `faults` the first wrong cells as row, column, code
    and value, `gone` the first numbers that a newer file no longer names. `done` of `total` rows are written. `refusal`
    is what a failed one was refused with. The file lies in a folder of its own, of that name, until `removed_at`.
    """

    state = models.CharField(max_length=10, default=ImportState.UPLOADED.value)
    source = models.CharField(max_length=40)
    companion = models.BooleanField(default=False)
    good_rows = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    folder = models.CharField(max_length=32)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    gone = models.JSONField(default=list)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    refusal = models.JSONField(default=dict)
    run = models.ForeignKey(Import, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["uploaded_by", "digest", "source", "companion"],
                condition=models.Q(state__in=sorted(one.value for one in LIVE)),
                name="dossiers_importjob_live",
            ),
        ]

    def __str__(self) -> str:
        return f"import job {self.pk}: {self.state}"
