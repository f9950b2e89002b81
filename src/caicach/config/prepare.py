"""Bring a database up to date: migrations, the cache table, the law's data and the definitions of figures."""

import hashlib
import importlib.metadata
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from caicach.calendars.services.load_days import load_official
from caicach.feedback.services.load_terms import load_terms
from caicach.figures.services.define import record_definitions
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.procedures.services.complete_facts import complete_facts
from caicach.procedures.services.set_warning import load_warnings
from caicach.reports.services.set_target import load_targets

PACKAGE = Path(__file__).resolve().parents[1]
LIBRARIES = ("django", "django-allauth", "procrastinate")
SHIPPED = {".py", ".json", ".csv", ".sql", ".toml"}
# Any number that nobody else uses: two commands that start together prepare one after the other.
LOCK = 2_026_112_301

LAW: tuple[Callable[[Act], object], ...] = (
    lambda act: load_official(act=act, record=record),
    lambda act: record_definitions(now=act.now),
    lambda act: load_warnings(act),
    lambda act: complete_facts(act),
    lambda act: load_targets(act),
    lambda act: load_terms(act),
)
"""What is loaded into every database, in this order, each by an idempotent service: law is data with dates."""


def fingerprint() -> str:
    """A digest of everything that preparing depends on: the shipped code and data, and the libraries' versions."""
    digest = hashlib.sha256()
    for name in LIBRARIES:
        digest.update(f"{name}={importlib.metadata.version(name)}\n".encode())
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in SHIPPED):
        digest.update(f"{path.relative_to(PACKAGE)}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _last() -> str:
    """The fingerprint of the code that prepared this database last; it stands in the database and goes with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('prepared')")
        if cursor.fetchone()[0] is None:
            return ""
        cursor.execute("SELECT fingerprint FROM prepared")
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _remember(now: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS prepared (one boolean PRIMARY KEY CHECK (one), fingerprint text)")
        cursor.execute(
            "INSERT INTO prepared VALUES (true, %s) ON CONFLICT (one) DO UPDATE SET fingerprint = excluded.fingerprint",
            [now],
        )


def unapplied() -> list[str]:
    """The migrations that this database has not seen yet, as `room.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def prepare(*, apply: bool, report: Callable[[str], None] | None = None) -> bool:
    """Bring the database up to date when the code has changed since last time; True when something was done.

    Without `apply` nothing is written, and a database that misses migrations is refused.
    """
    now = fingerprint()
    if _last() == now:
        return False
    if not apply:
        _refuse_unapplied()
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            if _last() == now:
                return False
            _apply(report)
            _remember(now)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return True


def _refuse_unapplied() -> None:
    missing = unapplied()
    if missing:
        raise Refused(
            "unapplied-migrations",
            mark("Cơ sở dữ liệu chưa được cập nhật ({count} bước, đầu tiên là {first}); hãy chạy: caicach migrate"),
            values={"count": len(missing), "first": missing[0]},
        )


def _apply(report: Callable[[str], None] | None) -> None:
    if report is not None:
        for name in unapplied():
            report(name)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    load_law()


def load_law() -> None:
    """Load the law's data and the shipped definitions; what is there already stays as it is."""
    moment = timezone.now()
    for load in LAW:
        load(Act(actor=SYSTEM, at=moment, now=moment))
