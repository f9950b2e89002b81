"""Seeing as a filter of the database and as a permit are one rule; whoever may act may see."""

from random import Random

import world
from caicach.accounts.rules import Role
from caicach.feedback import permits
from caicach.feedback.models import Feedback
from caicach.feedback.permits import Seat, may_view
from caicach.feedback.queries.visible import visible_to
from caicach.feedback.services.turn import seat_of
from caicach.kit.acts import Actor, Granted
from feedback.told import received

CHANCE = Random(31)
ACTS = (permits.may_assign, permits.may_handle, permits.may_answer, permits.may_publish, permits.may_see_sender)


def somebody(users: list[int], units: list[int]) -> Actor:
    """Whoever it is, with up to three grants, perhaps in somebody's place."""
    held = tuple(
        Granted(id=1, role=CHANCE.choice(list(Role)), unit_id=0, units=frozenset(CHANCE.sample(units, 2)))
        for _ in range(CHANCE.randrange(4))
    )
    away = frozenset(CHANCE.sample(users, CHANCE.choice((0, 0, 1))))
    return Actor(user_id=CHANCE.choice(users), username="", name="", grants=held, stands_for=away)


def test_anybody_finds_just_what_they_may_open(database: str) -> None:
    here = world.build()
    users, units = [one.pk for one in here.users.values()], [one.pk for one in here.units.values()]
    first = received(here)
    for number in range(60):
        first.pk, first.number = None, f"x{number}"
        first.unit_id, first.received_unit_id, first.handling_unit_id = (CHANCE.choice(units) for _ in range(3))
        first.assignee_id, first.about_user_id = (CHANCE.choice([None, *users]) for _ in range(2))
        first.save(force_insert=True)
    seats = {one.pk: seat_of(one) for one in Feedback.objects.all()}
    seen = 0
    for _ in range(60):
        actor = somebody(users, units)
        shown = set(visible_to(actor).values_list("pk", flat=True))
        assert shown == {pk for pk, seat in seats.items() if may_view(actor, seat).allowed}
        seen += bool(shown)
    assert seen > 20, "too few see anything: nothing was tested"


def test_whoever_may_act_may_see_and_nobody_what_is_about_themselves() -> None:
    units = [1, 2, 3]
    for _ in range(2000):
        actor = somebody([1, 2, 3], units)
        seat = Seat(*CHANCE.choices(units, k=3), CHANCE.choice([None, 1, 2]), CHANCE.choice([None, 1, 2]))
        may = [permit for permit in ACTS if permit(actor, seat).allowed]
        assert not may or may_view(actor, seat).allowed
        if actor.is_one_of(seat.about_user_id):
            assert not may
            assert not may_view(actor, seat).allowed
        if actor.roles == {Role.ADMINISTRATOR}:
            assert not may_view(actor, seat).allowed
