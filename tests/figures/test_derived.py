"""Figures made of other figures: the arithmetic, what may not be combined, and the answers on facts."""

from datetime import date
from fractions import Fraction
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.accounts.models import User
from caicach.agencies.models import Unit
from caicach.figures import register
from caicach.figures.models import Definition
from caicach.figures.queries.answers import answer, lists, numbers, records, records_sha256, subjects, tabulate
from caicach.figures.queries.difference import difference
from caicach.figures.register import Count, Derived, Of, Ratio
from caicach.figures.rules.derived import Node, Whole, codes, formula, value
from caicach.figures.rules.expression import read, written
from caicach.figures.rules.reckon import Number, check, reckon
from caicach.figures.services.define import record_definitions
from caicach.figures.services.know import know
from caicach.figures.tags import figure_url, shown_number
from caicach.kit.period import Period
from caicach.kit.refusal import Refused, Unknown
from figures.test_answers import histories
from figures.test_command import run
from figures.trial import YEAR, Thing, scope, tell

A, B, C = Of("x.a"), Of("x.b"), Of("x.c")
COUNT = Count("t", "p")
EARLY, LATE = date(2023, 3, 5), date(2023, 3, 15)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        ((A + B) / C, "(a + b) ÷ c"),
        (1 - A / B, "1 − a ÷ b"),
        (A - (B - C), "a − (b − c)"),
        (A - B - C, "a − b − c"),
        (A / (B * C), "a ÷ (b × c)"),
        (A / B / C, "a ÷ b ÷ c"),
        (A * (B + 2), "a × (b + 2)"),
        (2 * A + 3 / B, "2 × a + 3 ÷ b"),
    ],
)
def test_the_formula_reads_as_it_is_reckoned_and_is_kept(made: Derived, text: str) -> None:
    assert formula(made, lambda code: code[2:]) == text
    assert read(written(made)) == made


def test_each_figure_stands_once_among_the_children() -> None:
    assert codes((A + B) / (A + 1)) == ("x.a", "x.b")


nodes = st.recursive(
    st.sampled_from([A, B, C]) | st.integers(-3, 9).map(Whole),
    lambda inner: st.builds(Derived, st.sampled_from("+-*/"), inner, inner),
    max_leaves=8,
)


@given(node=nodes, given_=st.tuples(*[st.integers(-4, 30)] * 3))
def test_the_value_is_that_of_plain_fractions(node: Node, given_: tuple[int, int, int]) -> None:
    known = dict(zip(("x.a", "x.b", "x.c"), map(Fraction, given_), strict=True))

    def by_hand(one: Node) -> Fraction:
        if isinstance(one, Of):
            return known[one.code]
        if isinstance(one, Whole):
            return Fraction(one.number)
        left, right = by_hand(one.left), by_hand(one.right)
        return (
            {"+": left + right, "-": left - right, "*": left * right}.get(one.operation)
            if one.operation != "/"
            else left / right
        )

    try:
        expected: Fraction | None = by_hand(node)
    except ZeroDivisionError:
        expected = None
    assert value(node, known) == expected


def of(made: object, **counts: int) -> Number:
    """What `x.made` comes to, where a and b are counts and r is their rate."""
    known = {"x.a": COUNT, "x.b": COUNT, "x.r": Ratio(COUNT, COUNT), "x.made": made}
    told = {"x.a/numerator": counts["a"], "x.b/numerator": counts["b"]}
    return reckon(known, {**told, "x.r/numerator": counts["a"], "x.r/denominator": counts["b"]})["x.made"]


@pytest.mark.parametrize(
    ("made", "a", "b", "number", "printed"),
    [
        (A / B, 2, 6, Number(2, 6, percent=True), "33.33%"),
        ((A + B) / B, 2, 6, Number(8, 6, percent=True), "133.33%"),
        (A / B, 2, 0, Number(2, 0, percent=True), "–"),
        (1 - A / B, 2, 6, Number(4, 6, percent=True), "66.67%"),
        (1 - Of("x.r"), 2, 6, Number(4, 6, percent=True), "66.67%"),
        (1 - Of("x.r"), 2, 0, Number(-2, 0, percent=True), "–"),
        (A - B, 2, 6, Number(-4), "-4"),
        (A * B, 2, 6, Number(12), "12"),
        (A / 4, 2, 6, Number(1, 2, counted=False), "0.50"),
        (A / 2, 2, 6, Number(1), "1"),
        (Of("x.r") * B, 2, 6, Number(2), "2"),
        (Of("x.r") * B, 2, 0, Number(0, 0, counted=False), "–"),
        (A / B - Of("x.r"), 2, 6, Number(0, 1, percent=True, counted=False), "0.00%"),
        (A / B / 2, 6, 6, Number(1, 2, percent=True, counted=False), "50.00%"),
    ],
)
def test_quotients_stay_as_counted_and_print_as_percent_sums_as_numbers(
    made: Derived, a: int, b: int, number: Number, printed: str
) -> None:
    found = of(made, a=a, b=b)
    assert (found, found.printed()) == (number, printed)


@pytest.mark.parametrize("made", [Of("x.r") + Of("x.r"), A + Of("x.r"), Of("x.r") - A, Of("x.r") / A])
def test_rates_are_neither_added_nor_mixed_with_numbers(made: Derived) -> None:
    with pytest.raises(Refused, match=r"x\.made") as refused:
        of(made, a=1, b=1)
    assert refused.value.code == "mixed-figures"


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"x.a": 1 - B, "x.b": 1 - A}, "figure-cycle"),
        ({"x.a": 1 - A}, "figure-cycle"),
        ({"x.a": 1 - C}, "unknown-child"),
    ],
)
def test_cycles_and_unknown_codes_are_refused(known: dict[str, Derived], code: str) -> None:
    with pytest.raises(Refused) as refused:
        check(known)
    assert refused.value.code == code


def test_nothing_but_figures_and_whole_numbers_is_combined() -> None:
    with pytest.raises(TypeError):
        A * 0.5  # type: ignore[operator]
    with pytest.raises(TypeError):
        A + True
    with pytest.raises(ValueError, match="unknown operation"):
        Derived("%", A, B)


def declare(name: str, made: Derived) -> None:
    """Declare a figure as the next release of the software would."""

    def function() -> Derived:
        return made

    function.__name__, function.__module__ = name, "figures.trial"
    register.figure(title="Tên", definition="Nghĩa.")(function)


def question(seal=None) -> dict:
    return {"scope": scope(1), "period": YEAR, "seal": seal or know(None)}


SPAN = ((date(2023, 3, 11), None),)


@pytest.fixture
def told(derived: str) -> None:
    """Three finished, two of them early; two open, one of those overdue."""
    done = [Thing(number, finished=day) for number, day in enumerate([EARLY, EARLY, LATE], 1)]
    tell(*done, Thing(4, spans=SPAN), Thing(5))


@pytest.mark.usefixtures("told")
def test_all_counts_behind_are_asked_in_one_statement_a_fact_table() -> None:
    asked = question()
    answer("figures.slow_rate", **asked)  # definitions are asked once a seal
    with CaptureQueriesContext(connection) as statements:
        found = answer("figures.slow_rate", **asked)
    assert len(statements) == 2
    assert (found.numerator, found.denominator, found.printed()) == (3, 5, "60.00%")
    assert [(one.figure.code, one.value) for one in found.children] == [
        ("figures.overdue", 1),
        ("figures.unsettled", 2),
        ("figures.received", 5),
    ]
    assert [one.value for one in found.children[1].children] == [5, 3]


@pytest.mark.usefixtures("told")
def test_groups_have_rates_of_their_own_and_whole_numbers_are_tabulated() -> None:
    tell(Thing(6, field=2), Thing(7, field=2, unit=2, finished=EARLY))
    asked = {**question(), "scope": scope(1, 2), "by": "field_id"}
    found = numbers(["figures.not_early_rate", "figures.unsettled"], **asked)
    assert found[1]["figures.not_early_rate"] == Number(1, 3, percent=True)
    assert found[2] == {
        "figures.not_early_rate": Number(0, 1, percent=True),
        "figures.unsettled": Number(1),
    }
    assert tabulate(["figures.unsettled"], **asked) == {1: {"figures.unsettled": 2}, 2: {"figures.unsettled": 1}}
    for code in ("figures.slow_rate", "figures.not_early_rate", "figures.weighted"):
        with pytest.raises(Refused, match=code):
            tabulate([code], **asked)


@pytest.mark.usefixtures("told")
def test_children_are_defined_as_the_seal_knows_them() -> None:
    record_definitions(now=timezone.now())
    before = know(None)
    declare("unsettled", Of("figures.received") - Of("figures.received"))
    record_definitions(now=timezone.now())
    then, now = (answer("figures.slow_rate", **question(seal)) for seal in (before, know(None)))
    assert (then.numerator, then.children[1].definition_version, then.definition_version) == (3, 1, 1)
    assert (now.numerator, now.children[1].definition_version, now.definition_version) == (1, 2, 1)


@pytest.mark.parametrize(
    "made", [1 - Of("figures.slow_rate"), 1 - Of("figures.nobody"), Of("figures.early_rate") + Of("figures.received")]
)
def test_what_cannot_be_reckoned_is_not_recorded(derived: str, made: Derived) -> None:
    declare("unsettled", made)
    with pytest.raises(Refused):
        record_definitions(now=timezone.now())
    assert not Definition.objects.filter(code__startswith="figures.").exists()


@pytest.mark.usefixtures("told")
def test_the_lists_are_those_of_the_children() -> None:
    asked = question()
    found = answer("figures.slow_rate", **asked)
    behind = lists(found)
    assert list(behind) == ["figures.overdue", "figures.received", "figures.resolved"]
    assert behind["figures.overdue"] == {"numerator": ["T-0004"]}
    assert records_sha256("figures.slow_rate", **asked) != records_sha256("figures.received", **asked)
    for asking in (subjects, records):
        with pytest.raises(Unknown, match=r"figures\.overdue"):
            asking("figures.slow_rate", **asked)


@pytest.mark.usefixtures("told")
def test_the_difference_is_told_child_by_child() -> None:
    before = know(None)
    tell(Thing(6))
    found = difference("figures.slow_rate", scope=scope(1), period=YEAR, earlier=before, later=know(None))
    assert (found.earlier.printed(), found.later.printed(), found.parts) == ("60.00%", "66.67%", ())
    moved = {one.later.figure.code: [len(part.came) for part in one.parts] for one in found.counted}
    assert moved == {"figures.overdue": [0], "figures.received": [1], "figures.resolved": [0]}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(things=histories())
def test_an_answer_is_plain_arithmetic_over_its_childrens(derived: str, things: list[Thing]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE trial_fact, trial_standing")
    tell(*things)
    asked = {"scope": scope(1, 2), "period": Period(date(2022, 12, 31), date(2023, 1, 2)), "seal": know(None)}

    def got(name: str) -> Fraction | None:
        return answer(f"figures.{name}", **asked).number.fraction

    received, resolved, overdue, early = (got(name) for name in ("received", "resolved", "overdue", "early_rate"))
    assert got("unsettled") == received - resolved
    assert got("slow_rate") == ((overdue + received - resolved) / received if received else None)
    assert got("not_early_rate") == (None if early is None else 1 - early)
    assert got("weighted") == (None if early is None else early * received / 3)


def test_the_page_leads_to_the_children_and_their_lists(client: Client, department: Unit, derived: str) -> None:
    tell(Thing(2, unit=department.pk, finished=EARLY), Thing(4, unit=department.pk, spans=SPAN))
    client.force_login(User.objects.get(username="an"))
    address = figure_url("figures.slow_rate", agency="so-noi-vu", period=YEAR, seal=None)
    page = unescape(client.get(address).content.decode())
    for text in ("100,00%", "Tên overdue + Tên unsettled", "(Tên overdue + Tên unsettled) ÷ Tên received"):
        assert text in page
    assert "/records/" not in page
    child = answer("figures.slow_rate", **{**question(), "scope": scope(department.pk)}).children[0]
    assert shown_number(child.number) == "1"
    records_page = client.get(address.replace("/?", "/records/?"))
    links = [one["url"] for one in records_page.context["made_of"]]
    assert "figures.overdue" in links[0]
    assert "T-0004" in client.get(links[0]).content.decode()
    assert client.get(f"{address.replace('/?', '/records/?')}&part=numerator").status_code == 404
    earlier = know(None).published_at.isoformat()
    tell(Thing(6, unit=department.pk))
    differs = client.get(address.replace("/?", "/difference/?"), query_params=None, headers={}).status_code
    assert differs == 200
    told = client.get(f"{address.replace('/?', '/difference/?')}&earlier={earlier.replace('+', '%2B')}")
    assert "T-0006" in told.content.decode()
    assert "Tên received" in told.content.decode()


def test_the_command_tells_value_children_and_their_lists(department: Unit, derived: str) -> None:
    tell(Thing(2, unit=department.pk, finished=EARLY), Thing(4, unit=department.pk, spans=SPAN))
    asked = ["--agency", "so-noi-vu", "--from", "2023-01-01", "--to", "2023-12-31"]
    document, text = run("figures.slow_rate", *asked, "--records")
    assert (document["numerator"], document["denominator"], document["printed"]) == (2, 2, "100.00%")
    assert document["records"] == {
        "figures.overdue": ["T-0004"],
        "figures.received": ["T-0002", "T-0004"],
        "figures.resolved": ["T-0002"],
    }
    assert [child["code"] for child in document["children"]] == [
        "figures.overdue",
        "figures.unsettled",
        "figures.received",
    ]
    assert "figures.received" in text
    first = document["as_of"]
    tell(Thing(6, unit=department.pk))
    changed, _ = run("figures.slow_rate", *asked, "--diff", first, know(None).published_at.isoformat())
    assert [one["record"] for one in changed["children"]["figures.received"]["numerator"]["came"]] == ["T-0006"]
