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
    after: datetime | None = None,
    until: datetime | None = None,
) -> datetime | None:
    """A whole minute of the day's opening hours, from one moment up to another; None when there is none."""
    spans: list[tuple[datetime, int]] = []
    for opens, closes in calendar.openings(day):
        first, last = datetime.combine(day, opens), datetime.combine(day, closes) - MINUTE
        first, last = max(first, after or first), min(last, until or last)
        if first <= last:
            spans.append((first, (last - first) // MINUTE + 1))
    if not spans:
        return None
    place = random.randrange(sum(count for _, count in spans))
    for first, count in spans:
        if place < count:
            return first + MINUTE * place
        place -= count
    return None


def in_hours(moment: datetime, calendar: WorkCalendar) -> datetime:
    """The moment itself in opening hours, else the next opening."""
    return start_of_clock(moment, calendar)


def due_day(day: date, limit: Limit, calendar: WorkCalendar) -> date:
    """The day on which a limit ends that starts in the morning of the day."""
    return deadline(datetime.combine(day, OF_THE_DAY), limit, calendar).due.date()
