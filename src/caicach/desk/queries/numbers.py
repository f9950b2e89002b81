"""The figures on the home pages: the year so far beside last month, and the year by unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.figures.queries.answers import tabulate
from caicach.figures.queries.scope import Scope, scope_of
from caicach.journal.models import Seal
from caicach.kit.acts import Actor
from caicach.kit.period import Period

COUNTED = {
    "received": "dossiers.received",
    "resolved": "dossiers.resolved",
    "early": "dossiers.resolved_early",
    "on_time": "dossiers.resolved_on_time",
    "late": "dossiers.resolved_late",
    "pending": "dossiers.pending",
    "overdue": "dossiers.pending_overdue",
}
"""What the home pages count, by a short name, each with the address of its figure."""

READERS = (Role.AGENCY_LEADER, Role.REFORM_OFFICER)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The counts of a unit: the year so far, last month, and the year by unit (of a reform officer only)."""

    scope: Scope
    year: Period
    month: Period
    in_year: Mapping[str, int]
    in_month: Mapping[str, int]
    units: Mapping[str, Mapping[str, int]]
    ids: Mapping[str, int]


def agency_of(actor: Actor) -> str:
    """The code of the unit whose figures concern the actor: that of the widest grant as leader or reform officer."""
    grants = [grant for grant in actor.grants if grant.role in READERS]
    widest = max(grants, key=lambda grant: (len(grant.units), -grant.id), default=None)
    return Unit.objects.values_list("code", flat=True).get(pk=widest.unit_id) if widest else ""


def numbers(agency: str, *, today: date, seal: Seal, by_unit: bool) -> Numbers:
    """The counts as known at the seal."""
    year = Period(today.replace(month=1, day=1), today)
    before = today.replace(day=1) - timedelta(days=1)
    month = Period(before.replace(day=1), before)
    scope = scope_of(agency, on=today)
    units: dict[str, Mapping[str, int]] = {}
    ids: dict[str, int] = {}
    if by_unit:
        found = _counted(scope, year, seal, by="unit_id")
        for unit in Unit.objects.filter(pk__in=[key for key in found if key is not None]).order_by("name_vi"):
            units[unit.name], ids[unit.name] = found[unit.pk], unit.pk
    return Numbers(
        scope=scope,
        year=year,
        month=month,
        in_year=_counted(scope, year, seal)[None],
        in_month=_counted(scope, month, seal)[None],
        units=units,
        ids=ids,
    )


def _counted(scope: Scope, period: Period, seal: Seal, by: str | None = None) -> dict[int | None, dict[str, int]]:
    found = tabulate(list(COUNTED.values()), scope=scope, period=period, seal=seal, by=by)
    return {key: {name: counts[code] for name, code in COUNTED.items()} for key, counts in found.items()}
