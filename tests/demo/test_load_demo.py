"""Loading the demo: deterministic, in steps that can be taken up again, never twice, never into a real house."""

import time
from collections import Counter
from datetime import date

import pytest

import world
from caicach.accounts.models import Grant, User
from caicach.agencies.models import Unit
from caicach.demo.models import Mark
from caicach.demo.services.load import load_demo
from caicach.dossiers.models import Dossier
from caicach.journal.models import Line, Seal
from caicach.journal.services.verify import verify
from caicach.kit.refusal import Refused
from demo import counted

ANCHOR = date(2026, 11, 20)


class Interrupted(Exception):
    """Somebody pressed Ctrl-C."""


def test_an_interrupted_load_goes_on_and_gives_the_same_rows(
    demo_database: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
):
    expected = counted.rows()
    request.getfixturevalue("database")
    said: list[str] = []

    def report(text: str) -> None:
        said.append(text)
        if len(said) == 5:
            raise Interrupted

    began = time.perf_counter()
    with pytest.raises(Interrupted):
        load_demo(anchor=ANCHOR, report=report)
    assert not Mark.objects.filter(step=Mark.LOADED).exists()
    assert Dossier.objects.count() == expected_until(2023, expected)
    load_demo(anchor=date(2026, 1, 1), report=said.append)
    with capsys.disabled():
        print(f"\nthe demo was loaded in {time.perf_counter() - began:.1f} s")
    assert len(said) == len(set(said))
    for name, rows in counted.rows().items():
        assert rows == expected[name], name


def expected_until(year: int, rows: dict[str, list[tuple[object, ...]]]) -> int:
    return sum(
        1 for row in rows["dossiers"] if isinstance(row[1], str) and int(row[1].split("-")[1][:2]) + 2000 <= year
    )


def test_loading_twice_writes_nothing(demo_copy: str):
    tables = (Unit, User, Grant, Dossier, Line, Seal, Mark)
    before = [model.objects.count() for model in tables]
    load_demo(anchor=date(2026, 1, 1), report=pytest.fail)
    assert [model.objects.count() for model in tables] == before
    assert Counter(Mark.objects.values_list("anchor", flat=True)).keys() == {ANCHOR}


def test_the_journal_holds_and_says_where_it_comes_from(demo_database: str):
    report = verify()
    assert report.finding is None
    # One feedback was a complaint: handed over, its words erased.
    assert (report.unsealed, report.erased) == (0, 1)
    dossiers = Line.objects.filter(kind="dossier")
    assert Counter(dossiers.exclude(origin="demo").values_list("origin", flat=True)) == {"import": 34}
    assert dossiers.filter(claimed_at=None).count() == 0
    assert Line.objects.filter(kind__in=["unit", "procedure", "user"]).exclude(origin="demo").count() == 0


def test_a_database_with_records_of_its_own_is_left_alone(database: str):
    world.build()
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        load_demo(anchor=ANCHOR, report=pytest.fail)
    assert refused.value.code == "not-empty"
    assert (Mark.objects.count(), Line.objects.count()) == (0, lines)


def test_an_anchor_before_the_new_rules_is_refused(database: str):
    with pytest.raises(Refused) as refused:
        load_demo(anchor=date(2025, 9, 30), report=pytest.fail)
    assert refused.value.code == "anchor-too-early"
    assert Mark.objects.count() == 0
