"""What the worker does for dossiers."""

from datetime import time, timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from caicach.dossiers.exports.import_files import write_corrections
from caicach.dossiers.services import quarantine as quarantining
from caicach.dossiers.services import run_import as importing
from caicach.dossiers.services import tend_unanswered as tending
from caicach.dossiers.services import tidy_imports as tidying
from caicach.dossiers.services import warn as warning
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import local

MORNING = time(7)


@app.periodic(cron="*/10 0-9 * * *")
@app.task(queueing_lock="dossiers.warn", name="dossiers.warn")
def warn(timestamp: int) -> None:
    """From seven o'clock in Vietnam on (the clock of this schedule is UTC) write the digests that are not written."""
    del timestamp
    now = timezone.now()
    if local(now).time() >= MORNING:
        warning.warn(Act(actor=SYSTEM, at=now, now=now))


@app.periodic(cron="15 0 * * *")
@app.task(queueing_lock="dossiers.tend_unanswered", name="dossiers.tend_unanswered")
def tend_unanswered(timestamp: int) -> None:
    """Every morning (07:15 in Vietnam): remind of papers asked for ten days ago, close what was not answered."""
    del timestamp
    tending.tend_unanswered(
        now=timezone.now(), remind_them=settings.REMIND_UNANSWERED, close_them=settings.CLOSE_UNANSWERED
    )


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="dossiers.quarantine", name="dossiers.quarantine")
def quarantine(timestamp: int) -> None:
    """Every minute: take off the files that were found infected since."""
    del timestamp
    now = timezone.now()
    quarantining.quarantine(Act(actor=SYSTEM, at=now, now=now))


@app.task(name="dossiers.run_import")
def run_import(job_id: int) -> None:
    """Check or write the file of an import; taken up again when its worker was killed."""
    importing.run_import(job_id, now=timezone.now(), corrections=write_corrections)


@app.periodic(cron="30 18 * * *")
@app.task(queueing_lock="dossiers.tidy_imports", name="dossiers.tidy_imports")
def tidy_imports(timestamp: int) -> None:
    """Every night (01:30 in Vietnam): remove the files of imports that ended some days ago."""
    del timestamp
    tidying.tidy_imports(now=timezone.now(), keep=timedelta(days=settings.IMPORT_DAYS))
