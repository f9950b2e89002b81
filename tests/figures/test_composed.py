"""Figures composed without code: conditions, wordings by version, owners, and all that a figure's code is good for."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.agencies.models import Unit, UnitParent
from caicach.figures import register
from caicach.figures.models import Composed, Definition
from caicach.figures.queries.answers import answer, lists, records, subjects
from caicach.figures.queries.difference import Cause, difference
from caicach.figures.register import Sum, name_filter
from caicach.figures.rules.expression import read, written
from caicach.figures.rules.narrowed import Draft, Narrowed, Where, check_draft, own_code, predicate
from caicach.figures.rules.predicate import checked
from caicach.figures.services.compose import compose
from caicach.figures.services.know import know
from caicach.figures.services.recompose import recompose
from caicach.figures.services.withdraw import withdraw
from caicach.journal.queries import history
from caicach.kit.refusal import Refused, Unknown
from figures.composing import EARLY, LATE, act, draft, made, question, told
from figures.trial import COLUMNS, YEAR, Thing, scope, tell

ALL = tuple((column.name, column.kind) for column in COLUMNS)


@pytest.mark.parametrize(
    ("where", "trees", "sql"),
    [
        (Where(field=(3, 1)), {}, "((field_id IN (1, 3)))"),
        (
            Where(field=(2,), unit=(7,)),
            {7: {7, 8, 9, 12}},
            "((field_id IN (2))) AND ((unit_id BETWEEN 7 AND 9) OR (unit_id IN (12)))",
        ),
        (Where(unit=(7, 20)), {7: {7, 8}, 20: {20}}, "((unit_id IN (7, 8, 20)))"),
        (Where(unit=(7,)), {7: set()}, "((unit_id IS NULL AND unit_id IS NOT NULL))"),
    ],
)  # fmt: skip
def test_conditions_become_a_predicate_that_the_checker_admits(where: Where, trees: dict, sql: str) -> None:
    assert predicate(where, trees) == sql
    checked(sql, ALL)
    assert read(written(Narrowed("a.b", where))) == Narrowed(
        "a.b", Where(field=tuple(sorted(where.field)), unit=where.unit)
    )


@given(ids=st.sets(st.integers(1, 60), min_size=1))
def test_ranges_hold_just_the_ids(ids: set[int]) -> None:
    sql = predicate(Where(field=tuple(ids)), {})
    ranges = [range(int(low), int(high) + 1) for low, high in re.findall(r"BETWEEN (\d+) AND (\d+)", sql)]
    alone = [[int(one) for one in listed.split(", ")] for listed in re.findall(r"IN \(([\d, ]+)\)", sql)]
    told = [one for some in (*ranges, *alone) for one in some]
    assert sorted(told) == sorted(ids)
    assert all(len(one) > 2 for one in ranges)


@pytest.mark.parametrize("slug", ["", "Hội", "a.b", "-a", "a" * 41, "a@b", "A"])
def test_an_address_is_plain(slug: str) -> None:
    with pytest.raises(Refused) as refused:
        own_code(slug)
    assert refused.value.field == "slug"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (Draft("", "Lời.", "figures.received", Where(field=(1,))), "title"),
        (Draft("Tên", " ", "figures.received", Where(field=(1,))), "words"),
        (Draft("Tên", "Lời.", "figures.received"), "field"),
    ],
)
def test_without_words_or_conditions_there_is_no_figure(draft: Draft, field: str) -> None:
    with pytest.raises(Refused) as refused:
        check_draft(draft)
    assert refused.value.field == field


def test_a_count_and_a_rate_hold_the_conditions_above_and_below_the_line(house: Unit) -> None:
    told(house)
    row = made(house)
    made(house, "hoi-som", base="figures.early_rate")
    count, rate = (answer(code, **question(house)) for code in ("own.hoi", "own.hoi-som"))
    assert (count.numerator, count.denominator, count.definition_version) == (3, None, 1)
    assert (rate.numerator, rate.denominator) == (1, 2)
    assert records("own.hoi", **question(house)) == ["T-0001", "T-0002", "T-0003"]
    assert [line.action for line in history("composed", row.pk)] == ["figures.compose"]
    again = question(house, seal=rate.seal)
    with CaptureQueriesContext(connection) as asked:
        answer("own.hoi-som", **again)
    assert len(asked) == 1


def test_a_figure_made_of_others_is_narrowed_in_each_part(house: Unit) -> None:
    told(house)
    made(house, "hoi-cham", base="figures.slow_rate")
    found = answer("own.hoi-cham", **question(house))
    assert (found.numerator, found.denominator) == (2, 3)
    codes = [child.figure.code for child in found.children]
    assert codes == ["figures.overdue@own.hoi-cham", "figures.unsettled@own.hoi-cham", "figures.received@own.hoi-cham"]
    assert [str(child.figure.title) for child in found.children[1].children] == [
        "Tên received (Hồ sơ hội)",
        "Tên resolved (Hồ sơ hội)",
    ]
    for child in (*found.children, *found.children[1].children):
        again = answer(child.figure.code, **question(house))
        assert (again.number, str(again.figure.title)) == (child.number, str(child.figure.title))
    assert lists(found)["figures.received@own.hoi-cham"] == {"numerator": ["T-0001", "T-0002", "T-0003"]}


def test_conditions_on_conditions_of_the_same_agency(house: Unit) -> None:
    told(house)
    division = Unit.objects.get(code="so-noi-vu-phong-1")
    tell(Thing(5, unit=division.pk), Thing(6, unit=division.pk, field=2))
    made(house)
    made(house, "hoi-phong", base="own.hoi", unit=(division.pk,))
    asked = question(house, scope=scope(house.pk, division.pk))
    assert subjects("own.hoi-phong", **asked) == [5]
    made(house, "cham", base="figures.slow_rate")
    made(house, "cham-phong", base="own.cham", unit=(division.pk,))
    found = answer("own.cham-phong", **{**asked, "seal": know(None)})
    assert (found.numerator, found.denominator) == (1, 1)
    assert found.children[2].figure.code == "figures.received@own.cham@own.cham-phong"


def test_the_units_under_a_unit_are_those_of_the_periods_last_day(house: Unit) -> None:
    division = Unit.objects.get(code="so-noi-vu-phong-1")
    UnitParent.objects.filter(unit=division).update(valid_to=date(2023, 6, 30))
    UnitParent.objects.create(unit=division, parent=Unit.objects.get(code="so-y-te"), valid_from=date(2023, 7, 1))
    tell(Thing(5, unit=division.pk))
    made(house, "so", unit=(house.pk,))
    both = scope(house.pk, division.pk)
    first_half = type(YEAR)(date(2023, 1, 1), date(2023, 6, 30))
    assert answer("own.so", **question(house, scope=both, period=first_half)).numerator == 1
    assert answer("own.so", **question(house, scope=both)).numerator == 0


def test_each_wording_answers_for_its_time_and_a_withdrawn_figure_for_the_time_before(house: Unit) -> None:
    told(house)
    made(house)
    first = know(None)
    changed = act(seen=1)
    recompose(changed, "own.hoi", draft=draft(field=(2,)))
    recompose(changed, "own.hoi", draft=draft(field=(2,)))
    recompose(act(), "own.hoi", draft=draft(field=(2,)))
    assert Definition.objects.filter(code="own.hoi").count() == 2, "the same words are no new wording"
    second = know(None)
    ended = act()
    row = withdraw(ended, "own.hoi")
    assert withdraw(ended, "own.hoi") == row
    assert [answer("own.hoi", **question(house, seal=seal)).numerator for seal in (first, second)] == [3, 1]
    with pytest.raises(Unknown, match="đã được rút"):
        answer("own.hoi", **question(house))
    assert [line.action for line in history("composed", row.pk)][1:] == ["figures.recompose", "figures.withdraw"]
    with pytest.raises(Refused, match="đã được dùng"):
        made(house)


def test_the_difference_of_wordings_is_told_as_such(house: Unit) -> None:
    told(house)
    made(house)
    before = know(None)
    recompose(act(), "own.hoi", draft=draft(field=(2,)))
    found = difference("own.hoi", scope=scope(house.pk), period=YEAR, earlier=before, later=know(None))
    (part,) = found.parts
    assert [one.subject for one in part.came] == [4]
    assert {one.cause for one in (*part.came, *part.went)} == {Cause.DEFINITION}


def test_what_is_sent_twice_is_done_once(house: Unit) -> None:
    once = act()
    asked = {"slug": "hoi", "unit_id": house.pk, "draft": draft()}
    assert compose(once, **asked) == compose(once, **asked)
    assert Composed.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (draft("figures.nobody"), "unknown-figure"),
        (draft("own.nobody"), "unknown-figure"),
        (draft("own.y-te"), "base-of-others"),
        (draft("figures.received@own.hoi"), "unknown-figure"),
        (draft(field=(9,)), "unknown-condition"),
        (draft(unit=(10**6,)), "unknown-condition"),
        (draft(channel=(1,)), "bad-condition"),
        (draft(), "slug-taken"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_written(house: Unit, asked: Draft, code: str) -> None:
    name_filter("channel", lambda _: {1: "Trực tiếp"}, lambda: [(1, "Trực tiếp")])
    other = Unit.objects.get(code="so-y-te")
    compose(act("binh"), slug="y-te", unit_id=other.pk, draft=draft())
    made(house)
    with pytest.raises(Refused) as refused:
        made(house, "moi" if code != "slug-taken" else "hoi", draft=asked)
    assert refused.value.code == code
    assert Composed.objects.count() == 2


def test_a_figure_is_not_made_of_itself_and_no_base_is_taken_away(house: Unit) -> None:
    made(house)
    made(house, "tren", base="own.hoi", field=(1, 2))
    with pytest.raises(Refused) as refused:
        recompose(act(), "own.hoi", draft=draft("own.tren"))
    assert refused.value.code == "figure-cycle"
    with pytest.raises(Refused, match=r"own\.tren"):
        withdraw(act(), "own.hoi")


def test_only_the_agency_composes_changes_and_withdraws(house: Unit) -> None:
    made(house)
    for work in (
        lambda: compose(act("binh"), slug="khac", unit_id=house.pk, draft=draft()),
        lambda: recompose(act("binh"), "own.hoi", draft=draft(field=(2,))),
        lambda: withdraw(act("binh"), "own.hoi"),
    ):
        with pytest.raises(Unknown):
            work()
    with pytest.raises(Refused, match="người khác sửa"):
        recompose(act(seen=0), "own.hoi", draft=draft(field=(2,)))


def test_a_sum_is_narrowed_too(house: Unit) -> None:
    def statuses() -> Sum:
        return Sum("trial", "status", "accepted_day < :end")

    statuses.__module__ = "figures.trial"
    register.figure(title="Tên", definition="Nghĩa.")(statuses)
    told(house)
    made(house, base="figures.statuses")
    assert answer("own.hoi", **question(house)).numerator == 3


things = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 2), st.sampled_from([None, EARLY, LATE])), max_size=7)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=things, fields=st.sets(st.integers(1, 3), min_size=1))
def test_a_composed_count_is_its_list_and_what_python_counts(house: Unit, lives: list, fields: set[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE trial_fact, trial_standing")
    tell(*(Thing(n, field=field, unit=unit, finished=end) for n, (field, unit, end) in enumerate(lives, 1)))
    code = f"x{uuid4().hex[:12]}"
    made(house, code, draft=draft("figures.resolved", field=tuple(fields)))
    asked = {"scope": scope(1, 2), "period": YEAR, "seal": know(None)}
    by_hand = [n for n, (field, _, end) in enumerate(lives, 1) if field in fields and end]
    assert subjects(f"own.{code}", **asked) == by_hand
    assert answer(f"own.{code}", **asked).numerator == len(by_hand)
