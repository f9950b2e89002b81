"""Late announcements stand beside what was known before; nothing is overwritten."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError

from caicach.calendars.models import CalendarDay, Schedule
from caicach.calendars.queries import schedule_by_code, work_calendar
from caicach.calendars.rules import NewDay
from caicach.calendars.services.announce_day import announce
from caicach.kit.acts import SYSTEM, Act, Actor, Granted
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.working_time import WorkCalendar
from calendars.days import NOW, Journal, culture_day

pytestmark = pytest.mark.usefixtures("database")

ADMINISTRATOR = Actor(7, "quantri", "Quản trị", (Granted(1, "administrator", 1, frozenset({1})),))
CLERK = Actor(8, "canbo", "Cán bộ", (Granted(2, "intake_clerk", 1, frozenset({1})),))
STORM = NewDay(
    date=date(2026, 10, 7),
    kind="off",
    name_vi="Nghỉ tránh bão",
    name_en="Closed for the storm",
    document="Công điện số 02/TEST ngày 06/10/2026",
)


def act(now: datetime = NOW, actor: Actor = SYSTEM) -> Act:
    return Act(actor=actor, at=now, now=now)


def office(known_at: datetime) -> WorkCalendar:
    return work_calendar(schedule_by_code("office").pk, known_at=known_at)


def test_an_announcement_is_known_from_the_moment_it_is_made() -> None:
    journal = Journal()
    rows = announce(act=act(actor=ADMINISTRATOR), record=journal, days=[STORM])
    assert [change.subject_id for change in journal.changes] == [rows[0].pk]
    assert journal.changes[0].action == "calendars.announce"
    assert office(NOW - timedelta(microseconds=1)).is_working(STORM.date)
    after = office(NOW)
    assert not after.is_working(STORM.date)
    assert after.why(STORM.date) == "Nghỉ tránh bão"
    assert after.days[STORM.date].source == STORM.document


def test_a_day_taken_back_is_ordinary_again_and_all_three_words_stay_readable() -> None:
    taken_back, again = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    announce(act=act(), record=Journal(), days=[STORM])
    announce(act=act(taken_back), record=Journal(), days=[replace(STORM, kind="normal")])
    half = replace(STORM, kind="half", openings=((time(7, 30), time(11)),))
    announce(act=act(again), record=Journal(), days=[half])
    assert not office(NOW).is_working(STORM.date)
    assert STORM.date not in office(taken_back).days
    assert office(again).openings(STORM.date) == ((time(7, 30), time(11)),)
    assert CalendarDay.objects.filter(date=STORM.date).count() == 3


def test_announcing_twice_writes_once() -> None:
    announce(act=act(), record=Journal(), days=[STORM])
    journal = Journal()
    assert announce(act=act(NOW + timedelta(hours=1)), record=journal, days=[STORM]) == []
    assert journal.changes == []


def test_something_else_at_the_same_instant_is_refused() -> None:
    announce(act=act(), record=Journal(), days=[STORM])
    with pytest.raises(Refused) as refused:
        announce(act=act(), record=Journal(), days=[replace(STORM, kind="normal")])
    assert refused.value.code == "said-later-already"
    assert CalendarDay.objects.filter(date=STORM.date).count() == 1


def test_a_day_of_one_schedule_leaves_the_others_alone() -> None:
    other = Schedule.objects.create(
        code="sang-thu-bay", name_vi="Sáng thứ Bảy", name_en="Saturday mornings", weekly=[[["08:00", "11:00"]]] * 7
    )
    announce(act=act(), record=Journal(), days=[replace(STORM, schedule_id=other.pk)])
    assert office(NOW).is_working(STORM.date)
    assert not work_calendar(other.pk, known_at=NOW).is_working(STORM.date)


def test_of_two_words_at_one_instant_the_one_for_the_schedule_rules() -> None:
    own = replace(STORM, kind="normal", schedule_id=schedule_by_code("office").pk)
    announce(act=act(), record=Journal(), days=[STORM, own])
    assert office(NOW).is_working(STORM.date)


def test_only_administrators_announce() -> None:
    with pytest.raises(Refused) as refused:
        announce(act=act(actor=CLERK), record=Journal(), days=[STORM])
    assert refused.value.code == "not-allowed"
    assert not CalendarDay.objects.filter(date=STORM.date).exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "holiday"}, "bad-day-kind"),
        ({"source_status": "perhaps"}, "bad-day-kind"),
        ({"name_en": " "}, "day-without-name"),
        ({"document": ""}, "day-without-document"),
        ({"kind": "half"}, "bad-day-openings"),
        ({"openings": ((time(8), time(9)),)}, "bad-day-openings"),
        ({"kind": "half", "openings": ((time(9), time(8)),)}, "bad-openings"),
    ],
)
def test_an_incomplete_day_is_refused_and_nothing_of_the_announcement_is_written(
    changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        announce(act=act(), record=Journal(), days=[culture_day(), replace(STORM, **changes)])
    assert refused.value.code == code
    assert not CalendarDay.objects.filter(known_from=NOW).exists()


def test_a_date_named_twice_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        announce(act=act(), record=Journal(), days=[STORM, replace(STORM, kind="normal")])
    assert refused.value.code == "day-twice"


def test_the_database_keeps_half_days_complete() -> None:
    with pytest.raises(IntegrityError, match="calendar_day_openings"):
        CalendarDay.objects.create(
            date=STORM.date,
            kind="half",
            name_vi="Nửa ngày",
            name_en="Half day",
            document="-",
            source_status="sure",
            origin="announced",
            known_from=NOW,
            recorded_at=NOW,
        )


def test_an_unknown_schedule_is_named_with_the_known_ones() -> None:
    with pytest.raises(Unknown, match="office"):
        schedule_by_code("offcie")
    with pytest.raises(Unknown):
        work_calendar(0, known_at=NOW)
