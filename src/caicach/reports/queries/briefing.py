"""What the Monday report tells of a unit, as known at one seal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caicach.agencies.models import Unit
from caicach.calendars.queries import work_calendar
from caicach.facts.queries.in_force import TREE
from caicach.facts.register import fact_table, subjects_of
from caicach.figures.queries.defined import in_force
from caicach.figures.queries.engines import engine_for
from caicach.figures.queries.scope import Scope
from caicach.figures.queries.statement import columns_of
from caicach.figures.register import Count
from caicach.figures.rules.expression import SUBJECT
from caicach.figures.rules.predicate import rendered
from caicach.journal.models import Seal
from caicach.kit.acts import Actor
from caicach.kit.period import Period
from caicach.kit.working_time import WorkCalendar, working_days_between
from caicach.reports.queries.monitor import Rate, rates
from caicach.reports.queries.under import forest, lines, told_apart_by
from caicach.reports.rules import briefing as form
from caicach.reports.rules.monitor import OVERDUE, PENDING, Line, Rows

DOSSIERS = "dossiers"
MASK = "••••"


@dataclass(frozen=True, slots=True)
class Listed:
    """A dossier of a list: `number` is masked and `url` empty where the reader may not open it.

    `days` are the working days late on the Monday, or those left from it on.
    """

    number: str
    url: str
    unit: str
    unit_vi: str
    deadline: date
    days: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit or field with its counts and its rank by what is late."""

    rank: int
    line: Line
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Briefing:
    """The report of a unit; the lists hold the first dossiers, `late_count` and `coming_count` say of how many."""

    scope: Scope
    unit: Unit
    seal: Seal
    weeks: form.Weeks
    rows: Rows
    counts: Mapping[Period, Mapping[str, int]]
    week_rates: Mapping[str, Rate]
    year_rates: tuple[Rate, ...]
    late: tuple[Listed, ...]
    late_count: int
    coming: tuple[Listed, ...]
    coming_count: int
    units: tuple[Standing, ...]

    def number(self, name: str) -> int:
        """A number of a sentence (`rules.briefing.Weeks.numbers`)."""
        code, period = self.weeks.numbers()[name]
        return self.coming_count if code == form.COMING else self.counts[period][code]


def briefing(
    unit: Unit, weeks: form.Weeks, *, seal: Seal, actor: Actor | None, own: str, reach: frozenset[int] | None
) -> Briefing:
    """The report as known at the seal. Without an actor every dossier is named; `own`, `reach`: see `under.lines`."""
    periods = (weeks.week, weeks.before, weeks.year)
    here = forest(unit, on=weeks.week.last, days=[*(period.last for period in periods), weeks.coming.last], seal=seal)
    rows = told_apart_by(here, weeks.week.last)
    codes = list(form.COUNTED)
    week = here.counted(codes, weeks.week, seal, rows)
    counts = {period: here.counted(codes, period, seal, None)[None] for period in periods[1:]}
    coming = here.counted([form.COMING], weeks.coming, seal, None)[None][form.COMING]
    standing = {key: row for key, row in week.items() if key is not None and any(row.values())}
    named = lines(here, rows, list(standing), reach, own)
    worst = {key: row[OVERDUE] + row[form.LATE] for key, row in sorted(standing.items(), key=_busiest)}
    return Briefing(
        scope=here.scope(weeks.week.last),
        unit=unit,
        seal=seal,
        weeks=weeks,
        rows=rows,
        counts={weeks.week: week[None], **counts},
        week_rates={one.figure: one for one in rates(here, weeks.week, seal)},
        year_rates=rates(here, weeks.year, seal),
        late=_first(OVERDUE, here.scope(weeks.week.last), weeks.week, seal, actor, weeks.monday),
        late_count=week[None][OVERDUE],
        coming=_first(form.COMING, here.scope(weeks.coming.last), weeks.coming, seal, actor, weeks.monday),
        coming_count=coming,
        units=tuple(Standing(rank, named[key], standing[key]) for rank, key in form.ranked(worst)),
    )


def _busiest(told: tuple[int, Mapping[str, int]]) -> tuple[int, int]:
    return -told[1][PENDING], told[0]


def _first(code: str, scope: Scope, period: Period, seal: Seal, actor: Actor | None, day: date) -> tuple[Listed, ...]:
    """The first dossiers of a count by deadline: its own predicate over the facts known at the seal."""
    measure = in_force([code], seal)[code].figure.expression
    if not isinstance(measure, Count):
        raise TypeError(f"{code} is no count")
    engine, table = engine_for(seal), fact_table(measure.table)
    units = ", ".join(str(int(unit)) for unit in sorted(scope.units))
    asked = rendered(measure.predicate, columns_of(table), period.first, period.end, dialect=engine.dialect)
    found = engine.rows(
        f"WITH {TREE} AS ({engine.known(table)}) SELECT subject_id, unit_id, deadline_day FROM {TREE}"  # noqa: S608 (checked)
        f" WHERE unit_id IN ({units}) AND {asked} ORDER BY deadline_day, subject_id LIMIT {form.LISTED}"
    )
    return tuple(_listed(found, actor, day, seal)) if found else ()


def _listed(found: Sequence[tuple[int, int, date]], actor: Actor | None, day: date, seal: Seal) -> Iterator[Listed]:
    """The rows with number, unit and working days up to a day, by the calendar of each unit."""
    known = subjects_of(DOSSIERS, SUBJECT)
    shown = [row[0] for row in found]
    open_to = frozenset(shown) if actor is None else known.visible_to(actor, shown)
    labels, units = known.labels(open_to), Unit.objects.in_bulk([row[1] for row in found])
    calendars: dict[int, WorkCalendar] = {}
    for subject, unit_id, deadline in found:
        schedule = units[unit_id].schedule_id
        if schedule not in calendars:
            calendars[schedule] = work_calendar(schedule, known_at=seal.published_at)
        yield Listed(
            number=labels.get(subject, MASK),
            url=known.link(subject) if subject in open_to else "",
            unit=units[unit_id].name,
            unit_vi=units[unit_id].name_vi,
            deadline=deadline,
            days=abs(working_days_between(deadline, day, calendars[schedule])),
        )
