"""Answers from facts: versions, units, seals, and lists that agree with their figures."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.figures.queries import answers as queries
from caicach.figures.queries.answers import answer, records, records_sha256, subjects, tabulate
from caicach.figures.services.know import know
from caicach.kit.period import Period
from caicach.kit.refusal import Refused, Unknown
from figures.trial import FIGURES, YEAR, Thing, label, scope, tell

pytestmark = pytest.mark.usefixtures("room")

EARLY = date(2023, 3, 5)
LATE = date(2023, 3, 15)


def count(code: str, *, units: tuple[int, ...] = (1,), seal=None, filters=None) -> int:
    found = answer(code, scope=scope(*units), period=YEAR, seal=seal or know(None), filters=filters)
    assert found.denominator is None
    return found.numerator


def test_an_empty_house_answers_with_nothing() -> None:
    found = answer("figures.early_rate", scope=scope(1), period=YEAR, seal=know(None))
    assert (found.numerator, found.denominator, found.value, found.printed()) == (0, 0, None, "–")


def test_a_ratio_is_two_whole_numbers() -> None:
    tell(*(Thing(number, finished=EARLY) for number in range(1, 3)), Thing(3, finished=LATE), Thing(4))
    found = answer("figures.early_rate", scope=scope(1), period=YEAR, seal=know(None))
    assert (found.numerator, found.denominator) == (2, 3)
    assert (found.value, found.printed(), found.printed(0)) == ("0.666667", "66.67%", "67%")


def test_only_the_latest_known_version_is_asked() -> None:
    thing = Thing(1)
    tell(thing)
    tell(thing.later(finished=EARLY))
    assert (count("figures.received"), count("figures.resolved")) == (1, 1)


def test_a_thing_that_went_to_another_unit_is_counted_there_only() -> None:
    thing = Thing(1, unit=1)
    tell(thing)
    tell(thing.later(unit=2))
    assert (count("figures.received"), count("figures.received", units=(2,))) == (0, 1)
    assert count("figures.received", units=(1, 2)) == 1


def test_as_of_a_seal_the_later_change_is_not_known() -> None:
    thing = Thing(1)
    tell(thing)
    before = know(None)
    tell(thing.later(unit=2, finished=EARLY), Thing(2))
    after = know(None)
    assert (before.no, after.no) == (before.no, before.no + 1)
    assert (count("figures.received", seal=before), count("figures.resolved", seal=before)) == (1, 0)
    assert count("figures.received", units=(1, 2), seal=after) == 2
    assert know(before.published_at) == before
    assert know(after.published_at) == after


def test_a_change_that_commits_late_is_not_in_the_seal_before() -> None:
    """The line began first and was committed after the seal: no time stamp could tell, the snapshot does."""
    tell(Thing(1))
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(
                "INSERT INTO trial_fact (subject_id, version, unit_id, field_id, status, extended, accepted_day)"
                " VALUES (2, 1, 1, 1, 1, false, '2023-03-01')"
            )
            seal = know(None)
            cursor.execute("COMMIT")
        assert count("figures.received", seal=seal) == 1
        tell(Thing(3))
        assert count("figures.received", seal=seal) == 1
        assert count("figures.received") == 3
    finally:
        other.close()


def test_the_period_is_half_open_inside_and_closed_outside() -> None:
    tell(
        Thing(1, finished=date(2023, 12, 31)), Thing(2, finished=date(2024, 1, 1)), Thing(3, finished=date(2023, 1, 1))
    )
    assert subjects("figures.resolved", scope=scope(1), period=YEAR, seal=know(None)) == [1, 3]


def test_a_thing_with_several_spans_counts_once_and_stands_once_in_the_list() -> None:
    spans = ((date(2023, 3, 10), date(2023, 4, 1)), (date(2023, 5, 1), None))
    tell(Thing(1, spans=spans), Thing(2, spans=spans[:1]), Thing(3))
    assert count("figures.ever_overdue") == 2
    assert subjects("figures.ever_overdue", scope=scope(1), period=YEAR, seal=know(None)) == [1, 2]


def test_filters_narrow_and_unknown_ones_are_refused() -> None:
    tell(Thing(1, field=1), Thing(2, field=2), Thing(3, field=2, unit=2))
    assert count("figures.received", units=(1, 2), filters={"field_id": 2}) == 2
    assert count("figures.received", units=(1, 2), filters={"field_id": 2, "unit_id": 1}) == 1
    assert count("figures.received", units=(1,), filters={"unit_id": 2}) == 0
    for column in ("status", "channel", "unit_id = 1 OR true --"):
        with pytest.raises(Refused, match="field_id, unit_id"):
            count("figures.received", filters={column: 1})


def test_a_table_of_counts_takes_one_statement_per_fact_table() -> None:
    spans = ((date(2023, 3, 10), None),)
    tell(Thing(1, field=1, finished=EARLY), Thing(2, field=2, spans=spans), Thing(3, field=2, unit=2))
    codes = ["figures.received", "figures.resolved", "figures.ever_overdue"]
    seal = know(None)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = tabulate(codes, scope=scope(1, 2), period=YEAR, seal=seal, by="field_id")
    assert len(asked) == 3
    assert found == {
        1: dict(zip(codes, (1, 1, 0), strict=True)),
        2: dict(zip(codes, (2, 0, 1), strict=True)),
    }
    whole = tabulate(codes, scope=scope(1, 2), period=YEAR, seal=seal, by=None)
    assert whole == {None: dict(zip(codes, (3, 1, 1), strict=True))}
    assert tabulate(codes, scope=scope(9), period=YEAR, seal=seal, by=None) == {None: dict.fromkeys(codes, 0)}
    assert tabulate(codes, scope=scope(9), period=YEAR, seal=seal, by="unit_id") == {}


def test_ratios_are_not_tabulated() -> None:
    with pytest.raises(Refused, match=r"figures\.early_rate"):
        tabulate(["figures.early_rate"], scope=scope(1), period=YEAR, seal=know(None), by=None)


def test_what_does_not_exist_is_said_with_what_does() -> None:
    with pytest.raises(Unknown, match=r"figures\.early_rate"):
        answer("figures.erly_rate", scope=scope(1), period=YEAR, seal=know(None))
    with pytest.raises(Unknown, match="numerator"):
        subjects("figures.received", scope=scope(1), period=YEAR, seal=know(None), part="denominator")


def test_the_digest_names_the_lists_in_order_of_their_labels() -> None:
    tell(Thing(10, finished=EARLY), Thing(9, finished=EARLY), Thing(8, finished=LATE))
    asked = {"scope": scope(1), "period": YEAR, "seal": know(None)}
    assert records("figures.resolved", **asked) == ["T-0008", "T-0009", "T-0010"]
    # printf 'T-0009\nT-0010\n/\nT-0008\nT-0009\nT-0010' | sha256sum
    assert records_sha256("figures.early_rate", **asked) == queries.digest(
        {"numerator": ["T-0009", "T-0010"], "denominator": ["T-0008", "T-0009", "T-0010"]}
    )
    assert queries.digest({"numerator": ["a", "b"], "denominator": ["c"]}) == (
        "a7fba0baa42f575878cfbb27344df3f0137e187c71aebfc0830154667d0444fa"
    )
    assert (
        queries.digest({"numerator": ["a", "b"]}) == "7e18f737311b2dc3b2f269dd78396b0351f14fb66efa879f768cb23181883c78"
    )


def test_pages_of_a_list_are_the_list() -> None:
    tell(*(Thing(number) for number in range(1, 8)))
    asked = {"scope": scope(1), "period": YEAR, "seal": know(None)}
    pages, after = [], None
    while page := subjects("figures.received", **asked, after=after, limit=3):
        pages.append(page)
        after = page[-1]
    assert pages == [[1, 2, 3], [4, 5, 6], [7]]
    assert subjects("figures.received", **asked) == [1, 2, 3, 4, 5, 6, 7]


days = st.dates(date(2022, 12, 29), date(2023, 1, 5))
maybe = st.none() | days


@st.composite
def histories(draw: st.DrawFn) -> list[Thing]:
    """Things with one to three versions each."""
    versions = []
    for subject in range(1, draw(st.integers(0, 5)) + 1):
        for version in range(1, draw(st.integers(1, 3)) + 1):
            spans = draw(st.lists(st.tuples(days, maybe), max_size=3))
            versions.append(
                Thing(subject, version, draw(st.integers(1, 3)), 1, draw(maybe), draw(maybe), draw(maybe), tuple(spans))
            )
    return versions


def by_hand(code: str, things: list[Thing], period: Period) -> list[int]:
    """The same counts, told in Python over the latest versions."""
    start, end = period.first, period.end
    tests = {
        "figures.received": lambda one: (
            one.accepted and one.accepted < end and not (one.finished and one.finished < start)
        ),
        "figures.resolved": lambda one: one.finished and start <= one.finished < end,
        "figures.ever_overdue": lambda one: one.accepted and one.accepted < end and any(a < end for a, _ in one.spans),
    }
    latest = {thing.subject: thing for thing in things}
    return sorted(one.subject for one in latest.values() if one.unit in (1, 2) and tests[code](one))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(things=histories(), first=days, length=st.integers(0, 4))
def test_figure_list_and_reckoning_by_hand_agree(things: list[Thing], first: date, length: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE trial_fact, trial_standing")
    tell(*things)
    period = Period(first, date.fromordinal(first.toordinal() + length))
    asked = {"scope": scope(1, 2), "period": period, "seal": know(None)}
    for function in FIGURES:
        code = f"figures.{function.__name__}"
        found = answer(code, **asked)
        numbers = {"numerator": found.numerator, "denominator": found.denominator}
        for part, number in numbers.items():
            if number is not None:
                listed = subjects(code, **asked, part=part)
                assert len(listed) == len(set(listed)) == number
                assert records(code, **asked, part=part) == sorted(label(one) for one in listed)
    for code in ("figures.received", "figures.resolved", "figures.ever_overdue"):
        assert subjects(code, **asked) == by_hand(code, things, period)
