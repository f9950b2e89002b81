"""A unit's counts told apart by the units under it, or by field, each period with the tree of its last day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import Q

from caicach.agencies.models import Succession, Unit, UnitParent
from caicach.agencies.queries import reach
from caicach.figures.queries.answers import tabulate
from caicach.figures.queries.scope import Scope
from caicach.figures.register import filter_names
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.procedures.models import Competence
from caicach.reports.rules.monitor import GROUPED_BY, Line, Rows

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


def forest(unit: Unit, *, on: date, days: Collection[date]) -> Forest:
    """The unit, what stands directly under it `on` a day, and its trees on that day and the others.

    The number of statements does not depend on the days, but on how often the tree changed between them.
    """
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    links = UnitParent.objects.filter(standing, parent=unit).select_related("unit")
    children = {link.unit_id: link.unit for link in links}
    wanted = sorted({on, *days})
    changes = _changes(wanted[0], wanted[-1])
    trees: dict[date, Mapping[int, frozenset[int]]] = {}
    known: date | None = None
    for day in wanted:
        if known is not None and not any(known < change <= day for change in changes):
            trees[day] = trees[known]
        else:
            trees[day] = {unit.pk: frozenset({unit.pk}), **reach([unit.pk, *children], on=day)}
        known = day
    return Forest(unit, children, trees)


def _changes(first: date, last: date) -> set[date]:
    """The days after the first up to the last on which some unit stands elsewhere than the day before."""
    begun = UnitParent.objects.filter(valid_from__gt=first, valid_from__lte=last).values_list("valid_from")
    ended = UnitParent.objects.filter(valid_to__gte=first, valid_to__lt=last).values_list("valid_to")
    followed = Succession.objects.filter(on__gt=first, on__lte=last).values_list("on")
    return {row[0] for row in begun.union(followed)} | {row[0] + timedelta(days=1) for row in ended if row[0]}


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
