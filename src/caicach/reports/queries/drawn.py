"""Reports drawn from figures. A report counts nothing itself: it asks figures and prints what they answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from caicach.agencies.models import Unit
from caicach.agencies.queries import letterhead
from caicach.figures.queries.answers import tabulate
from caicach.figures.queries.columns import columns
from caicach.figures.queries.scope import Scope, scope_of
from caicach.figures.rules.reckon import Number
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.procedures.queries import versions_on
from caicach.procedures.rules import ONLINE_TITLES, OnlineLevel
from caicach.reports.queries.lines import GROUPED_BY, lines, rows_of
from caicach.reports.rules import ii06 as form
from caicach.reports.rules import trend
from caicach.reports.rules.sheets import Sheet
from caicach.reports.rules.variants import HANDLES, Variant, variant_of
from caicach.reports.rules.withheld import Withheld


@dataclass(frozen=True, slots=True)
class Closed:
    """The edition that a report was read from.

    In its public form the hash is that of what is public, and all after it is empty.
    """

    id: int
    number: int
    at: datetime
    cells_sha256: str
    fingerprint: str
    by: str = ""
    reason: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Form II.06 of one agency and period as known at one seal.

    `agency_vi` and `superior_vi` are the Vietnamese names for official papers (the superior's is empty at the top);
    `notes` holds the footnotes' counts by their keys. `withheld` is set in a report for the public; the counts stay.
    `closed` is set in one that was read from an edition.
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
    place: str = ""
    sections: tuple[form.Section, ...] = ()
    variant: Variant = HANDLES
    withheld: Withheld | None = None
    closed: Closed | None = None

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
    rows, sections = lines(form.FIGURES, scope=scope, period=period, seal=seal, by=by)
    # Asked for on its own, not added up from the rows: only so does "rows add up to the total" check anything.
    codes = tuple(dict.fromkeys((*form.FIGURES, *form.HELD_FIGURES, *form.NOTE_FIGURES)))
    answers = tabulate(codes, scope=scope, period=period, seal=seal, by=None)[None]
    total = form.Cells.of(answers)
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
    top = letterhead(unit, on=period.last)
    return Report(
        scope=scope,
        agency_vi=top.agency,
        superior_vi=top.agency_above,
        place=top.place,
        period=period,
        seal=seal,
        by=by,
        rows=rows,
        total=total,
        notes={note.key: answers.get(note.figure, 0) for note in form.NOTES},
        checks=(*form.check(total, rows, sections), *flow, form.held_flow(answers)),
        sections=sections,
        variant=variant_of(unit.kind, own=own, by=by),
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A form of `rules.sheets` of one agency and period as known at one seal; cells in the order of its columns.

    What is not counted has 0 in its place (`Sheet.told` says what is printed). `levels` tell of rows by procedure how
    far each can be done online on the period's last day (marked texts), where the form asks for it.
    """

    asked: Sheet
    scope: Scope
    agency_vi: str
    superior_vi: str
    period: Period
    seal: Seal
    by: form.By
    rows: tuple[form.Row, ...]
    total: form.Cells
    place: str = ""
    levels: Mapping[int, str] = field(default_factory=dict)

    @property
    def as_of(self) -> datetime:
        """The instant whose knowledge the report prints."""
        return self.seal.published_at

    @property
    def holds(self) -> bool:
        """Whether the identities of the form hold in every line, and the rows add up to the total, if they have to."""
        sums = tuple(sum(row.cells.counts[place] for row in self.rows) for place in range(len(self.total.counts)))
        lines = [self.total, *(row.cells for row in self.rows)]
        balanced = all(self.asked.balanced(line.counts) for line in lines)
        return balanced and (not self.asked.adds_up or sums == self.total.counts)


def sheet(
    asked: Sheet, *, agency: str, period: Period, seal: Seal, own: bool = False, by: form.By | str = form.By.FIELD
) -> Drawn:
    """A form of `rules.sheets`, drawn as `ii06` is; the number of SQL statements does not depend on the rows."""
    by = form.By(by)
    by = by if by is form.By.PROCEDURE and asked.by_procedure else by.flat
    scope = scope_of(agency, on=period.last, own=own)
    found = columns(asked.asked, scope=scope, period=period, seal=seal, by=GROUPED_BY[by])
    total = columns(asked.asked, scope=scope, period=period, seal=seal, by=None)[None]
    cells = {key: _counts(asked, line) for key, line in found.items()}
    top = letterhead(Unit.objects.get(pk=scope.unit_id), on=period.last)
    return Drawn(
        asked=asked,
        scope=scope,
        agency_vi=top.agency,
        superior_vi=top.agency_above,
        place=top.place,
        period=period,
        seal=seal,
        by=by,
        rows=form.in_order(rows_of(cells, by, on=period.last)),
        total=_counts(asked, total),
        levels=_levels(cells, period.last) if asked.levels and by is form.By.PROCEDURE else {},
    )


def _counts(asked: Sheet, line: Mapping[str, Number]) -> form.Cells:
    return form.Cells(tuple(line[column.key].numerator if column.counted else 0 for column in asked.columns))


def _levels(rows: Collection[int | None], on: date) -> dict[int, str]:
    """How far each procedure can be done online on a day, as marked text; one statement."""
    found = versions_on(on).filter(procedure_id__in=[key for key in rows if key is not None])
    return {version.procedure_id: ONLINE_TITLES[OnlineLevel(version.online_level)] for version in found}


@dataclass(frozen=True, slots=True)
class Course:
    """A unit's work month by month, the oldest first, as known at one seal."""

    scope: Scope
    seal: Seal
    months: tuple[trend.Month, ...]
    agency_vi: str
    superior_vi: str
    place: str

    @property
    def period(self) -> Period:
        """From the first day of the first month to the last day of the last one."""
        return Period(self.months[0].period.first, self.months[-1].period.last)

    @property
    def as_of(self) -> datetime:
        """The instant whose knowledge it tells."""
        return self.seal.published_at

    @property
    def holds(self) -> bool:
        """Nothing in it has to add up."""
        return True


def course(*, agency: str, last: date, seal: Seal, own: bool = False) -> Course:
    """The `trend.MONTHS` calendar months up to the one of `last`, with the tree of that day for all of them.

    What is asked does not depend on how many dossiers there are: the figures of `trend` once a month.
    """
    scope = scope_of(agency, on=last, own=own)
    found = [
        trend.Month(period, tabulate(trend.FIGURES, scope=scope, period=period, seal=seal, by=None)[None])
        for period in trend.months(last, until=last)
    ]
    top = letterhead(Unit.objects.get(pk=scope.unit_id), on=last)
    return Course(scope, seal, tuple(found), top.agency, top.agency_above, top.place)


def units_named(ids: Collection[int]) -> list[tuple[str, str]]:
    """Code and name, in the language of the page, of these units, by the Vietnamese alphabet. One statement."""
    units = Unit.objects.filter(pk__in=ids)
    return [
        (unit.code, unit.name) for unit in sorted(units, key=lambda unit: form.alphabetical(unit.name_vi, unit.code))
    ]
