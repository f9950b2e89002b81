"""Remove the files of imports that ended some days ago (dọn tệp nhập)."""

import shutil
from datetime import datetime, timedelta

from caicach.dossiers.models import ImportJob
from caicach.dossiers.queries.import_jobs import folder_of
from caicach.dossiers.rules.import_state import ImportState


def tidy_imports(*, now: datetime, keep: timedelta) -> int:
    """How many: of those that ended, and of those checked so long ago and never written, which are called off."""
    before = now - keep
    left = ImportJob.objects.filter(state=ImportState.CHECKED, uploaded_at__lt=before)
    left.update(state=ImportState.CANCELLED.value, ended_at=before)
    ended = list(ImportJob.objects.filter(ended_at__lte=before, removed_at=None))
    for job in ended:
        shutil.rmtree(folder_of(job.folder), ignore_errors=True)
        job.removed_at, job.faults = now, []
        job.save(update_fields=["removed_at", "faults"])
    return len(ended)
