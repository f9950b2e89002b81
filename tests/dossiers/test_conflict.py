"""Two people at one dossier: the second is told what was done and what was entered; nothing is lost or written."""

import re
from uuid import uuid4

from django.test import Client
from django.utils import timezone

import world
from caicach.accounts.models import Grant, User
from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.send_back import send_back
from caicach.journal.models import Line
from dossiers import pages

HIDDEN = re.compile(r'type="hidden" name="(request_key|seen)" value="([^"]*)"')


def drawn(client: Client, url: str) -> dict[str, str]:
    """What a form carries unseen."""
    return dict(HIDDEN.findall(client.get(url).content.decode()))


def second_officer(here: world.World) -> User:
    user = User.objects.create(username="second", full_name="Công Chức Hai")
    Grant.objects.create(
        user=user, role=Role.PROCESSING_OFFICER, unit=here.units["phong"], valid_from=world.BEGINNING, reason="test"
    )
    return user


def test_the_second_sees_both_and_may_send_again(database: str, client: Client) -> None:
    here = world.build()
    dossier, other = pages.assigned(here), second_officer(here)
    url = f"/dossiers/{dossier.pk}/request_supplement/"
    pages.entered_in(client, here, "officer")
    form = {**drawn(client, url), "reason": "thiếu bản chính quyết định"}
    assert form["seen"] == str(dossier.version)
    assign(pages.acting(here, "head", pages.ago(minutes=1)), dossier.pk, officer_id=other.pk)
    Dossier.objects.filter(pk=dossier.pk).update(assignee=here.users["officer"])
    lines = Line.objects.count()

    told = client.post(url, form)
    page = told.content.decode()
    assert told.status_code == 409
    assert "Phân công: Công Chức Hai" in page
    assert "Head" in page
    assert "Chuyển hồ sơ" not in page.partition("Việc đã làm trong lúc đó")[2]  # known when the form was drawn
    assert "thiếu bản chính quyết định" in page
    assert Line.objects.count() == lines

    again = {**dict(HIDDEN.findall(page)), "reason": "thiếu bản chính quyết định"}
    assert again["request_key"] == form["request_key"]
    assert client.post(url, again).status_code == 303
    assert Line.objects.count() == lines + 1
    assert client.post(url, again).status_code == 303  # sent twice
    assert Line.objects.count() == lines + 1


def test_what_can_not_be_done_any_more_keeps_the_text_without_a_button(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    url = f"/dossiers/{dossier.pk}/decide/"
    pages.entered_in(client, here, "leader")
    form = {**drawn(client, url), "decision": "denied", "reason": "không đủ thời gian công tác"}
    decide(pages.acting(here, "officer", pages.ago(minutes=1)), dossier.pk, decision="granted")
    Dossier.objects.filter(pk=dossier.pk).update(status=9, finished_at=timezone.now(), ending=1)
    page = client.post(url, form)
    assert page.status_code == 409
    assert "không đủ thời gian công tác" in page.content.decode()
    assert "Không đủ điều kiện giải quyết" in page.content.decode()
    assert "Vẫn thực hiện" not in page.content.decode()
    assert Dossier.objects.get(pk=dossier.pk).decision == "granted"


def test_a_double_click_and_going_back_stay_one_act(database: str, client: Client) -> None:
    """The key is looked at before the version: the first sending has moved the version itself."""
    here = world.build()
    dossier = pages.assigned(here)
    url = f"/dossiers/{dossier.pk}/decide/"
    pages.entered_in(client, here, "officer")
    form = {**drawn(client, url), "decision": "granted"}
    lines = Line.objects.count()
    assert [client.post(url, form).status_code for _ in range(3)] == [303, 303, 303]
    assert Line.objects.count() == lines + 1


def test_a_form_sent_twice_that_took_the_dossier_out_of_reach_is_no_conflict(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    url = f"/dossiers/{dossier.pk}/send_back/"
    pages.entered_in(client, here, "officer")
    form = {**drawn(client, url), "reason": "nhầm phòng"}
    assert [client.post(url, form).status_code for _ in range(2)] == [303, 303]


def test_whoever_may_only_look_is_told_and_whoever_may_not_finds_nothing(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    url = f"/dossiers/{dossier.pk}/pause/"
    form = {"request_key": str(uuid4()), "seen": str(dossier.version), "kind": "stop", "reason": "chờ kết luận"}
    send_back(pages.acting(here, "officer", pages.ago(minutes=1)), dossier.pk, reason="nhầm phòng")
    forward(pages.acting(here, "clerk", pages.ago(minutes=1)), dossier.pk, unit_id=here.units["phong"].pk)
    told = pages.entered_in(client, here, "officer").post(url, form)  # lies in the division, no longer assigned
    assert told.status_code == 409
    assert "chờ kết luận" in told.content.decode()
    for name in ("sibling", "stranger"):
        assert pages.entered_in(client, here, name).post(url, form).status_code == 404
    for seen in ("", "99", "x", str(Dossier.objects.get(pk=dossier.pk).version)):
        assert pages.entered_in(client, here, "officer").post(url, {**form, "seen": seen}).status_code == 404


def test_a_form_without_a_version_is_taken_as_before(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    sent = {"request_key": str(uuid4()), "decision": "granted"}
    answer = pages.entered_in(client, here, "officer").post(f"/dossiers/{dossier.pk}/decide/", sent)
    assert answer.status_code == 303
