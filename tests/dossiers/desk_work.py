"""What the tests of acts share: a dossier on its way, and a refusal that must leave no trace."""

from collections.abc import Callable

import pytest

import world
from caicach.dossiers.models import Dossier, Fact
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.receive import receive
from caicach.journal.models import Line
from caicach.kit.refusal import Refused

RECEIVED = "2025-08-04T09:00"


def in_process(here: world.World, received: str) -> Dossier:
    """A dossier received, passed to the division and given to its officer."""
    found = receive(here.act("clerk", received), here.intake())
    forward(here.act("clerk", received), found.pk, unit_id=here.units["phong"].pk)
    return assign(here.act("head", received), found.pk, officer_id=here.users["officer"].pk)


def refused(code: str, act: Callable[[], object]) -> Refused:
    """The refusal of an act that must leave no trace."""
    before = (Line.objects.count(), Fact.objects.count(), list(Dossier.objects.order_by("id").values()))
    with pytest.raises(Refused) as raised:
        act()
    assert raised.value.code == code
    assert before == (Line.objects.count(), Fact.objects.count(), list(Dossier.objects.order_by("id").values()))
    return raised.value
