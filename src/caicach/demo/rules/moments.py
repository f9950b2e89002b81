"""Moments in opening hours: drawing one, and the working days between two days. Vietnamese wall-clock times."""

from datetime import date, datetime, time, timedelta
from random import Random

from caicach.kit.working_time import Limit, WorkCalendar, deadline, start_of_clock

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
OF_THE_DAY = time(9)


def working_days(first: date, last: date, calendar: WorkCalendar) -> list[date]:
    """The working days from the first to the last day, both included; none when reversed."""
    days = (first + DAY * ahead for ahead in range((last - first).days + 1))
    return [day for day in days if calendar.is_working(day)]


def working_day_after(day: date, count: int, calendar: WorkCalendar) -> date:
    """The `count`-th working day after the day (before it, when negative)."""
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not calendar.is_working(day):
            day += step
    return day


def moment_on(
    day: date,
    random: Random,
    calendar: WorkCalendar,
    *,
    after: datetime = datetime.min,
    until: datetime = datetime.max,
) -> datetime | None:
    """A minute of the day's opening hours after one moment and up to another; None when there is none."""
    minutes: list[datetime] = []
    for opens, closes in calendar.openings(day):
        first = max(datetime.combine(day, opens), after)
        last = min(datetime.combine(day, closes) - MINUTE, until)
        first, last = first.replace(second=0, microsecond=0), last.replace(second=0, microsecond=0)
        minutes += [first + MINUTE * ahead for ahead in range((last - first) // MINUTE + 1)]
    return random.choice(minutes) if minutes else None


def in_hours(moment: datetime, calendar: WorkCalendar) -> datetime:
    """The moment itself in opening hours, else the next opening."""
    return start_of_clock(moment, calendar)


def due_day(day: date, limit: Limit, calendar: WorkCalendar) -> date:
    """The day on which a limit ends that starts in the morning of the day."""
    return deadline(datetime.combine(day, OF_THE_DAY), limit, calendar).due.date()
