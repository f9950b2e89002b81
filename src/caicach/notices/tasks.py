"""What the worker does for messages."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from caicach.notices.services import deliver as delivering
from caicach.notices.services import erase as erasing

LONGEST = timedelta(seconds=50)
"""One run ends before the next one begins; what is left waits for that."""


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="notices.deliver", name="notices.deliver")
def deliver(timestamp: int) -> None:
    """Every minute: send what waits."""
    del timestamp
    delivering.deliver(clock=timezone.now, until=timezone.now() + LONGEST)


@app.periodic(cron="40 19 * * *")
@app.task(queueing_lock="notices.erase", name="notices.erase")
def erase(timestamp: int) -> None:
    """Every night (02:40 in Vietnam): erase what need not be kept any longer."""
    del timestamp
    erasing.erase(now=timezone.now(), kept=timedelta(days=settings.MESSAGES_KEPT_DAYS))
