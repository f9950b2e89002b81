"""The usual periods around a day."""

from datetime import date

import pytest

from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from caicach.reports.rules.windows import Kind, Named, default, named, read_window, windows


def periods(today: date) -> dict[str, Period]:
    return {window.key: window.period for window in windows(today)}


def test_in_the_middle_of_a_year():
    assert periods(date(2024, 9, 24)) == {
        "month": Period(date(2024, 9, 1), date(2024, 9, 24)),
        "last_month": Period(date(2024, 8, 1), date(2024, 8, 31)),
        "quarter": Period(date(2024, 7, 1), date(2024, 9, 24)),
        "half_year": Period(date(2024, 7, 1), date(2024, 9, 24)),
        "year": Period(date(2024, 1, 1), date(2024, 9, 24)),
        "cycle": Period(date(2024, 8, 15), date(2024, 9, 14)),
    }


def test_on_new_years_day():
    assert periods(date(2024, 1, 1)) == {
        "month": Period(date(2024, 1, 1), date(2024, 1, 1)),
        "last_month": Period(date(2023, 12, 1), date(2023, 12, 31)),
        "quarter": Period(date(2024, 1, 1), date(2024, 1, 1)),
        "half_year": Period(date(2024, 1, 1), date(2024, 1, 1)),
        "year": Period(date(2024, 1, 1), date(2024, 1, 1)),
        "cycle": Period(date(2023, 12, 15), date(2024, 1, 1)),
    }


@pytest.mark.parametrize(
    ("today", "quarter", "half"),
    [
        (date(2024, 3, 31), date(2024, 1, 1), date(2024, 1, 1)),
        (date(2024, 6, 30), date(2024, 4, 1), date(2024, 1, 1)),
        (date(2024, 12, 31), date(2024, 10, 1), date(2024, 7, 1)),
    ],
)
def test_quarters_and_half_years_at_their_ends(today: date, quarter: date, half: date):
    assert periods(today)["quarter"] == Period(quarter, today)
    assert periods(today)["half_year"] == Period(half, today)


def test_the_cycle_ends_with_the_14th():
    assert periods(date(2024, 3, 14))["cycle"] == Period(date(2024, 2, 15), date(2024, 3, 14))
    assert periods(date(2024, 3, 13))["cycle"] == Period(date(2024, 2, 15), date(2024, 3, 13))
    assert periods(date(2024, 3, 31))["cycle"] == Period(date(2024, 2, 15), date(2024, 3, 14))


def test_the_default_is_the_year_so_far():
    assert default(date(2024, 2, 29)) == Period(date(2024, 1, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        # Decree 09/2019/ND-CP Art. 12: from the 15th of the month before to the 14th; the year from 15/12 to 14/12.
        ("cycle-month:2024-08", date(2024, 7, 15), date(2024, 8, 14)),
        ("cycle-month:2024-1", date(2023, 12, 15), date(2024, 1, 14)),
        ("cycle-month:2024-03", date(2024, 2, 15), date(2024, 3, 14)),
        ("cycle-quarter:2023-1", date(2022, 12, 15), date(2023, 3, 14)),
        ("cycle-quarter:2024-4", date(2024, 9, 15), date(2024, 12, 14)),
        ("cycle-6-months:2024-1", date(2023, 12, 15), date(2024, 6, 14)),
        ("cycle-6-months:2024-2", date(2024, 6, 15), date(2024, 12, 14)),
        ("cycle-9-months:2024", date(2023, 12, 15), date(2024, 9, 14)),
        ("cycle-year:2024", date(2023, 12, 15), date(2024, 12, 14)),
        ("month:2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("month:2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("quarter:2024-3", date(2024, 7, 1), date(2024, 9, 30)),
        ("6-months:2024-2", date(2024, 7, 1), date(2024, 12, 31)),
        ("9-months:2024", date(2024, 1, 1), date(2024, 9, 30)),
        ("year:2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_each_kind_of_reporting_period(written: str, first: date, last: date):
    found = read_window(written)
    assert found.period == Period(first, last)
    assert named(found.period) == found
    assert read_window(str(found)) == found


@pytest.mark.parametrize("kind", [Kind.CYCLE_MONTH, Kind.CYCLE_QUARTER, Kind.CYCLE_HALF, Kind.MONTH, Kind.QUARTER])
def test_the_periods_of_a_kind_follow_each_other_without_gap(kind: Kind):
    count = {Kind.CYCLE_QUARTER: 4, Kind.QUARTER: 4, Kind.CYCLE_HALF: 2}.get(kind, 12)
    found = [Named(kind, year, number).period for year in (2023, 2024, 2025) for number in range(1, count + 1)]
    assert [one.end for one in found[:-1]] == [one.first for one in found[1:]]


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "2024-08",
        "cycle-month:2024",
        "cycle-month:2024-13",
        "quarter:2024-5",
        "week:2024-3",
        "year:24",
        "month:2024-0",
        "year:1024",
        "cycle-9-months:2024-2",
    ],
)
def test_a_period_that_there_is_not_is_refused(wrong: str):
    with pytest.raises(Refused) as refused:
        read_window(wrong)
    assert refused.value.code == "bad-window"


def test_other_days_have_no_name():
    assert named(Period(date(2024, 1, 1), date(2024, 7, 31))) is None
