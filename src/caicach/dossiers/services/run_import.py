"""The worker's part of an import: check the file, and once that is confirmed write it (chạy lần nhập).

A worker that is killed leaves the state in which it was; whoever takes the task up again begins that step anew. The
writing and its end are one transaction, so a file is written once however often the step begins.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from caicach.accounts.queries import actor_of
from caicach.dossiers.models import Import, ImportJob
from caicach.dossiers.queries.import_jobs import folder_of
from caicach.dossiers.rules.import_state import CHECKS, WRITES, ImportState
from caicach.dossiers.services.check_import import Checked
from caicach.dossiers.services.import_dossiers import Wanted, import_dossiers, tried
from caicach.dossiers.services.import_jobs import KIND, file_of
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

SHOWN = 50
"""So many wrong cells, and so many dossiers that are not in the file, are kept to be shown one by one."""
TRIES = 3
"""So often a file is checked anew because another one was written meanwhile."""
BROKE = mark("Có lỗi ngoài dự kiến nên chưa ghi gì; hãy nộp lại tệp, nếu vẫn lỗi thì báo quản trị máy chủ.")
EVERY = 1.0
"""Seconds between two notes of how far the writing is."""


Corrections = Callable[[Checked, bool, Path], None]
"""Writes the wrong rows of a checked file (as companion or not) into a file to be put right."""


def run_import(job_id: int, *, now: datetime, corrections: Corrections) -> None:
    """Do the step that waits, if one does; what is refused ends the job with its reason."""
    job = _taken(job_id)
    if job is None:
        return
    act = Act(actor=actor_of(job.uploaded_by_id, on=local_day(now)), at=now, now=now, origin="import")
    try:
        if job.state == ImportState.CHECKING:
            _check(act, job, corrections)
        else:
            _write(act, job)
    except Refused as refused:
        _fail(job, refused, now)
    except Exception:
        _fail(job, Refused("import-broke", BROKE), now)
        raise


def _taken(job_id: int) -> ImportJob | None:
    with transaction.atomic():
        job = ImportJob.objects.select_for_update().filter(pk=job_id, state__in=CHECKS | WRITES).first()
        if job is not None:
            job.state = (ImportState.CHECKING if job.state in CHECKS else ImportState.WRITING).value
            job.save(update_fields=["state"])
        return job


def _wanted(job: ImportJob) -> Wanted:
    return Wanted(system=job.source, companion=job.companion, good_rows=job.good_rows, file_name=job.file_name)


def _check(act: Act, job: ImportJob, corrections: Corrections) -> None:
    with tried(act, file_of(job), _wanted(job)) as one:
        outcome, companion = one.outcome, job.companion
        faults = list(islice(one.checked.faults(companion=companion), SHOWN)) if outcome.wrong else []
        if outcome.wrong:
            corrections(one.checked, companion, folder_of(job.folder) / "errors.csv")
    nothing = outcome.repeated or not (outcome.new or outcome.changed or outcome.wrong)
    ImportJob.objects.filter(pk=job.pk, state=ImportState.CHECKING).update(
        state=(ImportState.DONE if nothing else ImportState.CHECKED).value,
        ended_at=act.now if nothing else None,
        counts={**outcome.counts(), "repeated": outcome.repeated},
        faults=[[one.row, one.column, one.code, one.value[:200]] for one in faults],
        gone=list(outcome.gone[:SHOWN]),
    )


def _write(act: Act, job: ImportJob) -> None:
    for left in reversed(range(TRIES)):
        told = _Told(job)
        try:
            with tried(act, file_of(job), _wanted(job)) as one:
                import_dossiers(act, one, _wanted(job), progress=told, then=partial(_end, act, job, told))
                return
        except Refused as refused:
            if refused.code != "another-import" or not left:
                raise
            if not ImportJob.objects.filter(pk=job.pk, state=ImportState.WRITING).exists():
                return  # another worker wrote it meanwhile
        finally:
            told.close()


def _end(act: Act, job: ImportJob, told: "_Told", run: Import) -> None:
    """In the transaction of the writing: from here on nobody takes it up again."""
    told.close()
    ended = ImportJob.objects.filter(pk=job.pk, state=ImportState.WRITING)
    if not ended.update(state=ImportState.DONE.value, counts=run.counts, ended_at=act.now, run=run):
        raise Refused("another-import", "")
    record(act, Change(kind=KIND, subject_id=job.pk, action="dossiers.run_import", details={"import": run.pk}))


def _fail(job: ImportJob, refused: Refused, now: datetime) -> None:
    values = {name: value if isinstance(value, int) else str(value) for name, value in refused.values.items()}
    ImportJob.objects.filter(pk=job.pk, state__in=CHECKS | WRITES).update(
        state=ImportState.FAILED.value,
        ended_at=now,
        refusal={"code": refused.code, "message": refused.message, "values": values},
    )


class _Told:
    """Notes how far the writing is, beside its transaction, so that the page can tell."""

    def __init__(self, job: ImportJob) -> None:
        self.job, self.last = job, 0.0
        self.beside: ThreadPoolExecutor | None = ThreadPoolExecutor(1)

    def __call__(self, done: int, of: int) -> None:
        if self.beside is not None and time.monotonic() - self.last >= EVERY:
            self.last = time.monotonic()
            self.beside.submit(self._note, done, of)

    def _note(self, done: int, of: int) -> None:
        try:
            ImportJob.objects.filter(pk=self.job.pk, state=ImportState.WRITING).update(done=done, total=of)
        finally:
            connection.close()

    def close(self) -> None:
        """Wait for the last note: after it nobody else touches the row."""
        if self.beside is not None:
            self.beside.shutdown(wait=True)
            self.beside = None
