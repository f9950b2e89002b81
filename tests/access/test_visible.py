"""Seeing as a filter of the database and as a permit are one rule, for any grants and any seat."""

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from access.ground import NOTHING, Ground
from caicach.accounts.queries import actor_of
from caicach.accounts.rules import NOBODY, Role
from caicach.dossiers import permits
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import Seat, may_view
from caicach.dossiers.queries.visible import visible_to
from caicach.dossiers.services.turn import seat_of
from caicach.kit.acts import Actor, Granted
from caicach.kit.period import local_day

SEATS = 300
PLACES = ("unit_id", "received_unit_id", "helped_unit_id", "handling_unit_id")
UNITS = range(1, 7)
"""Units of the pure part; the part with a database maps them to its own."""


@pytest.fixture(scope="module")
def seats(ground: Ground) -> Iterator[dict[int, Seat]]:
    """Dossiers in random seats, gone afterwards, by their ids."""
    chance = Random(20)
    units = [unit.pk for unit in ground.here.units.values()]
    officers = [None, *(asker.user.pk for asker in ground.askers.values() if asker.user)]
    with transaction.atomic():
        made = Dossier.objects.bulk_create(
            Dossier(
                procedure=ground.here.procedure, rules_version=ground.here.version, channel=1,
                submitted_at=timezone.now(), assignee_id=chance.choice(officers),
                partner_units=chance.sample(units, chance.choice([0, 0, 1, 2])),
                competent_unit_id=chance.choice(units), **{place: chance.choice(units) for place in PLACES},
            )
            for _ in range(SEATS)
        )  # fmt: skip
        yield {dossier.pk: seat_of(dossier) for dossier in made}
        transaction.set_rollback(True)


def seen(actor: Actor, seats: dict[int, Seat]) -> tuple[set[int], set[int]]:
    """What the filter shows of these dossiers, and what the permit allows."""
    shown = set(visible_to(actor).filter(pk__in=seats).values_list("pk", flat=True))
    return shown, {number for number, seat in seats.items() if may_view(actor, seat).allowed}


def test_everybody_finds_just_what_they_may_open(ground: Ground, seats: dict[int, Seat]) -> None:
    today = local_day(timezone.now())
    found = {
        name: seen(actor_of(asker.user.pk, on=today) if asker.user else NOBODY, seats)
        for name, asker in ground.askers.items()
    }
    assert [name for name, (shown, open_to) in found.items() if shown != open_to] == []
    assert found[NOTHING] == (set(), set())
    assert sum(bool(shown) for shown, _ in found.values()) > len(found) / 2, "too few see anything: nothing was tested"


grants = some.builds(
    Granted, id=some.just(1), role=some.sampled_from(list(Role)), unit_id=some.just(0),
    units=some.frozensets(some.sampled_from(UNITS), min_size=1, max_size=4),
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    held=some.lists(grants, max_size=3),
    who=some.integers(0, 40),
    others=some.frozensets(some.integers(0, 40), max_size=2),
)
def test_any_grants_find_just_what_they_may_open(
    ground: Ground, seats: dict[int, Seat], held: list[Granted], who: int, others: frozenset[int]
) -> None:
    units = [unit.pk for unit in ground.here.units.values()]
    users = [asker.user.pk for asker in ground.askers.values() if asker.user]
    mapped = tuple(
        Granted(id=one.id, role=one.role, unit_id=0, units=frozenset(units[unit - 1] for unit in one.units))
        for one in held
    )
    away = frozenset(users[other] for other in others)
    shown, open_to = seen(Actor(user_id=users[who], username="", name="", grants=mapped, stands_for=away), seats)
    assert shown == open_to


VERB_PERMITS = (
    permits.may_act_at_counter, permits.may_return_result, permits.may_assign, permits.may_process,
    permits.may_forward, permits.may_request_supplement, permits.may_lead, permits.may_answer_consultation,
    permits.may_take_part, permits.may_finish_part, permits.may_sign, permits.may_number,
    permits.may_submit_above, permits.may_see_paper, permits.may_return_document, permits.may_report_wrong_result,
)  # fmt: skip


@settings(max_examples=400)
@given(
    held=some.lists(grants, max_size=3),
    places=some.tuples(*[some.sampled_from(UNITS)] * 4),
    assignee=some.sampled_from([None, 1, 2]),
    partners=some.frozensets(some.sampled_from(UNITS), max_size=2),
    away=some.frozensets(some.sampled_from([2, 3])),
    above=some.sampled_from([None, *UNITS]),
)
def test_whoever_may_act_may_see(
    held: list[Granted],
    places: tuple[int, int, int, int],
    assignee: int | None,
    partners: frozenset[int],
    away: frozenset[int],
    above: int | None,
) -> None:
    actor = Actor(user_id=1, username="", name="", grants=tuple(held), stands_for=away)
    seat = Seat(*places, assignee, partners, above)
    if any(permit(actor, seat).allowed for permit in VERB_PERMITS):
        assert may_view(actor, seat).allowed


def test_an_administrator_may_do_nothing_with_a_dossier() -> None:
    everywhere = Granted(id=1, role=Role.ADMINISTRATOR, unit_id=1, units=frozenset(UNITS))
    actor = Actor(user_id=1, username="", name="", grants=(everywhere,))
    for places in product((1, 2), repeat=4):
        seat = Seat(*places, 1, frozenset(places), 1)
        assert not any(permit(actor, seat).allowed for permit in (may_view, *VERB_PERMITS))
