"""The calendar of a year as the administrator sees it: the days that differ from their weekday, as known now."""

from datetime import date, datetime

from caicach.calendars.models import CalendarDay, Schedule
from caicach.calendars.queries import ruling_days, work_calendar
from caicach.kit.period import local
from caicach.kit.working_time import WorkCalendar


def days_of(year: int, *, now: datetime) -> list[CalendarDay]:
    """The days of a year that differ, in order, without those taken back; one statement."""
    found = ruling_days(known_at=now).filter(date__gte=date(year, 1, 1), date__lte=date(year, 12, 31))
    return [day for day in found.select_related("schedule") if day.kind != CalendarDay.Kind.NORMAL]


def office(*, now: datetime) -> WorkCalendar | None:
    """The calendar of the first schedule, for counting the working days of a year."""
    schedule = Schedule.objects.order_by("pk").first()
    return work_calendar(schedule.pk, known_at=now) if schedule else None


def working_days(year: int, calendar: WorkCalendar | None) -> int | None:
    """How many working days a year has."""
    if calendar is None:
        return None
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return sum(calendar.is_working(date.fromordinal(number)) for number in range(first, last + 1))


def this_year(now: datetime) -> int:
    """The year of the Vietnamese day."""
    return local(now).year
