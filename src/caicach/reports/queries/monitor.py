"""What the monitoring board shows of a unit, as known at one seal: today, the days ahead, the year, twelve months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caicach.agencies.models import Unit
from caicach.calendars.queries import work_calendar
from caicach.figures.queries.scope import Scope
from caicach.journal.models import Seal
from caicach.kit.period import Period, local_day
from caicach.reports.queries.targets import goals_known
from caicach.reports.queries.under import Counted, Forest, forest, lines, told_apart_by
from caicach.reports.rules import monitor as form
from caicach.reports.rules.targets import RATES, Goal, in_force, target_of
from caicach.reports.rules.trend import months


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its counts: of today, of what comes due, and the rate of each month as two counts."""

    line: form.Line
    now: Mapping[str, int]
    soon: int
    months: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of a period, as two counts, with the target that holds for the unit on its last day."""

    figure: str
    numerator: int
    denominator: int
    goal: Goal


@dataclass(frozen=True, slots=True)
class Board:
    """The board of a unit; `soon` spans today and the days `ahead`, each of which has its count of what is open."""

    scope: Scope
    seal: Seal
    today: date
    heat: form.Heat
    rows: form.Rows
    now: Mapping[str, int]
    ahead: tuple[tuple[Period, int], ...]
    soon: Period
    year: Period
    rates: tuple[Rate, ...]
    months: tuple[Period, ...]
    lines: tuple[Row, ...]
    total: Row

    @property
    def day(self) -> Period:
        """Today as a period."""
        return Period(self.today, self.today)


def board(
    unit: Unit,
    *,
    seal: Seal,
    heat: form.Heat,
    rows: form.Rows | None,
    reach: frozenset[int] | None,
    own: str,
) -> Board:
    """The board of the unit as known at the seal; "today" is the seal's day.

    About 20 counting statements, however many dossiers, units and lines there are. `reach` are the units that the
    reader may ask for (None: all), `own` the words for the unit by itself.
    """
    today = local_day(seal.published_at)
    year, day = Period(today.replace(month=1, day=1), today), Period(today, today)
    course = months(today, until=today, count=form.MONTHS)
    calendar = work_calendar(unit.schedule_id, known_at=seal.published_at)
    ahead = form.working_days_ahead(today, calendar)
    here = forest(unit, on=today, days=[period.last for period in (*course, *ahead)], seal=seal)
    rows = rows or told_apart_by(here, today)
    soon = Period(today, ahead[-1].last if ahead else today)
    now = here.counted(form.TODAY, day, seal, rows)
    due = here.counted([form.DUE_OPEN], soon, seal, rows)
    numerator, denominator = form.heat_counts(heat)
    heats = [here.counted([numerator, denominator], month, seal, rows) for month in course]
    keys = _ordered(heat, now, heats)
    named = lines(here, rows, keys, reach, own)

    def row(key: int | None, line: form.Line) -> Row:
        return Row(
            line=line,
            now=now.get(key, dict.fromkeys(form.TODAY, 0)),
            soon=due[key][form.DUE_OPEN] if key in due else 0,
            months=tuple((one[key][numerator], one[key][denominator]) if key in one else (0, 0) for one in heats),
        )

    whole = form.Line(None, here.unit.name, here.unit.name_vi, here.unit.code)
    return Board(
        scope=here.scope(today),
        seal=seal,
        today=today,
        heat=heat,
        rows=rows,
        now=now[None],
        ahead=tuple((one, here.counted([form.DUE_OPEN], one, seal, None)[None][form.DUE_OPEN]) for one in ahead),
        soon=soon,
        year=year,
        rates=rates(here, year, seal),
        months=course,
        lines=tuple(row(key, named[key]) for key in keys),
        total=row(None, whole),
    )


def rates(here: Forest, period: Period, seal: Seal) -> tuple[Rate, ...]:
    """The rates that have a target on the period's last day, in the order of `rules.targets.RATES`."""
    held = in_force(goals_known(seal), period.last)
    above = here.above(period.last)
    goals = {figure: goal for figure in RATES if (goal := target_of(held, figure, here.unit.pk, above))}
    codes = list(dict.fromkeys(code for figure in goals for code in RATES[figure]))
    counts = here.counted(codes, period, seal, None)[None] if codes else {}
    return tuple(
        Rate(figure, counts[RATES[figure][0]], counts[RATES[figure][1]], goal) for figure, goal in goals.items()
    )


def _ordered(heat: form.Heat, now: Counted, heats: Sequence[Counted]) -> list[int]:
    """The keys that counted anything, the most to worry about first."""
    keys = {key for one in (now, *heats) for key, counts in one.items() if key is not None and any(counts.values())}
    sums = {
        key: [sum(one[key][code] for one in heats if key in one) for code in form.heat_counts(heat)] for key in keys
    }
    late = {key: (down - up if heat is form.Heat.TIMELY else up, down) for key, (up, down) in sums.items()}
    overdue, pending = (
        {key: now[key][code] for key in keys if key in now} for code in (form.OVERDUE, form.PENDING)
    )  # fmt: skip
    return form.in_order(sorted(keys), overdue, late, pending)
