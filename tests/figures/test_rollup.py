"""Roll-ups: numerators and denominators are summed over the tree of the period's last day; no mean of percentages."""

from datetime import date
from fractions import Fraction

import pytest

from caicach.agencies.models import Kind, Succession, Unit, UnitParent
from caicach.figures.queries.answers import answer, numbers, subjects
from caicach.figures.queries.scope import scope_of
from caicach.figures.services.know import know
from caicach.kit.period import Period
from figures.trial import Thing, tell

MERGED = date(2023, 7, 1)
FIRST_HALF, YEAR = Period(date(2023, 1, 1), date(2023, 6, 30)), Period(date(2023, 1, 1), date(2023, 12, 31))
EARLY, LATE = date(2023, 3, 5), date(2023, 3, 15)
RATE = "figures.early_rate"


@pytest.fixture
def province(derived: str, department: Unit) -> dict[str, Unit]:
    """A province; `old` merges into `new` in the middle of the year, `split` is divided into `left` and `right`."""
    units = {}
    for code, ends in {"tinh": None, "old": date(2023, 6, 30), "new": None, "split": date(2023, 6, 30),
                       "left": None, "right": None}.items():  # fmt: skip
        begins = MERGED if code in ("left", "right") else date(2010, 1, 1)
        units[code] = Unit.objects.create(
            code=code, kind=Kind.DIVISION, name_vi=code, schedule=department.schedule, valid_from=begins, valid_to=ends,
            source="test",
        )  # fmt: skip
        if code != "tinh":
            UnitParent.objects.create(unit=units[code], parent=units["tinh"], valid_from=begins, valid_to=ends)
    for before, after in (("old", "new"), ("split", "left"), ("split", "right")):
        Succession.objects.create(predecessor=units[before], successor=units[after], on=MERGED, source="test")
    lives = [("old", 9, 1), ("new", 0, 1), ("split", 1, 1)]
    things = [(code, end) for code, early, late in lives for end in [EARLY] * early + [LATE] * late]
    tell(*(Thing(n, unit=units[code].pk, finished=end) for n, (code, end) in enumerate(things, 1)))
    return units


def pair(code: str, period: Period, figure: str = RATE) -> tuple[int, int | None]:
    found = answer(figure, scope=scope_of(code, on=period.last), period=period, seal=know(None))
    return found.numerator, found.denominator


def test_what_ended_is_counted_under_its_successor_from_the_periods_last_day_on(province: dict[str, Unit]) -> None:
    assert (pair("old", FIRST_HALF), pair("new", FIRST_HALF)) == ((9, 10), (0, 1))
    assert pair("new", YEAR) == (9, 11)
    assert pair("split", FIRST_HALF) == (1, 2)


def test_above_each_is_counted_once_and_the_rate_is_that_of_all_dossiers(province: dict[str, Unit]) -> None:
    """The mean of the three units' rates would be 46.67%; divided into two, a unit is still counted once."""
    for period in (FIRST_HALF, YEAR):
        assert pair("tinh", period) == (10, 13)
        assert pair("tinh", period, "figures.not_early_rate") == (3, 13)
        found = subjects(RATE, scope=scope_of("tinh", on=period.last), period=period, seal=know(None))
        assert len(found) == len(set(found)) == 10
    rates = [answer(RATE, scope=scope_of(code, on=FIRST_HALF.last), period=FIRST_HALF, seal=know(None)).number.fraction
             for code in ("old", "new", "split")]  # fmt: skip
    assert sum(one or 0 for one in rates) / 3 != Fraction(10, 13)


def test_the_groups_add_up_above_and_below_the_line(province: dict[str, Unit]) -> None:
    asked = {"scope": scope_of("tinh", on=YEAR.last), "period": YEAR, "seal": know(None)}
    for code in (RATE, "figures.slow_rate", "figures.not_early_rate"):
        whole = numbers([code], **asked, by=None)[None][code]
        groups = [line[code] for line in numbers([code], **asked, by="unit_id").values()]
        assert sum(one.numerator for one in groups) == whole.numerator
        assert sum(one.denominator or 0 for one in groups) == whole.denominator
