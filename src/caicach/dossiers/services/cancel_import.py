"""Call an import off before anything of it is written (hủy lần nhập)."""

import shutil

from django.db import transaction

from caicach.dossiers.models import ImportJob
from caicach.dossiers.queries.import_jobs import folder_of
from caicach.dossiers.rules.import_state import CANCELLABLE, ImportState
from caicach.dossiers.services.import_jobs import KIND, held, require
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change


def cancel_import(act: Act, job_id: int) -> ImportJob:
    """The worker leaves it alone from now on, and its file is removed. Raises `Refused("import-moved-on")`."""
    with transaction.atomic():
        job = held(act, job_id)
        require(job, CANCELLABLE)
        job.state, job.ended_at, job.removed_at = ImportState.CANCELLED.value, act.now, act.now
        job.faults = []
        job.save(update_fields=["state", "ended_at", "removed_at", "faults"])
        record(act, Change(kind=KIND, subject_id=job.pk, action="dossiers.cancel_import"))
    shutil.rmtree(folder_of(job.folder), ignore_errors=True)
    return job
