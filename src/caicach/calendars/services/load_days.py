"""Load the schedules and official days shipped with the program, as often as one likes."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from caicach.calendars.models import CalendarDay, Schedule
from caicach.calendars.rules import NewDay, check_days, openings_of
from caicach.calendars.services.announce_day import add_days, day_row, lock_days, says_the_same
from caicach.kit.acts import Act, Change, Recorder

OFFICIAL_DAYS = Path(__file__).resolve().parents[1] / "data" / "official_days.json"
ACTION = "calendars.load"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many schedules and days were added, and how many shipped days gave way to the province's own word."""

    schedules: int
    days: int
    left: int


def load_official(*, act: Act, record: Recorder) -> Loaded:
    """Adds the shipped schedules and days that are missing or differ; a second call adds nothing.

    The first load makes the days known from the file's `known_from` (always known). What a later version of the
    program adds or corrects becomes known at `act.now`, so that earlier answers can still be given. A schedule that
    exists and a date about which the province itself announced something stay as they are.

    24 November 2026 (Ngày Văn hóa Việt Nam) is shipped as "unconfirmed" with kind "normal": that it is a day off by law
    is not confirmed, so it works like any Tuesday until an administrator announces it "off" with the document.
    """
    shipped = json.loads(OFFICIAL_DAYS.read_text(encoding="utf-8"))
    days = [_day_of(entry) for entry in shipped["days"]]
    check_days(days)
    with transaction.atomic():
        lock_days()
        schedules = _add_schedules(shipped["schedules"], act=act, record=record)
        said = list(CalendarDay.objects.filter(schedule=None).order_by("known_from"))
        announced = {row.date for row in said if row.origin == CalendarDay.Origin.ANNOUNCED}
        last_shipped = {row.date: row for row in said if row.origin == CalendarDay.Origin.SHIPPED}
        differing = [day for day in days if not says_the_same(last_shipped.get(day.date), day)]
        rows = [
            day_row(day, act=act, origin=CalendarDay.Origin.SHIPPED) for day in differing if day.date not in announced
        ]
        if not last_shipped:
            for row in rows:
                row.known_from = datetime.fromisoformat(shipped["known_from"])
        add_days(rows, act=act, record=record, action=ACTION)
    return Loaded(schedules=schedules, days=len(rows), left=len(differing) - len(rows))


def _add_schedules(shipped: list[dict[str, Any]], *, act: Act, record: Recorder) -> int:
    there = set(Schedule.objects.values_list("code", flat=True))
    missing = [Schedule(**entry) for entry in shipped if entry["code"] not in there]
    for schedule in Schedule.objects.bulk_create(missing):
        details = {"code": schedule.code, "weekly": schedule.weekly, "source": schedule.source}
        record(act, Change(kind="schedule", subject_id=schedule.pk, action=ACTION, details=details))
    return len(missing)


def _day_of(entry: dict[str, Any]) -> NewDay:
    return NewDay(
        date=date.fromisoformat(entry["date"]),
        kind=entry["kind"],
        name_vi=entry["name_vi"],
        name_en=entry["name_en"],
        document=entry["document"],
        source_status=entry["source_status"],
        openings=openings_of(entry.get("openings")),
    )
