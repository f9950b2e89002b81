"""Let a failed job run again (chạy lại việc nền)."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from caicach.desk.permits import may_administer
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


def retry_job(act: Act, job_id: int) -> None:
    """Put a failed job back into the queue.

    Raises `Refused("not-failed")` for a job that has not failed, or runs again already; `Refused("not-permitted")`.
    """
    verdict = may_administer(act.actor)
    if not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)
    with transaction.atomic():
        # procrastinate's own function moves the job; the row is locked so that two people do not both do it.
        job = ProcrastinateJob.objects.select_for_update().filter(pk=job_id, status="failed").first()
        if job is None:
            raise Refused("not-failed", mark("Việc này không ở trạng thái lỗi; có thể ai đó đã cho chạy lại."))
        app.job_manager.retry_job_by_id(job_id=job.pk, retry_at=act.now)
        record(act, Change(kind="job", subject_id=job.pk, action="desk.retry_job", details={"task": job.task_name}))
