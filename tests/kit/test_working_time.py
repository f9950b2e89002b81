"""Working time: the law's examples, and a naive minute-by-minute oracle."""

from datetime import date, datetime, time, timedelta
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.kit.refusal import Refused
from caicach.kit.working_time import (
    OFFICE_HOURS,
    DayRule,
    Limit,
    LimitUnit,
    WorkCalendar,
    deadline,
    parse_limit,
    push,
    start_of_clock,
    working_days_between,
)

DAYS, HOURS, CALENDAR = LimitUnit.WORKING_DAYS, LimitUnit.WORKING_HOURS, LimitUnit.CALENDAR_DAYS


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def off(*days: str) -> dict[date, DayRule]:
    return {date.fromisoformat(day): DayRule("off", "Nghỉ lễ") for day in days}


def made_up(*days: str) -> dict[date, DayRule]:
    return {date.fromisoformat(day): DayRule("work", "Làm bù") for day in days}


LAW_DAYS = (
    off("2023-05-01", "2023-05-02", "2023-05-03")
    | off("2024-02-08", "2024-02-09", "2024-02-12", "2024-02-13", "2024-02-14")
    | off("2024-04-29", "2024-04-30", "2024-05-01")
    | off("2025-04-30", "2025-05-01", "2025-05-02")
    | made_up("2024-05-04", "2025-04-26")
)
OFFICE = WorkCalendar(OFFICE_HOURS, LAW_DAYS)


@pytest.mark.parametrize(
    ("received", "amount", "due"),
    [
        ("2024-04-25T09:00", 3, "2024-05-03T09:00"),
        ("2024-04-25T09:00", 5, "2024-05-06T09:00"),
        ("2024-02-06T10:00", 5, "2024-02-20T10:00"),
        ("2025-04-25T14:00", 3, "2025-04-29T14:00"),
        ("2023-04-28T08:00", 1, "2023-05-04T08:00"),
    ],
)
def test_working_days_over_holidays_and_made_up_saturdays(received: str, amount: int, due: str) -> None:
    proof = deadline(at(received), Limit(amount, DAYS), OFFICE)
    assert (proof.starts, proof.due) == (at(received), at(due))


@pytest.mark.parametrize(
    ("received", "starts"),
    [
        ("2024-04-22T06:59", "2024-04-22T07:00"),
        ("2024-04-22T07:00", "2024-04-22T07:00"),
        ("2024-04-22T11:29:59", "2024-04-22T11:29:59"),
        ("2024-04-22T11:30", "2024-04-22T13:30"),
        ("2024-04-22T12:10", "2024-04-22T13:30"),
        ("2024-04-22T17:00", "2024-04-23T07:00"),
        ("2024-04-26T18:00", "2024-05-02T07:00"),
        ("2024-05-03T17:00", "2024-05-04T07:00"),
    ],
)
def test_a_clock_out_of_hours_starts_at_the_next_opening(received: str, starts: str) -> None:
    assert start_of_clock(at(received), OFFICE) == at(starts)


@pytest.mark.parametrize(
    ("received", "amount", "due"),
    [
        ("2024-04-22T07:00", 8, "2024-04-22T17:00"),
        ("2024-04-22T07:30", 4, "2024-04-22T11:30"),
        ("2024-04-22T07:31", 4, "2024-04-22T13:31"),
        ("2024-04-22T16:00", 8, "2024-04-23T16:00"),
        ("2024-04-26T16:30", 2, "2024-05-02T08:30"),
    ],
)
def test_working_hours_are_opening_time_and_end_at_the_closing_they_fill_up(
    received: str, amount: int, due: str
) -> None:
    assert deadline(at(received), Limit(amount, HOURS), OFFICE).due == at(due)


def test_calendar_days_move_off_a_day_off_and_the_proof_says_so() -> None:
    proof = deadline(at("2024-04-24T09:00"), Limit(5, CALENDAR), OFFICE)
    assert proof.due == at("2024-05-02T09:00")
    assert [(line.date.day, line.counted, line.kind) for line in proof.days] == [
        (24, False, "start"),
        (25, True, "calendar"),
        (26, True, "calendar"),
        (27, True, "calendar"),
        (28, True, "calendar"),
        (29, True, "calendar"),
        (30, False, "off"),
        (1, False, "off"),
        (2, False, "moved"),
    ]


def test_the_proof_gives_every_day_its_reason() -> None:
    days = {
        date(2024, 4, 29): DayRule("off", "Nghỉ hoán đổi"),
        date(2024, 5, 4): DayRule("work", "Làm bù cho ngày 29/4/2024"),
        date(2024, 5, 3): DayRule("half", "Hội nghị buổi chiều", ((time(7), time(11, 30)),)),
    }
    proof = deadline(at("2024-04-26T17:05"), Limit(4, DAYS), WorkCalendar(OFFICE_HOURS, days))
    assert [(line.date.day, line.counted, line.kind, line.name) for line in proof.days] == [
        (26, False, "received", "Tiếp nhận ngoài giờ làm việc"),
        (27, False, "weekend", "Cuối tuần"),
        (28, False, "weekend", "Cuối tuần"),
        (29, False, "off", "Nghỉ hoán đổi"),
        (30, False, "start", "Ngày bắt đầu tính thời hạn"),
        (1, True, "working", "Ngày làm việc"),
        (2, True, "working", "Ngày làm việc"),
        (3, True, "half", "Hội nghị buổi chiều"),
        (4, True, "made_up", "Làm bù cho ngày 29/4/2024"),
    ]
    assert proof.due == at("2024-05-04T07:00")


def test_a_working_saturday_of_the_week_is_an_ordinary_working_day() -> None:
    six_days = WorkCalendar((*OFFICE_HOURS[:5], ((time(8), time(11)),), ()), {})
    proof = deadline(at("2024-04-26T09:00"), Limit(1, DAYS), six_days)
    assert (proof.due, proof.days[-1].kind) == (at("2024-04-27T09:00"), "working")
    assert WorkCalendar(six_days.weekly, made_up("2024-04-27")).kind(date(2024, 4, 27)) == "working"


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("5 working days", Limit(5, DAYS)),
        ("1 working day", Limit(1, DAYS)),
        ("  8 Working Hours ", Limit(8, HOURS)),
        ("30 calendar days", Limit(30, CALENDAR)),
        ("30 days", Limit(30, CALENDAR)),
        ("5 working_days", Limit(5, DAYS)),
        ("5 ngày làm việc", Limit(5, DAYS)),
        ("8 giờ làm việc", Limit(8, HOURS)),
    ],
)
def test_limits_are_read(text: str, limit: Limit) -> None:
    assert parse_limit(text) == limit


@pytest.mark.parametrize(
    "text",
    ["", "5", "days", "0 days", "-1 days", "1.5 days", "5 weeks", "99999999 days", "5 daysss", "five working days"],
)
def test_limits_that_mean_nothing_are_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_limit(text)
    assert refused.value.code == "bad-limit"


@pytest.mark.parametrize("unit", LimitUnit)
def test_a_calendar_that_never_opens_is_refused(unit: LimitUnit) -> None:
    with pytest.raises(Refused) as refused:
        deadline(at("2024-04-22T09:00"), Limit(1, unit), WorkCalendar(((),) * 7, {}))
    assert refused.value.code == "calendar-closed"


def test_the_end_of_the_calendar_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        deadline(at("9999-12-30T09:00"), Limit(10, DAYS), OFFICE)
    assert refused.value.code == "beyond-calendar"


def test_a_moment_with_a_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="wall-clock"):
        start_of_clock(at("2024-04-22T09:00+07:00"), OFFICE)


@pytest.mark.parametrize("openings", [((time(9), time(9)),), ((time(9), time(12)), (time(11), time(13)))])
def test_openings_that_overlap_or_are_empty_are_refused(openings: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(Refused):
        WorkCalendar((openings,) * 7, {})


def test_a_half_day_must_say_its_hours() -> None:
    with pytest.raises(Refused):
        DayRule("half", "Nửa ngày")


def test_a_proof_of_thirty_working_days_takes_less_than_a_millisecond() -> None:
    def took() -> float:
        began = perf_counter()
        deadline(at("2024-04-25T09:00"), Limit(30, DAYS), OFFICE)
        return perf_counter() - began

    assert min(took() for _ in range(20)) < 0.001


# Pauses


@pytest.mark.parametrize(
    ("unit", "due", "paused_from", "paused_to", "moved"),
    [
        (DAYS, "2024-05-06T09:00", "2024-04-26T10:00", "2024-05-03T15:00", "2024-05-08T09:00"),
        (DAYS, "2024-05-06T09:00", "2024-04-26T08:00", "2024-04-26T16:00", "2024-05-06T09:00"),
        (CALENDAR, "2024-04-26T09:00", "2024-04-22T10:00", "2024-04-24T08:00", "2024-05-02T09:00"),
        (CALENDAR, "2024-04-23T09:00", "2024-04-22T10:00", "2024-04-24T08:00", "2024-04-25T09:00"),
        (HOURS, "2024-04-22T16:00", "2024-04-22T11:00", "2024-04-22T14:00", "2024-04-22T17:00"),
        (HOURS, "2024-04-22T16:00", "2024-04-22T12:00", "2024-04-22T13:00", "2024-04-22T16:00"),
        (HOURS, "2024-04-22T16:00", "2024-04-22T08:00", "2024-04-23T08:00", "2024-04-23T16:00"),
    ],
)
def test_a_pause_moves_the_due_moment(unit: LimitUnit, due: str, paused_from: str, paused_to: str, moved: str) -> None:
    assert push(at(due), at(paused_from), at(paused_to), unit, OFFICE) == at(moved)


def test_a_pause_within_one_day_leaves_a_due_moment_that_became_a_day_off() -> None:
    due, begin, end = at("2024-04-29T09:00"), at("2024-04-22T08:00"), at("2024-04-22T16:00")
    assert push(due, begin, end, CALENDAR, OFFICE) == due


def test_a_reversed_pause_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        push(at("2024-05-06T09:00"), at("2024-04-26T09:00"), at("2024-04-25T09:00"), DAYS, OFFICE)
    assert refused.value.code == "reversed-pause"


def test_working_days_between_are_counted_half_open_and_signed() -> None:
    assert working_days_between(date(2024, 4, 25), date(2024, 5, 6), OFFICE) == 5
    assert working_days_between(date(2024, 5, 6), date(2024, 4, 25), OFFICE) == -5
    assert working_days_between(date(2024, 4, 25), date(2024, 4, 25), OFFICE) == 0
    friday, saturday, monday = date(2024, 4, 19), date(2024, 4, 20), date(2024, 4, 22)
    assert working_days_between(friday, saturday, OFFICE) == 0
    assert working_days_between(saturday, monday, OFFICE) == 1


# The oracle walks minute by minute over a plain set of open minutes, sharing nothing with the code under test.

MONDAY = date(2024, 4, 1)
WALK = 160
PATTERNS = {
    "full": [(7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60)],
    "morning": [(8 * 60, 11 * 60)],
    "closed": [],
}
SPECIAL = {"off": "closed", "half": "morning", "work": "full"}


def minute(moment: datetime) -> int:
    return int((moment - datetime.combine(MONDAY, time())).total_seconds()) // 60


def moment(minutes: int) -> datetime:
    return datetime.combine(MONDAY, time()) + timedelta(minutes=minutes)


class Naive:
    """Open minutes since Monday 1 April 2024, minute m meaning [m, m+1)."""

    def __init__(self, saturday: str, special: dict[int, str]) -> None:
        self.open: set[int] = set()
        week = ["full"] * 5 + [saturday, "closed"]
        for day in range(WALK):
            pattern = SPECIAL[special[day]] if day in special else week[day % 7]
            if special.get(day) == "work" and week[day % 7] != "closed":
                pattern = week[day % 7]
            for begin, end in PATTERNS[pattern]:
                self.open.update(range(day * 1440 + begin, day * 1440 + end))
        self.works = {m // 1440 for m in self.open}

    def start(self, received: int) -> int:
        while received not in self.open:
            received += 1
        return received

    def due(self, start: int, amount: int, unit: LimitUnit) -> int:
        m = start
        if unit is HOURS:
            return self.add_open_minutes(start, amount * 60)
        if unit is DAYS:
            while amount:
                m += 1440
                amount -= m // 1440 in self.works
            return m
        m += amount * 1440
        while m // 1440 not in self.works:
            m += 1440
        return m

    def add_open_minutes(self, begin: int, minutes: int) -> int:
        m = begin
        while minutes:
            minutes -= m in self.open
            m += 1
        return m


def calendar_of(saturday: str, special: dict[int, str]) -> WorkCalendar:
    def openings(pattern: str) -> tuple[tuple[time, time], ...]:
        return tuple((time(*divmod(a, 60)), time(*divmod(b, 60))) for a, b in PATTERNS[pattern])

    weekly = (*(openings("full"),) * 5, openings(saturday), ())
    rules = {
        MONDAY + timedelta(days=day): DayRule(kind, "Ngày đặc biệt", openings("morning") if kind == "half" else ())
        for day, kind in special.items()
    }
    return WorkCalendar(weekly, rules)


saturdays = st.sampled_from(["closed", "morning"])
specials = st.dictionaries(st.integers(0, 60), st.sampled_from(["off", "half", "work"]), max_size=25)
minutes = st.integers(0, 30 * 1440)


@settings(max_examples=150, deadline=None)
@given(
    saturday=saturdays, special=specials, received=minutes, amount=st.integers(1, 25), unit=st.sampled_from(LimitUnit)
)
def test_deadlines_agree_with_the_oracle(
    saturday: str, special: dict[int, str], received: int, amount: int, unit: LimitUnit
) -> None:
    naive, calendar = Naive(saturday, special), calendar_of(saturday, special)
    proof = deadline(moment(received), Limit(amount, unit), calendar)
    start = naive.start(received)
    assert minute(proof.starts) == start
    assert minute(proof.due) == naive.due(start, amount, unit)
    assert [line.date for line in proof.days] == [
        moment(day * 1440).date() for day in range(received // 1440, minute(proof.due) // 1440 + 1)
    ]
    counted = [(line.date - MONDAY).days for line in proof.days if line.counted]
    if unit is HOURS:
        assert counted == sorted({m // 1440 for m in naive.open if start <= m < minute(proof.due)})
    else:
        assert len(counted) == amount


@settings(max_examples=150, deadline=None)
@given(
    saturday=saturdays,
    special=specials,
    begin=minutes,
    length=st.integers(0, 10 * 1440),
    amount=st.integers(1, 10),
    unit=st.sampled_from(LimitUnit),
)
def test_pauses_agree_with_the_oracle(
    saturday: str, special: dict[int, str], begin: int, length: int, amount: int, unit: LimitUnit
) -> None:
    naive, calendar = Naive(saturday, special), calendar_of(saturday, special)
    due = deadline(moment(begin), Limit(amount, unit), calendar).due
    end = begin + length
    moved = minute(push(due, moment(begin), moment(end), unit, calendar))
    if unit is HOURS:
        passed = sum(m in naive.open for m in range(begin, end))
        assert moved == naive.add_open_minutes(minute(due), passed)
        # The clock stood still all through the pause: the same as starting only when it ended.
        assert moved == naive.add_open_minutes(end, amount * 60)
    elif unit is DAYS:
        passed = sum(day in naive.works for day in range(begin // 1440 + 1, end // 1440 + 1))
        assert moved == naive.due(minute(due), passed, DAYS)
    else:
        days = end // 1440 - begin // 1440
        assert moved == (naive.due(minute(due), days, CALENDAR) if days else minute(due))
