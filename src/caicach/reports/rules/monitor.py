"""The monitoring board (bảng theo dõi, điều hành): what is asked, over which days, and how a rate is shaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from caicach.kit.period import Period
from caicach.kit.words import mark
from caicach.kit.working_time import WorkCalendar
from caicach.reports.rules.targets import RATES

RECEIVED, RESOLVED = "dossiers.received_new", "dossiers.resolved"
DUE, DUE_OPEN = "dossiers.due", "dossiers.due_open"
PENDING, OVERDUE = "dossiers.pending", "dossiers.pending_overdue"
TODAY = (RECEIVED, RESOLVED, DUE, DUE_OPEN, PENDING, OVERDUE)
"""What is counted of the day itself."""

DAYS, MONTHS = 5, 12
"""Working days looked ahead; months of the map, the running one included."""
LONGEST = 40
"""No holiday keeps so many days on end free of work."""
SHOWN = 15
"""So many lines fit on the board's one printed page; the others are shown when asked for."""


class Rows(StrEnum):
    """What a line of the map stands for."""

    UNIT = "unit"
    FIELD = "field"


GROUPED_BY = {Rows.UNIT: "unit_id", Rows.FIELD: "field_id"}
ROW_NAMES = {Rows.UNIT: mark("Cơ quan, đơn vị"), Rows.FIELD: mark("Lĩnh vực")}


class Heat(StrEnum):
    """The rate that the map shows."""

    LATE = "late"
    TIMELY = "timely"


HEAT_FIGURES = {Heat.LATE: "dossiers.late_rate", Heat.TIMELY: "dossiers.timely_rate"}
SHADES: Sequence[int] = (2, 5, 10, 20)
"""Percent late above which the next darker shade begins; of the timely rate what is left to 100 %."""


def heat_counts(heat: Heat) -> tuple[str, str]:
    """Numerator and denominator of the map's rate."""
    return RATES[HEAT_FIGURES[heat]]


def shade(heat: Heat, numerator: int, denominator: int) -> int | None:
    """0 (nothing to worry) to 4, by the exact rate; None where nothing was resolved."""
    if not denominator:
        return None
    late = Fraction(100 * numerator, denominator)
    if heat is Heat.TIMELY:
        late = 100 - late
    return sum(late > bound for bound in SHADES)


def working_days_ahead(today: date, calendar: WorkCalendar, count: int = DAYS) -> tuple[Period, ...]:
    """The next working days after today, each as the period from the day after the one before it.

    A deadline never lies on a day off, but a calendar may change after it was set: so no day is left out.
    """
    found: list[Period] = []
    first = today + timedelta(days=1)
    for ahead in range(1, LONGEST + 1):
        day = today + timedelta(days=ahead)
        if calendar.is_working(day):
            found.append(Period(first, day))
            first = day + timedelta(days=1)
        if len(found) == count:
            break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the board: a unit with those under it, the unit itself alone, a unit by itself, or a field.

    `code` is the agency that its figures are asked of (empty where the reader may not ask), narrowed by `filters`.
    """

    id: int | None
    name: str
    name_vi: str
    code: str
    own: bool = False
    filters: Mapping[str, int] | None = None


def in_order(
    keys: Sequence[int], overdue: Mapping[int, int], rates: Mapping[int, tuple[int, int]], pending: Mapping[int, int]
) -> list[int]:
    """The lines with the most to worry about first: overdue now, then the rate of the months, then the open work."""

    def worry(key: int) -> tuple[int, Fraction, int, int]:
        numerator, denominator = rates.get(key, (0, 0))
        rate = Fraction(numerator, denominator) if denominator else Fraction(0)
        return (-overdue.get(key, 0), -rate, -pending.get(key, 0), key)

    return sorted(keys, key=worry)
