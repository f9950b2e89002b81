"""The tabs as conditions and as counts: both made from the data in `rules.tab`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.conf import settings
from django.db.models import BooleanField, Case, CharField, Count, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.checks import REMINDED_AFTER
from caicach.dossiers.rules.regime import REGIMES
from caicach.dossiers.rules.step import ProcessStep
from caicach.dossiers.rules.tab import (
    ANSWER_LATE,
    CORRECTING,
    EXTENDED,
    FLAGS,
    LATER,
    LOST,
    NO_APOLOGY,
    OVERDUE,
    SOON,
    TAB,
    TABS,
    TODAY,
    UNANSWERED,
    UNCOLLECTED,
    UNCONFIRMED,
    UNPAID,
    Tab,
    Traits,
)
from caicach.kit.period import instant, local_day

SOON_DAYS = 3
"""A deadline within so many calendar days is near."""
EXTENSION_COUNTS = [regime.code for regime in REGIMES.values() if regime.extension_counts]

DEADLINE = Case(When(regime__in=EXTENSION_COUNTS, then=Greatest("due_at", "extended_to")), default=F("due_at"))
"""The instant a dossier is judged by, as `rules.outcome.deadline_of`; PostgreSQL's GREATEST passes over nulls."""

UNFINISHED = ~Q(step=ProcessStep.DONE.value)
"""Worded like the condition of the index `dossiers_live`, so that PostgreSQL knows that it holds all of them."""


@dataclass(frozen=True, slots=True)
class Today:
    """The instants that bound today and the days that are soon."""

    start: datetime
    end: datetime
    soon: datetime
    day: date


def today_of(now: datetime) -> Today:
    """The bounds around an instant; days are Vietnam's."""
    start = instant(datetime.combine(local_day(now), time.min))
    return Today(start, start + timedelta(days=1), start + timedelta(days=1 + SOON_DAYS), local_day(now))


def condition(tab: Tab, day: Today) -> Q:
    """A tab as a filter of dossiers that bear the annotation `deadline`."""
    if tab.everything:
        return Q()
    if tab.accepted_today:
        return Q(accepted_at__gte=day.start, accepted_at__lt=day.end)
    asked = Q(step__in=sorted(tab.steps))
    if tab.live:
        asked &= UNFINISHED
    if tab.statuses:
        asked &= Q(status__in=sorted(tab.statuses))
    if tab.standing is not None:
        asked &= Q(paused_since__isnull=not tab.standing)
    if tab.due:
        asked &= _due(day)[tab.due]
    further = {
        "unpaid": Q(fee=UNPAID),
        "consulting": Q(consulting__gt=0),
        "partners": Q(partners__gt=0),
    }
    for name, more in further.items():
        if getattr(tab, name):
            asked &= more
    return asked & flags(day)[tab.flag] if tab.flag else asked


CLOSING = [regime.code for regime in REGIMES.values() if regime.closes_without_papers]


def flags(day: Today) -> dict[str, Q]:
    """The condition of each flag of `rules.tab`."""
    return {
        ANSWER_LATE: Q(consulting__gt=0, consulting_due__lt=day.day),
        UNANSWERED: Q(regime__in=CLOSING, paused_since__lt=day.end - REMINDED_AFTER),
        NO_APOLOGY: Q(apology=0),
        UNCOLLECTED: Q(finished_at__lt=day.start - timedelta(days=settings.UNCOLLECTED_DAYS)),
        EXTENDED: Q(extended_to__isnull=False),
        UNCONFIRMED: Q(to_take_over=True),
        CORRECTING: Q(correction_due_at__isnull=False),
        LOST: Q(lost=True),
    }


def _due(day: Today) -> dict[str, Q]:
    return {
        OVERDUE: Q(deadline__lt=day.start),
        TODAY: Q(deadline__gte=day.start, deadline__lt=day.end),
        SOON: Q(deadline__gte=day.end, deadline__lt=day.soon),
    }


def in_tab(found: QuerySet[Dossier], tab: str, *, now: datetime) -> QuerySet[Dossier]:
    """Those of `lists.narrowed` that belong to a tab."""
    return found.filter(condition(TAB[tab], today_of(now)))


def traits(found: QuerySet[Dossier], *, now: datetime, by: Iterable[str] = ()) -> list[tuple[Traits, dict[str, Any]]]:
    """The unfinished ones of `lists.narrowed`, counted by their traits and by further columns; one statement.

    Each group comes with its row: `many`, and the columns asked for. Read from the index of the unfinished alone.
    """
    bucket = Case(
        *(When(asked, then=Value(name)) for name, asked in _due(today_of(now)).items()),
        default=Value(LATER),
        output_field=CharField(),
    )
    grouped = (
        found.filter(UNFINISHED)
        .order_by()
        .annotate(
            is_due=bucket,
            stands=_said(Q(paused_since__isnull=False)),
            owes=_said(Q(fee=UNPAID)),
            asks=_said(Q(consulting__gt=0)),
            waits=_said(Q(partners__gt=0)),
            **{name: _said(asked) for name, asked in flags(today_of(now)).items() if name in FLAGS},
        )
        .values("step", "status", "stands", "is_due", "owes", "asks", "waits", *FLAGS, *by)
        .annotate(many=Count("*"))
    )
    return [
        (
            Traits(
                row["step"], row["status"], row["stands"], row["is_due"], row["owes"], row["asks"], row["waits"],
                frozenset(name for name in FLAGS if row[name]),
            ),
            row,
        )
        for row in cast(Iterable[dict[str, Any]], grouped)
    ]  # fmt: skip


def _said(asked: Q) -> ExpressionWrapper:
    return ExpressionWrapper(asked, output_field=BooleanField())


def counts(found: QuerySet[Dossier], *, now: datetime) -> dict[str, int]:
    """How many of `lists.narrowed` each live tab holds, and how many were received today; two statements."""
    return counts_of(traits(found, now=now)) | {"received": in_tab(found, "received", now=now).count()}


def counts_of(groups: Iterable[tuple[Traits, dict[str, Any]]]) -> dict[str, int]:
    """How many of the groups of `traits` each live tab holds; no statement."""
    told = list(groups)
    return {tab.key: sum(row["many"] for one, row in told if tab.holds(one)) for tab in TABS if tab.live}


def count(found: QuerySet[Dossier], tab: str, known: Mapping[str, int], *, now: datetime, most: int) -> int:
    """How many one tab holds: as known from `counts`, otherwise counted, up to one more than `most`; one statement."""
    if tab in known:
        return known[tab]
    return in_tab(found, tab, now=now).order_by()[: most + 1].count()
