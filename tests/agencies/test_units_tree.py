"""The tree of a day: where each unit stands, ended ones under their successors, none in two places."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from caicach.agencies.models import PlaceVersion, Unit, UnitParent
from caicach.agencies.queries import reach, subtree, unit_by_code
from caicach.agencies.services.load_units import load_units, shipped_units
from caicach.journal.models import Line
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused, Unknown

NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
ACT = Act(actor=SYSTEM, at=NOW, now=NOW)
DAY = date(2025, 7, 1)
BEFORE = DAY - timedelta(days=1)

pytestmark = pytest.mark.usefixtures("database")


def unit(code: str, parent: str = "", first: date = date(2020, 1, 1), last: date | None = None) -> dict[str, Any]:
    row = {"code": code, "kind": "division", "name_vi": code.upper(), "valid_from": first.isoformat()}
    row["parent"] = parent
    return {**row, "valid_to": last.isoformat()} if last else row


def load(*units: dict[str, Any], **more: Any) -> dict[str, int]:
    document = {"source": "minh họa", "schedule": "office", "units": list(units), **more}
    return load_units(act=ACT, record=record, document=document)


def tree(code: str, on: date) -> set[str]:
    ids = subtree(unit_by_code(code).pk, on=on)
    return set(Unit.objects.filter(pk__in=ids).values_list("code", flat=True))


def succession(predecessor: str, successor: str) -> dict[str, str]:
    return {"predecessor": predecessor, "successor": successor, "on": DAY.isoformat()}


def test_a_unit_that_moved_stands_where_it_stood_on_the_day() -> None:
    move = [
        {"unit": "x", "parent": "a", "valid_from": "2020-01-01", "valid_to": BEFORE.isoformat()},
        {"unit": "x", "parent": "b", "valid_from": DAY.isoformat()},
    ]
    load(unit("top"), unit("a", "top"), unit("b", "top"), unit("x"), unit("y", "x"), parents=move)
    assert tree("a", BEFORE) == {"a", "x", "y"}
    assert tree("b", BEFORE) == {"b"}
    assert tree("a", DAY) == {"a"}
    assert tree("b", DAY) == {"b", "x", "y"}
    assert tree("top", BEFORE) == tree("top", DAY) == {"top", "a", "b", "x", "y"}


def test_an_ended_unit_hangs_under_its_successor_with_what_ended_with_it() -> None:
    load(
        unit("top"),
        unit("old", "top", last=BEFORE),
        unit("room", "old", last=BEFORE),
        unit("new", "top", first=DAY),
        successions=[succession("old", "new")],
    )
    assert tree("old", BEFORE) == {"old", "room"}
    assert tree("top", BEFORE) == {"top", "old", "room"}
    assert tree("new", DAY) == {"new", "old", "room"}
    assert tree("top", DAY) == {"top", "new", "old", "room"}


def test_a_chain_of_successions_is_followed() -> None:
    later = DAY + timedelta(days=100)
    load(
        unit("first", last=BEFORE),
        unit("second", first=DAY, last=later - timedelta(days=1)),
        unit("third", first=later),
        successions=[
            succession("first", "second"),
            {"predecessor": "second", "successor": "third", "on": later.isoformat()},
        ],
    )
    assert tree("second", DAY) == {"first", "second"}
    assert tree("third", later) == {"first", "second", "third"}
    assert tree("third", DAY) == {"third"}


def test_what_lived_on_elsewhere_is_not_counted_under_the_successor_of_its_old_parent() -> None:
    move = [
        {"unit": "x", "parent": "old", "valid_from": "2020-01-01", "valid_to": BEFORE.isoformat()},
        {"unit": "x", "parent": "other", "valid_from": DAY.isoformat()},
    ]
    load(
        unit("other"),
        unit("old", last=BEFORE),
        unit("new", first=DAY),
        unit("x"),
        parents=move,
        successions=[succession("old", "new")],
    )
    assert tree("new", DAY) == {"new", "old"}
    assert tree("other", DAY) == {"other", "x"}


def test_a_unit_that_ended_without_successor_stays_under_its_last_parent() -> None:
    load(unit("top"), unit("gone", "top", last=BEFORE))
    assert tree("top", DAY + timedelta(days=500)) == {"top", "gone"}


def test_a_unit_that_has_not_begun_is_not_there() -> None:
    load(unit("top"), unit("new", "top", first=DAY))
    assert tree("top", BEFORE) == {"top"}


def test_many_trees_take_one_statement() -> None:
    load(unit("top"), unit("a", "top"), unit("b", "a"))
    roots = [unit_by_code(code).pk for code in ("top", "a", "b")]
    with CaptureQueriesContext(connection) as statements:
        found = reach([*roots, 10**9], on=DAY)
    assert len(statements) == 1
    assert [len(found[root]) for root in roots] == [3, 2, 1]
    assert 10**9 not in found
    assert subtree(10**9, on=DAY) == frozenset()


def test_an_unknown_code_names_the_near_ones() -> None:
    load(unit("so-noi-vu"))
    with pytest.raises(Unknown) as unknown:
        unit_by_code("so-noivu")
    assert unknown.value.code == "unknown-unit"
    assert "so-noi-vu" in unknown.value.text()


def test_the_name_follows_the_language_of_the_page() -> None:
    load({**unit("a"), "name_en": "Alpha"}, unit("b"))
    with translation.override("en"):
        assert (unit_by_code("a").name, unit_by_code("b").name) == ("Alpha", "B")
    with translation.override("vi"):
        assert unit_by_code("a").name == "A"


def test_the_shipped_register_loads_once_and_then_changes_nothing() -> None:
    counts = load_units(act=ACT, record=record, document=shipped_units())
    assert counts == {"units": 330, "parents": 329, "successions": 200, "changed": 0, "unchanged": 0}
    lines = Line.objects.filter(kind="unit").count()
    assert lines == 330
    again = load_units(act=ACT, record=record, document=shipped_units())
    assert again == {"units": 0, "parents": 0, "successions": 0, "changed": 0, "unchanged": 330}
    assert Line.objects.filter(kind="unit").count() == lines

    # Every unit that ever was is counted once under the province of today.
    assert len(tree("dak-lak", DAY)) == 330
    everything = reach(
        UnitParent.objects.filter(parent__code="dak-lak", valid_to=None).values_list("unit_id", flat=True), on=DAY
    )
    ids = [unit_id for units in everything.values() for unit_id in units]
    assert len(ids) == len(set(ids))

    # Religious affairs left the department on 1 March 2025.
    assert "snv-ton-giao" in tree("so-noi-vu", date(2025, 2, 28))
    assert len(tree("so-noi-vu", date(2024, 9, 24))) == 10
    assert "snv-ton-giao" in tree("so-dan-toc-ton-giao", date(2025, 3, 1))
    assert "snv-ton-giao" not in tree("so-noi-vu", date(2025, 3, 1))
    assert len(tree("lak", BEFORE)) == 13
    assert tree("lak", DAY) == {"lak"}


def test_an_end_is_put_in_later_and_not_taken_back() -> None:
    load(unit("a"))
    assert load(unit("a", last=BEFORE))["changed"] == 1
    assert Line.objects.filter(kind="unit", subject_id=unit_by_code("a").pk).count() == 2
    assert load(unit("a"))["unchanged"] == 1
    assert unit_by_code("a").valid_to == BEFORE


def test_a_renamed_unit_is_refused_and_nothing_is_written() -> None:
    load(unit("a"))
    with pytest.raises(Refused) as refused:
        load(unit("b"), {**unit("a"), "name_vi": "Tên khác"})
    assert refused.value.code == "unit-rewritten"
    assert not Unit.objects.filter(code="b").exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "ministry"}, "unknown-unit-kind"),
        ({"schedule": "night"}, "unknown-schedule"),
        ({"parent": "nowhere"}, "unknown-unit"),
    ],
)
def test_unknown_names_are_refused(more: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        load({**unit("a"), **more})
    assert refused.value.code == code


def test_the_database_lets_a_unit_have_one_parent_a_day() -> None:
    load(unit("a"), unit("b"), unit("x", "a"))
    child, other = unit_by_code("x"), unit_by_code("b")
    with pytest.raises(IntegrityError, match="one_a_day"), transaction.atomic():
        UnitParent.objects.create(unit=child, parent=other, valid_from=DAY)
    UnitParent.objects.filter(unit=child).update(valid_to=BEFORE)
    UnitParent.objects.create(unit=child, parent=other, valid_from=DAY)


def snapshot() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])


def known(code: str, on: date, seen: str) -> set[str]:
    ids = subtree(unit_by_code(code).pk, on=on, snapshot=seen)
    return set(Unit.objects.filter(pk__in=ids).values_list("code", flat=True))


def test_the_tree_stays_as_it_was_known() -> None:
    load(unit("top"), unit("old", "top"), unit("room", "old"), unit("x", "top"))
    first = snapshot()
    load(
        unit("old", "top", last=BEFORE),
        unit("room", "old", last=BEFORE),
        unit("new", "top", first=DAY),
        successions=[succession("old", "new")],
    )
    second = snapshot()
    UnitParent.objects.get(unit__code="x").delete()
    assert known("top", DAY, first) == {"top", "old", "room", "x"}
    assert known("new", DAY, first) == {"new"}
    assert known("new", DAY, second) == tree("new", DAY) == {"new", "old", "room"}
    assert known("top", DAY, second) == tree("top", DAY) | {"x"}
    assert known("top", DAY, snapshot()) == tree("top", DAY)


def test_versions_of_the_tree_stay() -> None:
    load(unit("a"))
    with pytest.raises(DatabaseError, match="append-only"):
        PlaceVersion.objects.all().delete()
    Unit.objects.update(name_en="A")
    assert PlaceVersion.objects.count() == Unit.objects.count()
