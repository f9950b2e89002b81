"""Days, instants and numbers as they stand in addresses and arguments."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.figures.rules.asked import moment_written, read_day, read_moment, read_number
from caicach.kit.refusal import Refused


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2900, 1, 1)))
def test_a_written_instant_is_read_back_exactly(wall: datetime) -> None:
    moment = wall.replace(tzinfo=UTC)
    text = moment_written(moment)
    assert "." in text
    assert read_moment(text) == moment
    assert read_moment(text.replace("+", " ")) == moment


def test_an_instant_without_offset_is_vietnams() -> None:
    assert read_moment("2024-09-24T17:00:00") == datetime(2024, 9, 24, 10, tzinfo=UTC)
    assert read_moment("2024-09-24 17:00") == datetime(2024, 9, 24, 10, tzinfo=UTC)
    assert read_moment("2024-09-24T17:00:00Z") == datetime(2024, 9, 24, 17, tzinfo=UTC)
    west = timezone(timedelta(hours=-5))
    assert read_moment("2024-09-24T17:00:00-05:00") == datetime(2024, 9, 24, 17, tzinfo=west)


@pytest.mark.parametrize(
    "text", ["", "2024-09-24", "yesterday", "2024-09-24T25:00", "0001-01-01T00:00", "9999-12-31T23:59"]
)
def test_an_instant_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="2024-09-24T17:00:00"):
        read_moment(text)


def test_a_day_is_an_iso_date() -> None:
    assert read_day(" 2023-01-31 ", field="from") == date(2023, 1, 31)


@pytest.mark.parametrize(
    "text", ["", "31/01/2023", "2023-02-30", "20230131", "2023-W01-1", "9999-12-31", "２０２３-01-31"]
)
def test_a_day_that_cannot_be_read_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match="2023-01-31") as refused:
        read_day(text, field="from")
    assert (refused.value.code, refused.value.field) == ("bad-date", "from")


def test_numbers_fit_the_database() -> None:
    assert read_number(str(2**63 - 1), field="unit") == 2**63 - 1
    for text in ["", "-1", "1.0", "x", str(2**63), "9" * 40, "١"]:
        with pytest.raises(Refused):
            read_number(text, field="unit")
