"""A unit's counts told apart by the units under it, or by field, each period with the tree of its last day."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db import connection

from caicach.agencies.models import PlaceVersion, Unit
from caicach.agencies.queries import reach
from caicach.figures.queries.answers import tabulate
from caicach.figures.queries.scope import Scope
from caicach.figures.register import filter_names
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.procedures.models import Competence
from caicach.reports.rules.monitor import GROUPED_BY, Line, Rows

PLACES = """
SELECT kind, unit_id, above_id, first_day, last_day FROM (
    SELECT DISTINCT ON (kind, row_id) * FROM agencies_placeversion
    WHERE pg_visible_in_snapshot(tx::text::xid8, %(snapshot)s::pg_snapshot) ORDER BY kind, row_id, id DESC) AS latest
WHERE NOT gone AND kind IN (1, 2)
"""
"""What the register said at a snapshot: who stood under whom, who followed whom (`agencies.models.version`)."""


@dataclass(frozen=True, slots=True)
class Place:
    """The unit stands under, or is followed by, another from one day to another, both included (None: until now)."""

    kind: int
    unit_id: int
    above_id: int
    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether it does on that day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def changes(self) -> Iterator[date]:
        """The days on which the unit stands elsewhere than the day before."""
        yield self.first
        if self.last is not None:
            yield self.last + timedelta(days=1)


Counted = Mapping[int | None, Mapping[str, int]]
"""Counts by line (None: the whole unit); a line that is missing counted nothing."""


@dataclass(frozen=True, slots=True)
class Forest:
    """A unit with the units directly under it on a day, and its trees on other days.

    `trees` holds for each day asked, by unit, the ids that the unit reaches.
    """

    unit: Unit
    children: Mapping[int, Unit]
    trees: Mapping[date, Mapping[int, frozenset[int]]]
    places: Sequence[Place]

    def above(self, day: date) -> tuple[int, ...]:
        """The units above the unit on a day, the nearest first."""
        parents = {
            one.unit_id: one.above_id for one in self.places if one.kind == PlaceVersion.UNDER and one.holds(day)
        }
        line = [self.unit.pk]
        while (higher := parents.get(line[-1])) is not None and higher not in line:
            line.append(higher)
        return tuple(line[1:])

    def scope(self, day: date) -> Scope:
        """The unit with its tree of that day."""
        return Scope(self.unit.pk, self.unit.code, self.unit.name, self.trees[day][self.unit.pk], own=False)

    def counted(self, codes: Sequence[str], period: Period, seal: Seal, rows: Rows | None) -> Counted:
        """The counts of a period by line; without `rows` of the whole unit only. A statement a fact table."""
        if rows is not Rows.UNIT:
            scope = self.scope(period.last)
            by = GROUPED_BY[rows] if rows else None
            found = tabulate(codes, scope=scope, period=period, seal=seal, by=by)
            all_of: Counted = {None: _sum(codes, found.values())}
            return {**all_of, **{key: row for key, row in found.items() if key is not None}}
        reaches, whole = self.trees[period.last], self.scope(period.last)
        groups: dict[int | None, frozenset[int]] = {child: reaches.get(child, frozenset()) for child in self.children}
        alone = whole.units.difference(*groups.values())
        for unit in alone:
            groups[unit] = frozenset({unit})
        groups[None] = whole.units
        asked = Scope(whole.unit_id, whole.code, whole.name, frozenset(chain(*reaches.values())), own=False)
        units = tabulate(codes, scope=asked, period=period, seal=seal, by="unit_id")
        return {
            key: _sum(codes, (units[unit] for unit in group if unit in units))
            for key, group in groups.items()
            if key is None or not group.isdisjoint(units)
        }


def _sum(codes: Sequence[str], rows: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found = list(rows)
    return {code: sum(row[code] for row in found) for code in codes}


def forest(unit: Unit, *, on: date, days: Collection[date], seal: Seal) -> Forest:
    """The unit, what stands directly under it `on` a day, and its trees on that day and the others, as known at a seal.

    The number of statements does not depend on the days, but on how often the tree changed between them.
    """
    places = _places(seal)
    links = [one for one in places if one.kind == PlaceVersion.UNDER and one.above_id == unit.pk and one.holds(on)]
    children = Unit.objects.in_bulk([one.unit_id for one in links])
    wanted = sorted({on, *days})
    changes = {day for one in places for day in one.changes()}
    trees: dict[date, Mapping[int, frozenset[int]]] = {}
    known: date | None = None
    for day in wanted:
        if known is not None and not any(known < change <= day for change in changes):
            trees[day] = trees[known]
        else:
            reached = reach([unit.pk, *children], on=day, snapshot=seal.snapshot)
            trees[day] = {unit.pk: frozenset({unit.pk}), **reached}
        known = day
    return Forest(unit, children, trees, places)


def _places(seal: Seal) -> list[Place]:
    with connection.cursor() as cursor:
        cursor.execute(PLACES, {"snapshot": seal.snapshot})
        return [Place(*row) for row in cursor.fetchall()]


def told_apart_by(here: Forest, day: date) -> Rows:
    """Units where more than the unit itself settles procedures, else fields; one statement."""
    below = here.trees[day][here.unit.pk] - {here.unit.pk}
    return Rows.UNIT if Competence.objects.filter(unit_id__in=below).exists() else Rows.FIELD


def lines(
    here: Forest, rows: Rows, keys: Collection[int], actor_reach: frozenset[int] | None, own: str
) -> dict[int, Line]:
    """The lines of these keys by key; `actor_reach`: the units that may be asked for (None: all); `own` names the
    unit itself alone. One statement.
    """
    if rows is Rows.FIELD:
        names = filter_names("field_id")
        told = names(keys) if names else {}
        return {
            key: Line(key, told.get(key, str(key)), told.get(key, str(key)), here.unit.code, filters={"field_id": key})
            for key in keys
        }
    others = Unit.objects.in_bulk([key for key in keys if key not in here.children])
    return {key: _line(here, key, here.children.get(key) or others[key], actor_reach, own) for key in keys}


def _line(here: Forest, key: int, unit: Unit, actor_reach: frozenset[int] | None, own: str) -> Line:
    if key == here.unit.pk:
        return Line(key, own, own, here.unit.code, own=True)
    if key in here.children and (actor_reach is None or key in actor_reach):
        return Line(key, unit.name, unit.name_vi, unit.code)
    alone = key not in here.children
    return Line(key, unit.name, unit.name_vi, here.unit.code if alone else "", filters={"unit_id": key})
