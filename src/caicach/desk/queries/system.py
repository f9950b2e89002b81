"""How the house itself is doing, for the administrator of a small server room: work, storage, journal, backups."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from caicach.journal.models import Line, Seal
from caicach.notices.queries.outbox import Outbox, outbox, outgoing

SILENT_AFTER = timedelta(minutes=2)
"""A worker that has given no sign of life for so long does not work."""
SEAL_LATE_AFTER = timedelta(minutes=10)
BACKUP_LATE_AFTER = timedelta(days=1, hours=12)
FULL_FROM = 0.9
SHOWN_JOBS = 20


@dataclass(frozen=True, slots=True)
class Backup:
    """The last backup on record."""

    at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Disk:
    """A place that fills up, in bytes; `full` from nine tenths on."""

    used: int
    whole: int

    @property
    def full(self) -> bool:
        """Whether somebody should make room."""
        return self.whole > 0 and self.used >= FULL_FROM * self.whole

    @property
    def percent(self) -> int:
        """Used, in whole percent."""
        return round(100 * self.used / self.whole) if self.whole else 0


@dataclass(frozen=True, slots=True)
class SystemStatus:
    """Everything that the page shows; a None says that there is nothing yet."""

    worker_seen: datetime | None
    messages: Outbox
    worker_silent: bool
    jobs: dict[str, int]
    failed: Sequence[ProcrastinateJob]
    database_bytes: int
    database_version: str
    disk: Disk | None
    last_seal: datetime | None
    seal_late: bool
    backup: Backup | None


def system_status(*, now: datetime) -> SystemStatus:
    """As it is now; a fixed number of statements."""
    seen = ProcrastinateWorker.objects.aggregate(seen=Max("last_heartbeat"))["seen"]
    seal = Seal.objects.order_by("-no").first()
    version, size = _database()
    return SystemStatus(
        worker_seen=seen,
        messages=outbox(outgoing(), now=now),
        worker_silent=seen is None or now - seen > SILENT_AFTER,
        jobs=dict(ProcrastinateJob.objects.values_list("status").annotate(Count("pk"))),
        failed=list(ProcrastinateJob.objects.filter(status="failed").order_by("-id")[:SHOWN_JOBS]),
        database_bytes=size,
        database_version=version,
        disk=_disk(),
        last_seal=seal.published_at if seal else None,
        seal_late=seal is not None and now - seal.published_at > SEAL_LATE_AFTER and _unsealed_since(seal),
        backup=_backup(now),
    )


def answers() -> bool:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _database() -> tuple[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone()
    return str(version), int(size)


def _disk() -> Disk | None:
    """The disk that holds the files; None while there is no such folder."""
    place = Path(settings.FILES_ROOT)
    above = next((one for one in (place, *place.parents) if one.exists()), None)
    if above is None:
        return None
    usage = shutil.disk_usage(above)
    return Disk(usage.used, usage.total)


def _unsealed_since(seal: Seal) -> bool:
    """Whether lines were entered after the seal, so that its age means something."""
    return Line.objects.filter(recorded_at__gt=seal.published_at).exists()


def _backup(now: datetime) -> Backup | None:
    at = Line.objects.filter(action="config.backup").aggregate(at=Max("recorded_at"))["at"]
    return Backup(at, late=now - at > BACKUP_LATE_AFTER) if at else None
