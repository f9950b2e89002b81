"""Let a file that was checked be written (xác nhận ghi)."""

from django.db import transaction

from caicach.dossiers.models import ImportJob
from caicach.dossiers.rules.import_state import ImportState
from caicach.dossiers.services.import_jobs import KIND, held, require, wake
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


def confirm_import(act: Act, job_id: int, *, good_rows: bool) -> ImportJob:
    """Leave the worker the writing. Raises `Refused("wrong-rows")` while rows are wrong and may not stay out."""
    with transaction.atomic():
        job = held(act, job_id)
        require(job, {ImportState.CHECKED})
        wrong = int(job.counts.get("wrong", 0))
        if wrong and not good_rows:
            raise Refused(
                "wrong-rows",
                mark("{wrong} trong {rows} dòng có lỗi nên chưa ghi dòng nào; hãy sửa, hoặc chỉ nhập các dòng đúng."),
                values={"wrong": wrong, "rows": job.counts.get("rows", 0)},
                field="good_rows",
            )
        job.state, job.good_rows = ImportState.CONFIRMED.value, good_rows
        job.total = int(job.counts.get("new", 0)) + int(job.counts.get("changed", 0))
        job.save(update_fields=["state", "good_rows", "total"])
        details = {"good_rows": good_rows, "rows": job.total}
        record(act, Change(kind=KIND, subject_id=job.pk, action="dossiers.confirm_import", details=details))
        wake(job.pk)
    return job
