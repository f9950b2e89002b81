"""What the worker does for dossiers."""

from datetime import time

from django.utils import timezone
from procrastinate.contrib.django import app

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
