"""Imports on the page: whose they are, and where their files lie."""

from pathlib import Path

from django.conf import settings

from caicach.dossiers.models import ImportJob
from caicach.dossiers.permits import may_follow_import
from caicach.kit.acts import Actor

SHOWN = 20


def folder_of(name: str) -> Path:
    """The folder of one job: `file` as it was handed in, `errors.csv` once it is checked and rows are wrong."""
    return Path(settings.IMPORTS_ROOT) / name


def errors_of(job: ImportJob) -> Path | None:
    """The correction file, unless there is none or it has been removed."""
    path = folder_of(job.folder) / "errors.csv"
    return path if path.is_file() else None


def jobs_of(actor: Actor) -> list[ImportJob]:
    """The actor's latest imports, newest first."""
    mine = {actor.user_id, *actor.stands_for} - {None}
    return list(ImportJob.objects.filter(uploaded_by__in=mine).order_by("-pk")[:SHOWN])


def job_for(actor: Actor, job_id: int) -> ImportJob | None:
    """An import that the actor may follow."""
    job = ImportJob.objects.filter(pk=job_id).first()
    return job if job is not None and may_follow_import(actor, job.uploaded_by_id).allowed else None
