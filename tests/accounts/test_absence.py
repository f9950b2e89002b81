"""Absences: the substitute has rights and work for just those days, acts in the other's name, and passes nothing on."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

import world
from caicach.accounts.models import Absence, Grant, User
from caicach.accounts.rules import Role
from caicach.accounts.services.end_absence import end_absence
from caicach.accounts.services.note_absence import note_absence
from caicach.dossiers.queries.lists import Ask, page
from caicach.dossiers.queries.page import dossier_page
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.pause import pause
from caicach.journal.models import Line
from caicach.journal.services.record import record
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from dossiers import pages

TODAY = local_day(timezone.now())
FIRST, LAST = TODAY - timedelta(days=1), TODAY + timedelta(days=2)


@pytest.fixture
def here(database: str) -> world.World:
    """The small province with a second officer and a deputy in the division."""
    found = world.build()
    for name in ("colleague", "third"):
        found.users[name] = User.objects.create(username=name, full_name=f"Bà {name.title()}")
        Grant.objects.create(
            user=found.users[name], role=Role.PROCESSING_OFFICER, unit=found.units["phong"], valid_from=world.BEGINNING,
            reason="test",
        )  # fmt: skip
    return found


def acting(here: world.World, name: str) -> Act:
    """An act of this moment, with the rights of today."""
    now = timezone.now()
    return Act(actor=here.actor(name, TODAY), at=now, now=now, key=str(uuid4()))


def away(here: world.World, person: str, substitute: str, *, by: str = "", first: date = FIRST, last: date = LAST):
    act = acting(here, by or person)
    return note_absence(
        act=act, record=record, person=here.users[person], substitute=here.users[substitute], first_day=first,
        last_day=last, reason="đi công tác",
    )  # fmt: skip


def refused(code: str, *args: object, **values: object) -> None:
    with pytest.raises(Refused) as found:
        away(*args, **values)
    assert found.value.code == code


def test_the_substitute_works_on_what_is_assigned_to_the_absent_and_the_journal_says_so(here: world.World) -> None:
    dossier = pages.assigned(here)
    assert page(here.actor("colleague", TODAY), Ask(place="mine"), now=timezone.now()).counts["all"] == 0
    away(here, "officer", "colleague")
    actor = here.actor("colleague", TODAY)
    assert actor.stands_for == {here.users["officer"].pk}
    assert page(actor, Ask(place="mine"), now=timezone.now()).counts["all"] == 1
    pause(acting(here, "colleague"), dossier.pk, kind="obligation", reason="chờ")
    line = Line.objects.get(action="dossiers.pause")
    assert f'"stands_for":{here.users["officer"].pk}' in line.body.replace(" ", "")
    entry = dossier_page(actor, dossier.pk).journal[-1]
    assert (entry.who, entry.absent) == ("Bà Colleague", "Officer")
    assert here.actor("colleague", LAST + timedelta(days=1)).stands_for == frozenset()


def test_a_head_s_rights_are_lent_with_dates_and_one_s_own_acts_stay_one_s_own(here: world.World) -> None:
    dossier = pages.assigned(here)
    absence = away(here, "head", "officer")
    (lent,) = Grant.objects.filter(absence=absence)
    assert (lent.user_id, lent.role, lent.valid_from, lent.valid_to) == (
        here.users["officer"].pk, Role.DIVISION_HEAD, FIRST, LAST,
    )  # fmt: skip
    assign(acting(here, "officer"), dossier.pk, officer_id=here.users["colleague"].pk)
    assert '"stands_for"' in Line.objects.get(action="dossiers.assign", actor_id=here.users["officer"].pk).body
    assign(acting(here, "officer"), dossier.pk, officer_id=here.users["officer"].pk)
    decide(acting(here, "officer"), dossier.pk, decision="granted")
    assert '"stands_for"' not in Line.objects.get(action="dossiers.decide").body


def test_what_was_lent_ends_with_the_absence(here: world.World) -> None:
    absence = away(here, "head", "officer")
    act = acting(here, "head")
    yesterday = TODAY - timedelta(days=1)
    end_absence(act=act, record=record, absence=absence, last_day=yesterday)
    assert not here.actor("officer", TODAY).holds([Role.DIVISION_HEAD])
    assert here.actor("officer", yesterday).holds([Role.DIVISION_HEAD])
    with pytest.raises(Refused) as found:
        end_absence(act=act, record=record, absence=absence, last_day=yesterday)
    assert found.value.code == "absence-over"


def test_no_chains_no_strangers_no_days_past(here: world.World) -> None:
    refused("substitute-not-here", here, "officer", "sibling")
    refused("substitute-not-here", here, "officer", "officer")
    refused("not-permitted", here, "officer", "colleague", by="sibling")
    refused("not-permitted", here, "head", "colleague", by="officer")
    refused("absence-days", here, "officer", "colleague", first=LAST, last=FIRST)
    refused("absence-days", here, "officer", "colleague", last=FIRST)
    away(here, "officer", "colleague", by="head")
    refused("absent-already", here, "officer", "third")
    refused("no-chains", here, "colleague", "third")
    refused("no-chains", here, "third", "officer")
    assert Absence.objects.count() == 1


def test_a_substitute_of_the_head_does_not_speak_for_the_head_s_people(here: world.World) -> None:
    away(here, "head", "officer")
    refused("not-permitted", here, "third", "colleague", by="officer")


def test_the_page_notes_an_absence_and_ends_it(here: world.World, client: Client) -> None:
    sent = {
        "person": here.users["officer"].pk, "substitute": here.users["colleague"].pk,
        "first_day": TODAY.isoformat(), "last_day": LAST.isoformat(), "reason": "nghỉ phép",
    }  # fmt: skip
    pages.entered_in(client, here, "head")
    assert client.post("/accounts/absence/", {**sent, "substitute": here.users["sibling"].pk}).status_code == 422
    assert client.post("/accounts/absence/", sent).status_code == 302
    page = client.get("/accounts/absence/").text
    assert "Bà Colleague" in page
    assert "nghỉ phép" in page
    absence = Absence.objects.get()
    pages.entered_in(client, here, "third")
    assert "nghỉ phép" not in client.get("/accounts/absence/").text
    assert client.post(f"/accounts/absence/{absence.pk}/end/").status_code == 404
    pages.entered_in(client, here, "officer")
    assert client.post(f"/accounts/absence/{absence.pk}/end/").status_code == 302
    absence.refresh_from_db()
    assert absence.last_day == TODAY - timedelta(days=1)
