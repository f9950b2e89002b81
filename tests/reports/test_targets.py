"""Targets of rates: which one holds, whether it is met, and how the next one is set."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from caicach.accounts.models import User
from caicach.accounts.queries import actor_of
from caicach.agencies.models import Unit
from caicach.figures.register import Ratio, known_figure
from caicach.figures.services.know import know
from caicach.journal.models import Line
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import local_day
from caicach.kit.ratio import Ratio as Counted
from caicach.kit.ratio import percent
from caicach.kit.refusal import Refused, Unknown
from caicach.reports.models import Target
from caicach.reports.queries.targets import goals_known
from caicach.reports.rules.targets import (
    RATES,
    Comparator,
    Goal,
    Status,
    Wanted,
    bullet,
    in_force,
    judge,
    target_of,
)
from caicach.reports.services.set_target import load_targets, set_target
from reports.province import reader, settle

GE, LE = Comparator.AT_LEAST, Comparator.AT_MOST


def goal(unit: int | None, number: int, first: str, last: str = "", *, below: bool = True, value: str = "98") -> Goal:
    return Goal(
        id=number, figure="dossiers.timely_rate", unit_id=unit, below=below, comparator=GE, value=Decimal(value),
        valid_from=date.fromisoformat(first), valid_to=date.fromisoformat(last) if last else None, source="QĐ",
        status=Status.CONFIRMED, number=number,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("numerator", "denominator", "comparator", "value", "met", "short"),
    [
        (98, 100, GE, "98", True, 0),
        (97_996, 100_000, GE, "98", False, 4),
        (979, 1000, GE, "97.95", False, 1),
        (0, 0, GE, "98", None, 0),
        (2, 100, LE, "2", True, 0),
        (3, 100, LE, "2.5", False, 1),
        (0, 5, LE, "0", True, 0),
    ],
)
def test_a_rate_meets_its_target_by_what_was_counted(numerator, denominator, comparator, value, met, short):
    found = judge(numerator, denominator, comparator, Decimal(value))
    assert (found.met, found.short) == (met, short)


def test_a_rate_printed_like_its_target_may_miss_it():
    assert percent(Counted(97_996, 100_000), 2) == percent(Counted(98, 100), 2) == "98.00"[:5]


def test_the_newest_version_that_has_begun_rules():
    versions = [goal(1, 1, "2024-01-01"), goal(1, 2, "2025-01-01", "2025-12-31"), goal(1, 3, "2024-06-01")]
    numbers = {
        day: next((one.number for one in in_force(versions, date.fromisoformat(day)).values()), None)
        for day in ("2023-12-31", "2024-05-31", "2024-06-01", "2025-06-01")
    }
    assert numbers == {"2023-12-31": None, "2024-05-31": 1, "2024-06-01": 3, "2025-06-01": 3}
    assert in_force(versions[:2], date(2026, 1, 1)) == {}


def test_the_nearest_unit_above_that_reaches_down_gives_the_target():
    key = "dossiers.timely_rate"
    goals = [goal(None, 1, "2024-01-01"), goal(10, 2, "2024-01-01"), goal(20, 3, "2024-01-01", below=False)]
    held = in_force(goals, date(2024, 6, 1))
    told = {unit: target_of(held, key, unit, above) for unit, above in ((20, (10,)), (30, (20, 10)), (40, ()))}
    assert {unit: found and found.number for unit, found in told.items()} == {20: 3, 30: 2, 40: 1}
    assert target_of(held, "dossiers.early_rate", 20, ()) is None


def test_drawings_begin_at_zero():
    whole, small = bullet(1, 2, GE, Decimal(98)), bullet(3, 100, LE, Decimal(2))
    assert (whole.filled, whole.mark, whole.top) == ("50.00%", "98.00%", 100)
    assert (small.filled, small.mark, small.top) == ("60.00%", "40.00%", 5)


def test_each_rate_divides_by_what_is_said():
    for code, (numerator, denominator) in RATES.items():
        expected = Ratio(known_figure(numerator).expression, known_figure(denominator).expression)
        assert known_figure(code).expression == expected, code


@pytest.fixture
def units(database: str) -> dict[str, Unit]:
    return settle()


def act_of(username: str, key: str = "") -> Act:
    now = timezone.now()
    actor = actor_of(User.objects.get(username=username).pk, on=local_day(now))
    return Act(actor=actor, at=now, now=now, key=key)


def wanted(unit: Unit | None, **more: object) -> Wanted:
    told: dict[str, object] = {
        "figure": "dossiers.timely_rate", "unit_id": unit and unit.pk, "below": True, "comparator": GE,
        "value": Decimal("98.5"), "valid_from": date(2024, 1, 1), "valid_to": None, "source": "QĐ 12/QĐ-UBND",
        "status": Status.CONFIRMED,
    }  # fmt: skip
    return Wanted(**{**told, **more})  # type: ignore[arg-type]


def test_a_target_is_the_next_version_and_a_seal_knows_those_before_it(units: dict[str, Unit]):
    first = set_target(act_of("lan", "k1"), wanted(units["so-noi-vu"]))
    seal = know(None)
    assert set_target(act_of("lan", "k1"), wanted(units["so-noi-vu"])).pk == first.pk
    second = set_target(act_of("lan"), wanted(units["so-noi-vu"], value=Decimal(99)))
    assert (first.number, second.number) == (1, 2)
    assert {one.number for one in goals_known(seal) if one.unit_id} == {1}
    assert {one.number for one in goals_known(know(None)) if one.unit_id} == {1, 2}
    lines = Line.objects.filter(kind="target", action="reports.set_target", actor_id__isnull=False)
    assert lines.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(pk=first.pk).update(value=1)
    with pytest.raises(Refused, match="bản số 2"):
        set_target(act_of("lan"), wanted(units["so-noi-vu"], value=Decimal(99)))


@pytest.mark.parametrize(
    ("who", "unit", "more", "code"),
    [
        ("lan", "so-noi-vu", {"value": Decimal(101)}, "bad-target"),
        ("lan", "so-noi-vu", {"value": Decimal("98.0001")}, "bad-target"),
        ("lan", "so-noi-vu", {"valid_to": date(2023, 12, 31)}, "reversed-target"),
        ("lan", "so-noi-vu", {"source": "  "}, "no-source"),
        ("lan", "so-noi-vu", {"figure": "dossiers.received"}, "unknown-rate"),
        ("lan", "so-y-te", {}, "unknown-unit"),
        ("lan", None, {}, "unknown-unit"),
        ("rieng", "so-noi-vu", {"below": True}, "unknown-unit"),
        ("truong", "so-noi-vu", {}, "unknown-unit"),
    ],
)
def test_what_cannot_be_a_target_is_refused_and_nothing_written(units, who, unit, more, code):
    reader("rieng", units["so-noi-vu"], subtree=False)
    reader("truong", units["so-noi-vu"], role="agency_leader")
    before = Target.objects.count()
    with pytest.raises(Refused) as refused:
        set_target(act_of(who), wanted(units[unit] if unit else None, **more))
    assert refused.value.code == code
    assert isinstance(refused.value, Unknown) == code.startswith("unknown")
    assert Target.objects.count() == before


def test_shipped_targets_say_that_they_are_unconfirmed_and_are_put_once(units: dict[str, Unit]):
    shipped = Target.objects.filter(unit=None)
    assert {one.figure for one in shipped} <= RATES.keys()
    assert {one.status for one in shipped} == {"memory"}
    assert all(one.source for one in shipped)
    now = timezone.now()
    assert load_targets(Act(actor=SYSTEM, at=now, now=now)) == 0


def test_the_page_sets_a_target_and_lists_it(units: dict[str, Unit], sign_in: Callable[[str], Client]):
    client = sign_in("lan")
    form = client.get("/targets/set/")
    key = re.search(r'name="request_key" value="([^"]+)"', form.content.decode())[1]
    sent = {
        "figure": "dossiers.late_rate", "unit": units["so-noi-vu"].pk, "comparator": "le", "value": "1,5",
        "valid_from": "2024-01-01", "source": "QĐ 12/QĐ-UBND ngày 02/01/2024", "status": "confirmed",
        "request_key": key,
    }  # fmt: skip
    assert client.post("/targets/set/", {**sent, "value": "x"}).status_code == 422
    assert client.post("/targets/set/", {**sent, "unit": units["so-y-te"].pk}).status_code == 422
    assert [client.post("/targets/set/", sent).status_code for _ in range(2)] == [302, 302]
    made = Target.objects.get(unit=units["so-noi-vu"])
    assert (made.value, made.below, made.number) == (Decimal("1.500"), False, 1)
    page = client.get("/targets/").content.decode()
    assert "≤ 1,5%" in page
    assert "QĐ 12/QĐ-UBND" in page
    assert "Mọi đơn vị" in page
    assert "≤ 1,5%" not in sign_in("hoa").get("/targets/").content.decode()
    assert sign_in("khach").get("/targets/").status_code == 404
