"""Numbers, days and refusals as texts: exact, half up, in the reader's language."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from caicach.kit.refusal import Refused
from caicach.ui import tags


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (1234, 0, "1.234", "1,234"),
        (Decimal("1234.565"), 2, "1.234,57", "1,234.57"),
        (Fraction(1, 8), 2, "0,13", "0.13"),
        (Fraction(-1, 8), 2, "−0,13", "−0.13"),
        (Fraction(-1, 1000), 2, "0,00", "0.00"),
        (0, 1, "0,0", "0.0"),
        (None, 2, "–", "–"),
    ],
)
def test_a_number_reads_as_its_language_writes_it(value, decimals, vi, en):
    with translation.override("vi"):
        assert tags.number_text(value, decimals) == vi
    with translation.override("en"):
        assert tags.number_text(value, decimals) == en


def test_floating_point_is_no_figure():
    with pytest.raises(TypeError):
        tags.number_text(0.1)


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_a_whole_number_keeps_all_its_digits(value, decimals):
    with translation.override("vi"):
        text = tags.number_text(value, decimals)
    whole = text.partition(",")[0].replace(".", "").replace("−", "-")
    assert int(whole) == value


def test_a_percentage_is_exact_and_has_a_dash_when_nothing_divides_it():
    with translation.override("vi"):
        assert tags.percent_text(5167, 5564) == "92,86%"
        assert tags.percent_text(1, 3, 1) == "33,3%"
        assert tags.percent_text(1, 0) == "–"
        assert tags.percent_text(None, 5) == "–"


def test_an_aware_moment_is_told_in_vietnam_and_one_without_zone_as_it_stands():
    evening = datetime(2026, 9, 14, 17, 30, tzinfo=UTC)
    assert tags.day_text(evening) == "15/09/2026"
    assert tags.moment_text(evening) == "15/09/2026 00:30"
    assert tags.moment_text(evening.replace(tzinfo=None)) == "14/09/2026 17:30"
    assert tags.clock_text(evening) == "00:30"
    assert tags.day_text(date(2026, 1, 2)) == "02/01/2026"
    assert tags.day_text(None) == tags.moment_text(None) == tags.clock_text(None) == "–"


def test_money_is_in_dong():
    with translation.override("vi"):
        assert tags.money_text(1250000) == "1.250.000\N{NO-BREAK SPACE}đồng"


def test_a_refusal_says_its_values_and_its_source():
    refused = Refused("x", "Còn {days} ngày.", values={"days": 2}, source="Điều 19")
    assert tags.said(refused) == "Còn 2 ngày. (Điều 19)"
