"""What the morning digests are made of: dossiers near or past their deadline, those waiting for papers, levels told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.db.models import F, Q, QuerySet

from caicach.dossiers.models import Dossier, Escalation
from caicach.dossiers.queries.tabs import DEADLINE
from caicach.dossiers.rules.regime import REGIMES
from caicach.dossiers.rules.status import OPEN, Status
from caicach.kit.period import instant, local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An open dossier as the digests need it, without personal data. `deadline` is None while its clock stands."""

    id: int
    number: str
    procedure_id: int
    procedure_vi: str
    procedure_en: str
    deadline: date | None
    asked: date | None
    closes: bool
    schedule_id: int
    competent_unit_id: int
    handling_unit_id: int
    received_unit_id: int
    assignee_id: int | None


def watched(*, until: date) -> list[Watched]:
    """The open dossiers whose deadline lies on that day or before, and those waiting for papers; one statement."""
    before = instant(datetime.combine(until + timedelta(days=1), time.min))
    running = Q(paused_since=None, deadline__lt=before)
    waiting = Q(status=Status.PAPERS_REQUESTED, paused_since__isnull=False)
    found = (
        Dossier.objects.annotate(deadline=DEADLINE)
        .filter(running | waiting, status__in=OPEN, accepted_at__isnull=False, finished_at=None, kept_elsewhere=False)
        .order_by("deadline", "id")
        .annotate(schedule_id=F("unit__schedule_id"), vi=F("rules_version__name_vi"), en=F("rules_version__name_en"))
        .values(
            "id", "number", "procedure_id", "vi", "en", "deadline", "paused_since", "regime", "schedule_id",
            "competent_unit_id", "handling_unit_id", "received_unit_id", "assignee_id",
        )
    )  # fmt: skip
    return [_watched(**row) for row in cast(QuerySet[Any], found)]


def _watched(
    *, vi: str, en: str, deadline: datetime, paused_since: datetime | None, regime: int, **row: Any
) -> Watched:
    return Watched(
        **row,
        procedure_vi=vi,
        procedure_en=en,
        deadline=None if paused_since else local_day(deadline),
        asked=local_day(paused_since) if paused_since else None,
        closes=REGIMES[regime].closes_without_papers,
    )


def told_levels(dossier_ids: Iterable[int]) -> set[tuple[int, int, date]]:
    """(dossier, level, deadline) of every level that has been told of these dossiers; one statement."""
    found = Escalation.objects.filter(dossier_id__in=list(dossier_ids))
    return set(found.values_list("dossier_id", "level", "deadline_day"))
