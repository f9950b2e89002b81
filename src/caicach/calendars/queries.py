"""Questions to the calendar: the working time of a schedule as it was known at an instant."""

from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from caicach.calendars.models import CalendarDay, Schedule
from caicach.calendars.rules import openings_of
from caicach.kit.refusal import Unknown
from caicach.kit.words import mark
from caicach.kit.working_time import DayRule, WorkCalendar


def ruling_days(*, known_at: datetime) -> QuerySet[CalendarDay]:
    """For each date the row that rules as known at the instant; filter by schedule before reading.

    PostgreSQL keeps the first row of each date in this order: the latest known, and the schedule's own before all's.
    """
    return (
        CalendarDay.objects.filter(known_from__lte=known_at)
        .order_by("date", "-known_from", F("schedule_id").asc(nulls_last=True))
        .distinct("date")
    )


def work_calendar(schedule_id: int, *, known_at: datetime) -> WorkCalendar:
    """The working time of a schedule as known at the (aware) instant, in one SQL statement.

    Raises `Unknown("unknown-schedule")`.
    """
    days = ruling_days(known_at=known_at).filter(Q(schedule_id=OuterRef("pk")) | Q(schedule_id=None))
    said = days.values(
        said=JSONObject(date="date", kind="kind", name="name_vi", openings="openings", source="document")
    )
    row = Schedule.objects.filter(pk=schedule_id).annotate(days=ArraySubquery(said)).values("weekly", "days").first()
    if row is None:
        raise _unknown(schedule_id)
    rules = {
        date.fromisoformat(day["date"]): DayRule(
            kind=day["kind"], name=day["name"], openings=openings_of(day["openings"]), source=day["source"]
        )
        for day in row["days"]
        if day["kind"] != CalendarDay.Kind.NORMAL
    }
    return WorkCalendar(weekly=tuple(openings_of(openings) for openings in row["weekly"]), days=rules)


def schedule_by_code(code: str) -> Schedule:
    """The schedule of that code. Raises `Unknown("unknown-schedule")`."""
    schedule = Schedule.objects.filter(code=code).first()
    if schedule is None:
        raise _unknown(code)
    return schedule


def _unknown(name: object) -> Unknown:
    known = ", ".join(Schedule.objects.values_list("code", flat=True)) or "–"
    return Unknown(
        "unknown-schedule",
        mark("Không có khung giờ làm việc “{name}”. Các khung giờ hiện có: {known}."),
        values={"name": name, "known": known},
        field="schedule",
    )
