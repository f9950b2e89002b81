"""Reports drawn from figures. A report counts nothing itself: it asks figures and prints what they answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.agencies.models import Unit, UnitParent
from caicach.figures.queries.answers import tabulate
from caicach.figures.queries.scope import Scope, scope_of
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.kit.words import mark
from caicach.procedures.models import Field
from caicach.reports.rules import ii06 as form
from caicach.reports.rules import trend
from caicach.reports.rules.sheets import Sheet
from caicach.reports.rules.withheld import Withheld, of_report

UNNAMED = mark("(chưa ghi)")
"""The name of the row whose records name no field or no agency."""

GROUPED_BY = {form.By.FIELD: "field_id", form.By.AGENCY: "unit_id"}
"""The column of the facts by which the rows are told apart."""


@dataclass(frozen=True, slots=True)
class Report:
    """Form II.06 of one agency and period as known at one seal.

    `agency_vi` and `superior_vi` are the Vietnamese names for official papers (the superior's is empty at the top);
    `notes` holds the footnotes' counts by their keys. `withheld` is set in a report for the public; the counts stay.
    """

    scope: Scope
    agency_vi: str
    superior_vi: str
    period: Period
    seal: Seal
    by: form.By
    rows: tuple[form.Row, ...]
    total: form.Cells
    notes: Mapping[str, int]
    checks: tuple[form.Check, ...]
    withheld: Withheld | None = None

    @property
    def as_of(self) -> datetime:
        """The instant whose knowledge the report prints: when its seal was published."""
        return self.seal.published_at

    @property
    def holds(self) -> bool:
        """Whether every check holds."""
        return all(check.holds for check in self.checks)

    @property
    def running(self) -> bool:
        """Whether the period had not ended yet when this was known, so that its last days are still open."""
        return form.running(self.period, self.as_of)


def ii06(*, agency: str, period: Period, seal: Seal, own: bool = False, by: form.By | str = form.By.FIELD) -> Report:
    """Form II.06 of the agency (with the units under it on the period's last day, or `own` only).

    The number of SQL statements does not depend on the number of rows. Raises `Unknown` for an unknown agency.
    """
    by = form.By(by)
    scope = scope_of(agency, on=period.last, own=own)
    lines = tabulate(form.FIGURES, scope=scope, period=period, seal=seal, by=GROUPED_BY[by])
    # Asked for on its own, not added up from the rows: only so does "rows add up to the total" check anything.
    codes = (*form.FIGURES, *form.NOTE_FIGURES)
    answers = tabulate(codes, scope=scope, period=period, seal=seal, by=None)[None]
    total = form.Cells.of(answers)
    rows = form.in_order(_rows(lines, by))
    after = Period(period.end, period.end)
    opening = tabulate([form.OPENING_FIGURE], scope=scope, period=after, seal=seal, by=None)[None]
    openings = tabulate([form.OPENING_FIGURE], scope=scope, period=after, seal=seal, by=GROUPED_BY[by])
    flow = form.flow(
        total,
        rows,
        opening=opening[form.OPENING_FIGURE],
        openings={key: found[form.OPENING_FIGURE] for key, found in openings.items()},
    )
    unit = Unit.objects.get(pk=scope.unit_id)
    return Report(
        scope=scope,
        agency_vi=unit.name_vi,
        superior_vi=_superior(unit, period.last),
        period=period,
        seal=seal,
        by=by,
        rows=rows,
        total=total,
        notes={note.key: answers.get(note.figure, 0) for note in form.NOTES},
        checks=(*form.check(total, rows), *flow),
    )


def for_public(report: Report, *, smallest: int) -> Report:
    """The same report with its small cells marked as withheld, for JSON and workbook to leave out."""
    return replace(report, withheld=of_report(report.rows, report.total, report.notes, smallest=smallest))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A form of `rules.sheets` of one agency and period as known at one seal; cells in the order of its columns."""

    asked: Sheet
    scope: Scope
    agency_vi: str
    superior_vi: str
    period: Period
    seal: Seal
    by: form.By
    rows: tuple[form.Row, ...]
    total: form.Cells

    @property
    def as_of(self) -> datetime:
        """The instant whose knowledge the report prints."""
        return self.seal.published_at

    @property
    def holds(self) -> bool:
        """Whether the rows add up to the total, where they have to."""
        sums = tuple(sum(row.cells.counts[place] for row in self.rows) for place in range(len(self.total.counts)))
        return not self.asked.adds_up or sums == self.total.counts


def sheet(
    asked: Sheet, *, agency: str, period: Period, seal: Seal, own: bool = False, by: form.By | str = form.By.FIELD
) -> Drawn:
    """A form of `rules.sheets`, drawn as `ii06` is; the number of SQL statements does not depend on the rows."""
    by = form.By(by)
    scope = scope_of(agency, on=period.last, own=own)
    lines = tabulate(asked.figures, scope=scope, period=period, seal=seal, by=GROUPED_BY[by])
    total = tabulate(asked.figures, scope=scope, period=period, seal=seal, by=None)[None]
    unit = Unit.objects.get(pk=scope.unit_id)
    return Drawn(
        asked=asked,
        scope=scope,
        agency_vi=unit.name_vi,
        superior_vi=_superior(unit, period.last),
        period=period,
        seal=seal,
        by=by,
        rows=form.in_order(_rows(lines, by, asked.figures)),
        total=form.Cells(tuple(total[figure] for figure in asked.figures)),
    )


@dataclass(frozen=True, slots=True)
class Course:
    """A unit's work month by month, the oldest first, as known at one seal."""

    scope: Scope
    seal: Seal
    months: tuple[trend.Month, ...]


def course(*, agency: str, last: date, seal: Seal, own: bool = False) -> Course:
    """The `trend.MONTHS` calendar months up to the one of `last`, with the tree of that day for all of them.

    What is asked does not depend on how many dossiers there are: the figures of `trend` once a month.
    """
    scope = scope_of(agency, on=last, own=own)
    found = [
        trend.Month(period, tabulate(trend.FIGURES, scope=scope, period=period, seal=seal, by=None)[None])
        for period in trend.months(last, until=last)
    ]
    return Course(scope, seal, tuple(found))


def _rows(
    lines: Mapping[int | None, Mapping[str, int]], by: form.By, figures: Sequence[str] = form.FIGURES
) -> list[form.Row]:
    named = _named(by, [key for key in lines if key is not None])
    return [
        _row(
            key, named.get(key) if key is not None else None, form.Cells(tuple(answers.get(one, 0) for one in figures))
        )
        for key, answers in lines.items()
    ]


def _row(key: int | None, named: Field | Unit | None, cells: form.Cells) -> form.Row:
    if named is None:
        return form.Row(id=key, code="", name_vi=UNNAMED, name=_(UNNAMED), cells=cells)
    return form.Row(id=key, code=named.code, name_vi=named.name_vi, name=named.name, cells=cells)


def _named(by: form.By, ids: Collection[int]) -> Mapping[int, Field | Unit]:
    if by is form.By.FIELD:
        return Field.objects.in_bulk(ids)
    return Unit.objects.in_bulk(ids)


def _superior(unit: Unit, day: date) -> str:
    """The Vietnamese name of the unit above on that day (on its own last day for a unit that has ended), or nothing."""
    on = min(day, unit.valid_to) if unit.valid_to else day
    above = (
        UnitParent.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), unit=unit, valid_from__lte=on)
        .values_list("parent__name_vi", flat=True)
        .first()
    )
    return above or ""


def units_named(ids: Collection[int]) -> list[tuple[str, str]]:
    """Code and name, in the language of the page, of these units, by the Vietnamese alphabet. One statement."""
    units = Unit.objects.filter(pk__in=ids)
    return [
        (unit.code, unit.name) for unit in sorted(units, key=lambda unit: form.alphabetical(unit.name_vi, unit.code))
    ]
