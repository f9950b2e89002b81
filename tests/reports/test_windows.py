"""The usual periods around a day."""

from datetime import date

import pytest

from caicach.kit.period import Period
from caicach.reports.rules.windows import default, windows


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
