"""The shipped days: the official calendar of 2023-2026, loaded as often as one likes."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from caicach.calendars.models import CalendarDay, Schedule
from caicach.calendars.queries import schedule_by_code, work_calendar
from caicach.calendars.services import load_days
from caicach.calendars.services.announce_day import announce
from caicach.calendars.services.load_days import Loaded, load_official
from caicach.kit.acts import SYSTEM, Act, Change
from caicach.kit.period import VIETNAM
from caicach.kit.working_time import WorkCalendar, working_days_between
from calendars.days import NOW, Journal, culture_day

pytestmark = pytest.mark.usefixtures("database")


def act(now: datetime = NOW) -> Act:
    return Act(actor=SYSTEM, at=now, now=now)


def office(known_at: datetime = NOW) -> WorkCalendar:
    return work_calendar(schedule_by_code("office").pk, known_at=known_at)


def test_the_first_load_is_always_known_and_recorded_day_by_day() -> None:
    CalendarDay.objects.all().delete()
    journal = Journal()
    loaded = load_official(act=act(), record=journal)
    assert loaded.days == CalendarDay.objects.count() > 50
    assert {row.known_from for row in CalendarDay.objects.all()} == {datetime(2000, 1, 1, tzinfo=VIETNAM)}
    assert {row.recorded_at for row in CalendarDay.objects.all()} == {NOW}
    assert {change.subject_id for change in journal.changes} == {row.pk for row in CalendarDay.objects.all()}
    assert {(change.kind, change.action) for change in journal.changes} == {("calendar_day", "calendars.load")}


def test_loading_again_writes_nothing() -> None:
    load_official(act=act(), record=Journal())
    before = list(CalendarDay.objects.values()), list(Schedule.objects.values())
    journal = Journal()
    assert load_official(act=act(NOW + timedelta(days=1)), record=journal) == Loaded(schedules=0, days=0, left=0)
    assert (list(CalendarDay.objects.values()), list(Schedule.objects.values())) == before
    assert journal.changes == []


@pytest.mark.parametrize(("year", "working_days"), [(2023, 249), (2024, 251), (2025, 250), (2026, 250)])
def test_working_days_of_each_year(year: int, working_days: int) -> None:
    assert working_days_between(date(year - 1, 12, 31), date(year, 12, 31), office()) == working_days


def test_every_day_has_its_two_names_and_its_document() -> None:
    assert not CalendarDay.objects.filter(name_vi="").exists()
    assert not CalendarDay.objects.filter(name_en="").exists()
    assert not CalendarDay.objects.filter(document="").exists()
    swap = CalendarDay.objects.get(date=date(2026, 1, 10))
    assert (swap.kind, swap.source_status) == ("work", "sure")
    assert "12729/VPCP-KGVX" in swap.document


def test_the_unconfirmed_culture_day_works_until_somebody_confirms_it() -> None:
    tuesday = date(2026, 11, 24)
    assert CalendarDay.objects.get(date=tuesday).source_status == "unconfirmed"
    assert office().is_working(tuesday)
    announce(act=act(), record=Journal(), days=[culture_day()])
    assert not office().is_working(tuesday)


def shipped_with(change: Callable[[dict[str, str]], None], tmp_path: Path) -> Path:
    """A copy of the shipped file in which each day went through `change`."""
    shipped = json.loads(load_days.OFFICIAL_DAYS.read_text(encoding="utf-8"))
    for day in shipped["days"]:
        change(day)
    path = tmp_path / "official_days.json"
    path.write_text(json.dumps(shipped), encoding="utf-8")
    return path


def test_a_corrected_file_adds_only_what_differs_and_is_known_from_then_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def withdraw(day: dict[str, str]) -> None:
        if day["date"] == "2026-08-31":
            day["kind"] = "normal"

    monkeypatch.setattr(load_days, "OFFICIAL_DAYS", shipped_with(withdraw, tmp_path))
    later = NOW + timedelta(days=30)
    journal = Journal()
    assert load_official(act=act(later), record=journal) == Loaded(schedules=0, days=1, left=0)
    assert [change.details["date"] for change in journal.changes] == ["2026-08-31"]
    monday = date(2026, 8, 31)
    assert not office(known_at=later - timedelta(seconds=1)).is_working(monday)
    assert office(known_at=later).is_working(monday)
    assert load_official(act=act(later + timedelta(days=1)), record=journal).days == 0


def test_the_word_of_the_province_is_not_overridden_by_a_new_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def rename(day: dict[str, str]) -> None:
        if day["date"] == "2026-11-24":
            day["name_vi"] = "Ngày Văn hóa"

    announce(act=act(), record=Journal(), days=[culture_day()])
    monkeypatch.setattr(load_days, "OFFICIAL_DAYS", shipped_with(rename, tmp_path))
    assert load_official(act=act(NOW + timedelta(days=1)), record=Journal()) == Loaded(schedules=0, days=0, left=1)
    assert not office(known_at=NOW + timedelta(days=2)).is_working(date(2026, 11, 24))


def test_nothing_is_left_behind_when_recording_fails() -> None:
    CalendarDay.objects.all().delete()

    def broken(act: Act, change: Change) -> None:
        raise RuntimeError("the journal is full")

    with pytest.raises(RuntimeError):
        load_official(act=act(datetime.now(UTC)), record=broken)
    assert CalendarDay.objects.count() == 0
