"""Exact ratios, and numbers as they are printed: rounded half up, without any floating point.

Numbers are printed language-neutral (point, no grouping) for machines; `localised` and `thousands` give the form of
a page.
"""

from dataclasses import dataclass
from fractions import Fraction

NOTHING = "–"
"""What is printed where there is no value (nothing to divide by)."""

VALUE_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two whole numbers, kept as counted (not reduced); a denominator of zero means that there is no value."""

    numerator: int
    denominator: int

    @property
    def fraction(self) -> Fraction | None:
        """The exact value for comparing and ranking, or none."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def value(self) -> str | None:
        """The value for JSON: a decimal text with a point and 6 decimals, rounded half up, or none."""
        return None if self.fraction is None else rounded(self.fraction, VALUE_DECIMALS)


def rounded(number: Fraction | int, decimals: int) -> str:
    """The number as a decimal text with exactly that many decimals, rounded half up (away from zero below zero)."""
    if decimals < 0:
        raise ValueError("decimals cannot be negative")
    exact = Fraction(number)
    scale = 10**decimals
    # Whole numbers only: floor(2·|n|·scale + d, 2·d) is half up without ever leaving the exact value.
    units = (2 * abs(exact.numerator) * scale + exact.denominator) // (2 * exact.denominator)
    sign = "-" if exact < 0 and units else ""
    whole, part = divmod(units, scale)
    return f"{sign}{whole}.{part:0{decimals}d}" if decimals else f"{sign}{whole}"


def percent(ratio: Ratio, decimals: int = 2, strip: bool = False) -> str:
    """The ratio in percent, without the sign: "96.77"; "–" where there is no value.

    `strip` leaves out trailing zeros, as running text does ("93.6"); a table column keeps them.
    """
    if ratio.fraction is None:
        return NOTHING
    text = rounded(ratio.fraction * 100, decimals)
    return text.rstrip("0").rstrip(".") if strip and "." in text else text


def localised(text: str, language: str) -> str:
    """A language-neutral decimal text with the decimal mark of the language: a comma in Vietnamese."""
    return text.replace(".", ",") if _is_vietnamese(language) else text


def thousands(number: int | str, language: str) -> str:
    """A whole number or language-neutral decimal text in groups of three: "1.234,56" in Vietnamese, "1,234.56" else.

    What is not a number (such as "–") stays as it is.
    """
    whole, point, part = str(number).partition(".")
    if not whole.removeprefix("-").isdecimal():
        return str(number)
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{int(whole.removeprefix('-')):,}"
    if _is_vietnamese(language):
        return sign + grouped.replace(",", ".") + point.replace(".", ",") + part
    return sign + grouped + point + part


def two_digits(number: int) -> str:
    """A count in the official style, with a leading zero below ten: "06", "42". Counts are never negative."""
    if number < 0:
        raise ValueError("a count is never negative")
    return f"{number:02d}"


def _is_vietnamese(language: str) -> bool:
    return language.split("-")[0] == "vi"
