"""The administrator sees how the house is doing; others see nothing; failed work can be run again, once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

import world
from caicach.desk.queries import system as queries
from caicach.desk.services.retry_job import retry_job
from caicach.journal.models import Line
from caicach.journal.services.record import record_system
from caicach.kit.acts import Act, Actor
from caicach.kit.refusal import Refused

FAIL = """
INSERT INTO procrastinate_jobs (queue_name, task_name, status, args, attempts)
SELECT 'default', 'journal.seal', 'failed', '{}', 3 FROM generate_series(1, %s) RETURNING id
"""


def failed(count: int = 1) -> int:
    """Jobs that failed; the id of the last."""
    with connection.cursor() as cursor:
        cursor.execute(FAIL, [count])
        return int(cursor.fetchall()[-1][0])


def act(actor: Actor) -> Act:
    now = timezone.now()
    return Act(actor=actor, at=now, now=now)


def test_the_page_tells_what_is_wrong(database: str, sign_in: Callable[[str], Any]) -> None:
    """No worker, no backup, a failed job; and the opposite once they are there."""
    world.build()
    job = failed()
    page = sign_in("admin").get("/system/").content.decode()
    assert "caicach worker" in page
    assert "Chưa sao lưu lần nào" in page
    assert f"journal.seal</span> #{job}" in page
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    record_system("config.backup", details={})
    page = sign_in("admin").get("/system/").content.decode()
    assert "caicach worker" not in page
    assert "caicach backup" not in page


def test_an_old_backup_and_a_full_disk_are_told(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the limits that the page names."""
    record_system("config.backup", details={})
    now = timezone.now()
    saved = Line.objects.get(kind="house").recorded_at
    assert queries.system_status(now=now).backup == queries.Backup(saved, late=False)
    later = queries.system_status(now=now + queries.BACKUP_LATE_AFTER + timedelta(minutes=1))
    assert later.backup is not None
    assert later.backup.late
    assert queries.Disk(90, 100).full
    assert not queries.Disk(89, 100).full


def test_the_page_costs_the_same_however_much_failed(database: str) -> None:
    """A fixed number of statements."""
    failed(1)
    with CaptureQueriesContext(connection) as few:
        queries.system_status(now=timezone.now())
    failed(60)
    with CaptureQueriesContext(connection) as many:
        status = queries.system_status(now=timezone.now())
    assert len(few) == len(many)
    assert status.jobs["failed"] == 61
    assert len(status.failed) == queries.SHOWN_JOBS


def test_a_failed_job_runs_again_once(database: str, sign_in: Callable[[str], Any]) -> None:
    """By whoever administers; the second click is told that nothing failed."""
    here = world.build()
    job = failed()
    with pytest.raises(Refused, match="quản trị"):
        retry_job(act(here.actor("leader")), job)
    answer = sign_in("admin").post(f"/system/jobs/{job}/retry/")
    assert (answer.status_code, answer.url) == (302, "/system/")
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"
    assert Line.objects.get(kind="job").action == "desk.retry_job"
    with pytest.raises(Refused) as refused:
        retry_job(act(here.actor("admin")), job)
    assert refused.value.code == "not-failed"


def test_health_answers_everybody(database: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says 503 when the database does not answer."""
    assert client.get("/health/").json() == {"ok": True}

    def broken() -> bool:
        raise DatabaseError

    monkeypatch.setattr("caicach.desk.views.system.answers", broken)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"ok": False})
