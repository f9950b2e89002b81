"""Hand in a file of another system to be checked, and written later (nộp tệp nhập hồ sơ)."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from caicach.dossiers.models import ImportJob
from caicach.dossiers.queries.import_jobs import folder_of
from caicach.dossiers.rules.import_state import LIVE
from caicach.dossiers.services.import_dossiers import Wanted
from caicach.dossiers.services.import_jobs import KIND, wake
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change


def hand_in_import(act: Act, blocks: Iterable[bytes], wanted: Wanted) -> ImportJob:
    """Keep the file and leave the worker its task; the same file handed in again leads to the job that it has."""
    folder = uuid4().hex
    place = folder_of(folder)
    try:
        digest = _keep(place, blocks)
        with transaction.atomic():
            job = _job(act, wanted, digest, folder)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    if job.folder != folder:
        shutil.rmtree(place, ignore_errors=True)
    return job


def _keep(place: Path, blocks: Iterable[bytes]) -> str:
    place.mkdir(parents=True, mode=0o700)
    digest = hashlib.sha256()
    with open(os.open(place / "file", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        for block in blocks:
            digest.update(block)
            kept.write(block)
    return digest.hexdigest()


def _job(act: Act, wanted: Wanted, digest: str, folder: str) -> ImportJob:
    told = {
        "source": wanted.system,
        "companion": wanted.companion,
        "digest": digest,
        "uploaded_by_id": act.actor.user_id,
    }
    known = ImportJob.objects.filter(state__in=LIVE, **told).first()
    if known is not None:
        return known
    job = ImportJob.objects.create(file_name=wanted.file_name[:200], folder=folder, uploaded_at=act.now, **told)
    details = {"digest": digest, "source": wanted.system, "companion": wanted.companion}
    record(act, Change(kind=KIND, subject_id=job.pk, action="dossiers.hand_in_import", details=details))
    wake(job.pk)
    return job
