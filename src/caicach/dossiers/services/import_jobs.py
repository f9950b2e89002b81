"""What the steps of an import on the page share: where its files lie, and what wakes the worker."""

from pathlib import Path

from procrastinate.contrib.django import app

from caicach.dossiers.models import ImportJob
from caicach.dossiers.permits import may_follow_import
from caicach.dossiers.queries.import_jobs import folder_of
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

KIND = "import"
TASK = "dossiers.run_import"


def file_of(job: ImportJob) -> Path:
    """The file as it was handed in."""
    return folder_of(job.folder) / "file"


def wake(job_id: int) -> None:
    """Leave the worker its task, in the caller's transaction; one import runs at a time."""
    app.configure_task(TASK, lock=TASK).defer(job_id=job_id)


def held(act: Act, job_id: int) -> ImportJob:
    """The job, locked. Raises `Unknown` for one that is not the actor's."""
    job = ImportJob.objects.select_for_update().filter(pk=job_id).first()
    if job is None or not may_follow_import(act.actor, job.uploaded_by_id).allowed:
        raise Unknown("unknown-import", mark("Không có lần nhập này."))
    return job


def require(job: ImportJob, states: frozenset[str] | set[str]) -> None:
    """Raise `Refused("import-moved-on")` when the job is not in one of the states any more."""
    if job.state not in states:
        raise Refused("import-moved-on", mark("Lần nhập này đã sang bước khác nên không làm được việc đó nữa."))
