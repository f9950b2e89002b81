"""Deadlines of many at once are the deadlines one by one."""

from datetime import date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kit.refusal import Refused
from caicach.kit.working_time import DayRule, Limit, LimitUnit, WorkCalendar, deadline, start_of_clock
from caicach.kit.working_times import tables

FIRST, END = date(2024, 1, 1), date(2024, 7, 1)
MORNING, WHOLE = ((time(7), time(11, 30)),), ((time(7), time(11, 30)), (time(13, 30), time(17)))
ODD = ((time(0), time(0, 1)), (time(8, 15), time(12)), (time(12, 30), time(23, 59)))

weeks = st.lists(st.sampled_from([(), MORNING, WHOLE, ODD]), min_size=7, max_size=7).filter(any)
rules = st.dictionaries(
    st.dates(date(2024, 1, 2), date(2024, 4, 30)),
    st.sampled_from([DayRule("off", "Nghỉ lễ"), DayRule("work", "Làm bù"), DayRule("half", "Nửa ngày", MORNING)]),
    max_size=15,
)
moments = st.lists(
    st.datetimes(datetime(2024, 1, 1), datetime(2024, 3, 31)).map(lambda at: at.replace(second=0, microsecond=0)),
    min_size=1,
    max_size=12,
)


@given(week=weeks, days=rules, received=moments, amount=st.integers(1, 12), unit=st.sampled_from(list(LimitUnit)))
def test_many_at_once_are_the_same_as_one_by_one(week, days, received, amount, unit) -> None:
    calendar = WorkCalendar(tuple(week), days)
    laid = tables(calendar, FIRST, END)
    given_ = np.array(received, dtype="datetime64[m]")
    assert laid.starts(given_).tolist() == [start_of_clock(one, calendar) for one in received]
    expected = [deadline(one, Limit(amount, unit), calendar).due for one in received]
    assert laid.deadlines(given_, amount, unit).tolist() == expected
    assert laid.deadlines(given_, np.full(len(received), amount), unit).tolist() == expected


@pytest.mark.parametrize(
    ("received", "amount"), [("2023-12-31T23:59", 1), ("2024-07-01T00:00", 1), ("2024-06-28T10:00", 3)]
)
@pytest.mark.parametrize("unit", list(LimitUnit))
def test_a_moment_outside_of_the_tables_is_refused(received: str, amount: int, unit: LimitUnit) -> None:
    laid = tables(WorkCalendar((WHOLE,) * 5 + ((),) * 2, {}), FIRST, END)
    amount = amount * 8 if unit is LimitUnit.WORKING_HOURS else amount
    with pytest.raises(Refused, match="ngoài khoảng ngày"):
        laid.deadlines(np.array([received], dtype="datetime64[m]"), amount, unit)


@pytest.mark.parametrize("amount", [0, -1, 10_001])
def test_a_limit_is_from_1_to_10_000(amount: int) -> None:
    laid = tables(WorkCalendar((WHOLE,) * 7, {}), FIRST, END)
    with pytest.raises(Refused, match="Thời hạn phải là"):
        laid.deadlines(np.array(["2024-01-02T09:00"], dtype="datetime64[m]"), amount, LimitUnit.WORKING_DAYS)


def test_nothing_open_in_the_tables_is_refused() -> None:
    closed = {FIRST + timedelta(days=ahead): DayRule("off", "Nghỉ") for ahead in range(400)}
    laid = tables(WorkCalendar((WHOLE,) * 7, closed), FIRST, END)
    with pytest.raises(Refused, match="ngoài khoảng ngày"):
        laid.starts(np.array(["2024-01-02T09:00"], dtype="datetime64[m]"))
