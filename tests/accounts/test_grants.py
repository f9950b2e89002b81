"""Rights have dates: what a grant gives on which day, and what it costs to ask."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from caicach.accounts.models import Grant, User
from caicach.accounts.queries import actor_of, grants_on, holders_of, user_by_name
from caicach.accounts.rules import Role
from caicach.accounts.services.create_user import create_user
from caicach.accounts.services.end_grant import end_grant
from caicach.accounts.services.give_grant import give_grant
from caicach.agencies.models import Unit
from caicach.agencies.services.load_units import load_units
from caicach.journal.models import Line
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused, Unknown

NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
ACT = Act(actor=SYSTEM, at=NOW, now=NOW)
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


@pytest.fixture
def units(database: str) -> dict[str, Unit]:
    """`top` with `room` under it since 2020; `room` passes into `hall` on 1 July 2025."""
    row = {"kind": "division", "valid_from": "2020-01-01"}
    load_units(
        act=ACT,
        record=record,
        document={
            "source": "minh họa",
            "schedule": "office",
            "units": [
                {**row, "code": "top", "name_vi": "Top"},
                {**row, "code": "room", "name_vi": "Room", "parent": "top", "valid_to": "2025-06-30"},
                {**row, "code": "hall", "name_vi": "Hall", "parent": "top", "valid_from": "2025-07-01"},
            ],
            "successions": [{"predecessor": "room", "successor": "hall", "on": "2025-07-01"}],
        },
    )
    return {unit.code: unit for unit in Unit.objects.all()}


@pytest.fixture
def clerk(units: dict[str, Unit]) -> User:
    return create_user(
        act=ACT,
        record=record,
        username="clerk",
        full_name="Nguyễn Thị Minh Họa",
        posts=[(units["room"], "Chuyên viên")],
    )


def give(user: User, unit: Unit, *, subtree: bool = False, last: date | None = LAST) -> Grant:
    return give_grant(
        act=ACT,
        record=record,
        user=user,
        role=Role.INTAKE_CLERK,
        unit=unit,
        subtree=subtree,
        valid_from=FIRST,
        valid_to=last,
        reason="Phân công công tác",
    )


@pytest.mark.parametrize(
    ("day", "held"),
    [(FIRST - timedelta(days=1), False), (FIRST, True), (LAST, True), (LAST + timedelta(days=1), False)],
)
def test_a_grant_is_in_force_from_its_first_to_its_last_day(
    clerk: User, units: dict[str, Unit], day: date, held: bool
) -> None:
    give(clerk, units["room"])
    actor = actor_of(clerk.pk, on=day)
    assert actor.holds([Role.INTAKE_CLERK]) is held
    assert actor.reach([Role.INTAKE_CLERK]) == (frozenset({units["room"].pk}) if held else frozenset())
    assert actor.name == "Nguyễn Thị Minh Họa"
    assert grants_on(day).exists() is held


def test_a_subtree_grant_reaches_what_stands_under_the_unit_on_the_day(clerk: User, units: dict[str, Unit]) -> None:
    give(clerk, units["top"], subtree=True, last=None)
    top, room, hall = (units[code].pk for code in ("top", "room", "hall"))
    assert actor_of(clerk.pk, on=FIRST).reach([Role.INTAKE_CLERK]) == {top, room}
    assert actor_of(clerk.pk, on=date(2025, 7, 1)).reach([Role.INTAKE_CLERK]) == {top, room, hall}


def test_a_grant_without_subtree_reaches_its_own_unit_only(clerk: User, units: dict[str, Unit]) -> None:
    give(clerk, units["top"])
    assert not actor_of(clerk.pk, on=FIRST).holds([Role.INTAKE_CLERK], units["room"].pk)
    assert not actor_of(clerk.pk, on=FIRST).holds([Role.ADMINISTRATOR], units["top"].pk)


def test_an_actor_costs_at_most_two_statements(clerk: User, units: dict[str, Unit]) -> None:
    with CaptureQueriesContext(connection) as statements:
        actor_of(clerk.pk, on=FIRST)
    assert len(statements) == 1
    for unit in units.values():
        give(clerk, unit, subtree=True)
        give(clerk, unit)
    with CaptureQueriesContext(connection) as statements:
        actor = actor_of(clerk.pk, on=FIRST)
    assert len(statements) == 2
    assert len(actor.grants) == 6


def test_an_inactive_account_holds_nothing_and_an_unknown_one_is_no_actor(clerk: User, units: dict[str, Unit]) -> None:
    give(clerk, units["top"], subtree=True)
    assert holders_of(Role.INTAKE_CLERK, [units["top"].pk], on=FIRST) == {units["top"].pk: [clerk]}
    User.objects.update(is_active=False)
    assert actor_of(clerk.pk, on=FIRST).grants == ()
    assert holders_of(Role.INTAKE_CLERK, [units["top"].pk], on=FIRST) == {}
    with pytest.raises(Unknown):
        actor_of(10**9, on=FIRST)
    with pytest.raises(Unknown):
        user_by_name("nobody")


def test_a_grant_ends_on_its_last_day_and_stays_on_record(clerk: User, units: dict[str, Unit]) -> None:
    grant = give(clerk, units["room"], last=None)
    ended = end_grant(act=ACT, record=record, grant=grant, last_day=date(2024, 3, 31), reason="Chuyển công tác")
    assert ended.valid_to == date(2024, 3, 31)
    assert actor_of(clerk.pk, on=date(2024, 3, 31)).grants
    assert not actor_of(clerk.pk, on=date(2024, 4, 1)).grants
    lines = Line.objects.filter(kind="user", subject_id=clerk.pk).order_by("seq")
    assert [line.action for line in lines] == ["accounts.create_user", "accounts.give_grant", "accounts.end_grant"]


def test_a_grant_given_by_mistake_never_comes_into_force(clerk: User, units: dict[str, Unit]) -> None:
    grant = give(clerk, units["room"])
    end_grant(act=ACT, record=record, grant=grant, last_day=FIRST - timedelta(days=30), reason="Cấp nhầm")
    assert Grant.objects.get().valid_to == FIRST - timedelta(days=1)
    assert not actor_of(clerk.pk, on=FIRST).grants
    assert not actor_of(clerk.pk, on=FIRST - timedelta(days=1)).grants


def test_a_grant_is_refused_that_ends_before_it_begins_or_names_no_role(clerk: User, units: dict[str, Unit]) -> None:
    with pytest.raises(Refused) as refused:
        give(clerk, units["room"], last=FIRST - timedelta(days=1))
    assert refused.value.code == "grant-ends-before-it-begins"
    with pytest.raises(Refused) as refused:
        give_grant(
            act=ACT, record=record, user=clerk, role="king", unit=units["top"], valid_from=FIRST, reason="không có"
        )
    assert refused.value.code == "unknown-role"
    assert not Grant.objects.exists()
    with pytest.raises(IntegrityError, match="accounts_grant_role"), transaction.atomic():
        Grant.objects.create(user=clerk, role="king", unit=units["top"], valid_from=FIRST, reason="")
