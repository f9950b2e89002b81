"""What the worker does for files."""

from django.utils import timezone
from procrastinate.contrib.django import app

from caicach.papers.services.scan_files import scan_files


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="papers.scan_files", name="papers.scan_files")
def scan(timestamp: int) -> None:
    """Every minute: let the scanner look at what came in since."""
    del timestamp
    scan_files(now=timezone.now())
