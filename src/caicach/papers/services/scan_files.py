"""Let the virus scanner look at the files it has not seen (quét virus)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act, Change
from caicach.papers.models import File
from caicach.papers.ports.clamd import Clamd, NotScannable, ScannerSilent
from caicach.papers.queries.files import place_of

AGAIN_AFTER = timedelta(days=1)
"""A file that the scanner could not scan is offered again after so long."""


def scan_files(*, now: datetime, most: int = 500) -> int:
    """Scan what was not scanned yet, oldest first; the number of files that have an answer now.

    Each file is a transaction of its own with a line in the journal, so several workers may do this at the same time
    and one that dies loses nothing. Without a scanner (setting `CLAMD`) nothing happens, and a scanner that does not
    answer ends the run: the files stay "not scanned" until the next one.
    """
    if not settings.CLAMD:
        return 0
    scanner = Clamd(settings.CLAMD, settings.CLAMD_SECONDS)
    answered = 0
    try:
        version = scanner.version()
        for _ in range(most):
            with transaction.atomic():
                file = _next(now)
                if file is None:
                    break
                answered += _scan(file, scanner, version, now=now)
    except ScannerSilent:
        return answered
    return answered


def _next(now: datetime) -> File | None:
    """A file to be scanned, locked; others may be taken by other workers."""
    due = Q(scanned_at=None) | Q(scanned_at__lt=now - AGAIN_AFTER)
    waiting = File.objects.filter(due, scan=File.NOT_SCANNED).order_by("pk")
    # The row may be pointed at by new attachments meanwhile.
    return waiting.select_for_update(skip_locked=True, no_key=True).first()


def _scan(file: File, scanner: Clamd, version: str, *, now: datetime) -> int:
    file.scanner, file.scanned_at, file.finding = version[:200], now, ""
    try:
        with place_of(file.sha256).open("rb") as content:
            file.finding = scanner.scan(content)[:200]
    except (NotScannable, FileNotFoundError) as failure:
        # It waits for a day, with the reason beside it.
        file.finding = str(failure)[:200]
        file.save(update_fields=["scanner", "scanned_at", "finding"])
        return 0
    file.scan = File.INFECTED if file.finding else File.CLEAN
    file.save(update_fields=["scanner", "scanned_at", "finding", "scan"])
    told = {"sha256": file.sha256, "scan": file.scan, "finding": file.finding, "scanner": file.scanner}
    record(
        Act(actor=SYSTEM, at=now, now=now),
        Change(kind="file", subject_id=file.pk, action="papers.scan_files", details=told),
    )
    return 1
