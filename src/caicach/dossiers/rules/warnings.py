"""Who is warned of which dossier, and when: before its deadline, on the day, and level by level once it is late.

Days are Vietnam's; how near and how late is counted in working days of the competent unit's calendar.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from caicach.dossiers.rules.checks import CLOSED_AFTER
from caicach.kit.working_time import WorkCalendar, working_days_between


class Warns(StrEnum):
    """Why a dossier stands in somebody's morning digest."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"


class Level(IntEnum):
    """Cấp được báo khi hồ sơ chậm: who is told, one after the other."""

    OFFICER = 0
    HEAD = 1
    LEADER = 2
    CENTRE = 3


@dataclass(frozen=True, slots=True)
class When:
    """The numbers of a setting: working days before the deadline, share of a step in percent, days late by level."""

    days_before: int = 1
    step_percent: int = 80
    levels: Sequence[int] = (0, 1, 3, 5)


def warning_of(*, today: date, deadline: date, when: When, calendar: WorkCalendar) -> Warns | None:
    """Overdue from the day after the deadline on, due today, or due within so many working days; else nothing."""
    if deadline < today:
        return Warns.OVERDUE
    if deadline == today:
        return Warns.TODAY
    near = working_days_between(today, deadline, calendar) <= when.days_before
    return Warns.SOON if near else None


def days_late(*, today: date, deadline: date, calendar: WorkCalendar) -> int:
    """Working days after the deadline's day; 0 on the day itself, and on days off right after it."""
    return max(0, working_days_between(deadline, today, calendar))


def levels_reached(*, today: date, deadline: date, when: When, calendar: WorkCalendar) -> list[Level]:
    """The levels that have to know by now; none before the deadline's day."""
    if deadline > today:
        return []
    late = days_late(today=today, deadline=deadline, calendar=calendar)
    return [level for level in Level if late >= when.levels[level]]


def papers_until(asked: date) -> date:
    """The last day for papers that were asked for (Decree 118/2025/NĐ-CP Art. 19(5))."""
    return asked + CLOSED_AFTER


def last_day_to_look(today: date, days_before: int) -> date:
    """No deadline after this day can be within so many working days, unless more than four weeks on end are off."""
    return today + timedelta(days=2 * days_before + 28)


def last_working_day(today: date, calendar: WorkCalendar) -> date:
    """The newest working day before today; four weeks before it where all of them are off."""
    days = (today - timedelta(days=back) for back in range(1, 29))
    return next((day for day in days if calendar.is_working(day)), today - timedelta(days=28))
