"""Ratios are exact and rounded half up only when printed."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kit.ratio import Ratio, localised, percent, rounded, thousands, two_digits


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [(509, 526, "96.77"), (16, 526, "3.04"), (1, 526, "0.19"), (366, 391, "93.61"), (42, 42, "100.00"), (0, 7, "0.00")],
)
def test_percentages_as_printed(numerator: int, denominator: int, printed: str) -> None:
    assert percent(Ratio(numerator, denominator)) == printed


def test_half_is_rounded_up_where_floating_point_would_not() -> None:
    assert percent(Ratio(1, 8), 1) == "12.5"
    assert percent(Ratio(1, 8), 0) == "13"
    assert percent(Ratio(201, 20000), 2) == "1.01"  # exactly 1.005, which a float holds as 1.00499…
    assert rounded(Fraction(-1, 2), 0) == "-1"
    assert rounded(Fraction(-1, 1000), 2) == "0.00"


def test_running_text_drops_trailing_zeros() -> None:
    assert percent(Ratio(1, 4), strip=True) == "25"
    assert percent(Ratio(366, 391), 1, strip=True) == "93.6"
    assert percent(Ratio(1, 1), 0, strip=True) == "100"
    assert percent(Ratio(0, 3), strip=True) == "0"


def test_nothing_to_divide_by_is_no_value() -> None:
    nothing = Ratio(0, 0)
    assert (nothing.value, nothing.fraction, percent(nothing)) == (None, None, "–")


def test_the_value_for_machines_has_six_decimals() -> None:
    assert Ratio(509, 526).value == "0.967681"
    assert Ratio(2, 3).value == "0.666667"
    assert Ratio(3, 3).value == "1.000000"


def test_a_ratio_keeps_what_was_counted_but_compares_exactly() -> None:
    assert (Ratio(2, 4).numerator, Ratio(2, 4).denominator) == (2, 4)
    assert Ratio(2, 4).fraction == Ratio(1, 2).fraction


@given(st.integers(-(10**20), 10**20), st.integers(1, 10**12), st.integers(0, 8))
def test_rounding_agrees_with_decimal(numerator: int, denominator: int, decimals: int) -> None:
    with localcontext() as context:
        context.prec = 120
        twice = Decimal(2 * numerator * 10**decimals)
        # Decimal's own division could round; deciding on whole numbers keeps the oracle exact.
        whole = abs(twice) // denominator
        expected = (whole / 2).to_integral_value(ROUND_HALF_UP).scaleb(-decimals)
    printed = rounded(Fraction(numerator, denominator), decimals)
    assert Decimal(printed.removeprefix("-")) == expected
    assert printed.startswith("-") == (numerator < 0 and expected != 0)


def test_pages_speak_their_language() -> None:
    assert localised("96.77", "vi") == "96,77"
    assert localised("96.77", "en") == "96.77"
    assert localised("–", "vi") == "–"
    assert thousands("1234.56", "vi") == "1.234,56"
    assert thousands("1234.56", "en") == "1,234.56"
    assert thousands(-1234567, "vi") == "-1.234.567"
    assert thousands("-0.5", "vi") == "-0,5"
    assert thousands(999, "vi") == "999"
    assert thousands("–", "vi") == "–"


def test_counts_below_ten_have_a_leading_zero() -> None:
    assert [two_digits(count) for count in (0, 6, 10, 538)] == ["00", "06", "10", "538"]
    with pytest.raises(ValueError, match="negative"):
        two_digits(-1)
