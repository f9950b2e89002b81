"""A small room of its own to ask figures of: things that are accepted, finished and overdue at units."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from caicach.facts.register import Column, FactTable
from caicach.figures.queries.scope import Scope
from caicach.figures.register import Count, Derived, Of, Ratio
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act, Actor, Change
from caicach.kit.period import Period

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))

TABLES = """
CREATE TABLE trial_fact (
    subject_id bigint NOT NULL, version int NOT NULL, tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
    unit_id bigint NOT NULL, field_id bigint NOT NULL, status int NOT NULL, extended boolean NOT NULL,
    accepted_day date, deadline_day date, finished_day date, PRIMARY KEY (subject_id, version));
CREATE TABLE trial_standing (
    subject_id bigint NOT NULL, version int NOT NULL, standing int NOT NULL, from_day date NOT NULL, to_day date)
"""


@dataclass(frozen=True)
class Thing:
    """One version of a thing, and the spans in which it stands overdue."""

    subject: int
    version: int = 1
    unit: int = 1
    field: int = 1
    accepted: date | None = date(2023, 3, 1)
    deadline: date | None = date(2023, 3, 10)
    finished: date | None = None
    spans: tuple[tuple[date, date | None], ...] = ()

    def later(self, **changes: object) -> "Thing":
        """The next version of the thing."""
        return replace(self, version=self.version + 1, **changes)


def tell(*things: Thing, action: str = "trial.tell", at: datetime | None = None) -> None:
    """Append the versions and a journal line in one transaction, as a service does; `at` is when it happened."""
    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        for thing in things:
            cursor.execute(
                "INSERT INTO trial_fact (subject_id, version, unit_id, field_id, status, extended, accepted_day,"
                " deadline_day, finished_day) VALUES (%s, %s, %s, %s, 1, false, %s, %s, %s)",
                [thing.subject, thing.version, thing.unit, thing.field, thing.accepted, thing.deadline, thing.finished],
            )
            for span in thing.spans:
                cursor.execute(
                    "INSERT INTO trial_standing VALUES (%s, %s, 2, %s, %s)", [thing.subject, thing.version, *span]
                )
            change = Change(kind="thing", subject_id=thing.subject, action=action)
            record(Act(actor=SYSTEM, at=at or now, now=now), change)


def label(subject: int) -> str:
    return f"T-{subject:04d}"


def labels(subjects: Collection[int]) -> Mapping[int, str]:
    return {subject: label(subject) for subject in subjects}


def even_ones(actor: Actor, subjects: Collection[int]) -> frozenset[int]:
    """Whoever reads may open the things with an even number."""
    return frozenset(subject for subject in subjects if subject % 2 == 0)


COLUMNS = tuple(
    Column(name, kind, f"meaning of {name}")
    for name, kind in [
        ("unit_id", "integer"),
        ("field_id", "integer"),
        ("status", "integer"),
        ("extended", "boolean"),
        ("accepted_day", "date"),
        ("deadline_day", "date"),
        ("finished_day", "date"),
    ]
)
SPANS = (
    Column("standing", "integer", "2: overdue"),
    Column("from_day", "date", "first day"),
    Column("to_day", "date", "day of leaving"),
)
TABLE = FactTable("trial", "trial_fact", COLUMNS, labels, even_ones, lambda subject: f"/things/{subject}/")
STANDING = replace(
    TABLE, name="trial_standing", relation="trial_standing", columns=SPANS, parent="trial", runs=("from_day", "to_day")
)


def received() -> Count:
    return Count("trial", "accepted_day < :end AND (finished_day IS NULL OR finished_day >= :start)")


def resolved() -> Count:
    return Count("trial", "finished_day >= :start AND finished_day < :end")


def resolved_early() -> Count:
    return Count("trial", f"{resolved().predicate} AND finished_day < deadline_day")


def early_rate() -> Ratio:
    return Ratio(resolved_early(), resolved())


def ever_overdue() -> Count:
    """Several spans of one thing may meet it; the thing counts once."""
    return Count("trial_standing", "standing = 2 AND from_day < :end AND accepted_day < :end")


def overdue() -> Count:
    """Standing overdue when the period ends: of runs that do not overlap, one at most."""
    return Count("trial_standing", "standing = 2 AND from_day < :end AND (to_day IS NULL OR to_day >= :end)")


FIGURES = (received, resolved, resolved_early, early_rate, ever_overdue, overdue)


def unsettled() -> Derived:
    return Of("figures.received") - Of("figures.resolved")


def slow_rate() -> Derived:
    """Two fact tables, one of the parts made of others itself."""
    return (Of("figures.overdue") + Of("figures.unsettled")) / Of("figures.received")


def not_early_rate() -> Derived:
    return 1 - Of("figures.early_rate")


def weighted() -> Derived:
    """A number that need not be whole."""
    return Of("figures.early_rate") * Of("figures.received") / 3


DERIVED = (unsettled, slow_rate, not_early_rate, weighted)


def scope(*units: int) -> Scope:
    return Scope(units[0], "u", "U", frozenset(units), own=False)


def subjects_of(things: Iterable[Thing]) -> list[int]:
    return sorted(thing.subject for thing in things)
