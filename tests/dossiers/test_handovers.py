"""Hand-overs confirmed by both sides, and what is recorded when a result is given out."""

import pytest
from desk_work import refused
from django.test import Client
from django.utils import timezone

import world
from caicach.dossiers.models import Dossier, Handover, Return
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.return_result import return_result
from caicach.dossiers.services.send_back import send_back
from caicach.dossiers.services.take_over import take_over
from caicach.journal.models import Line, Personal
from dossiers import pages


def now(here: world.World, name: str) -> object:
    return pages.acting(here, name, timezone.now())


def test_a_hand_over_is_given_by_one_side_and_confirmed_by_the_other(database: str) -> None:
    here = world.build()
    dossier = pages.forwarded(here)
    row = Handover.objects.get()
    assert (row.from_unit_id, row.to_unit_id) == (here.units["centre"].pk, here.units["phong"].pk)
    assert (row.given_by_id, row.taken_at) == (here.users["clerk"].pk, None)
    assert dossier.to_take_over
    take_over(now(here, "officer"), dossier.pk, note="thiếu 01 bản sao")
    row.refresh_from_db()
    assert row.taken_by_id == here.users["officer"].pk
    assert row.taken_at is not None
    assert not Dossier.objects.get(pk=dossier.pk).to_take_over
    refused("nothing-to-take-over", lambda: take_over(now(here, "officer"), dossier.pk))


@pytest.mark.parametrize("name", ["clerk", "sibling", "stranger", "reformer"])
def test_only_the_receiving_unit_confirms(database: str, name: str) -> None:
    here = world.build()
    dossier = pages.forwarded(here)
    refused("not-permitted", lambda: take_over(now(here, name), dossier.pk))


def test_going_on_with_it_confirms_it_too(database: str) -> None:
    here = world.build()
    dossier = pages.forwarded(here)
    assign(now(here, "head"), dossier.pk, officer_id=here.users["officer"].pk)
    assert [row.taken_by_id for row in Handover.objects.all()] == [here.users["head"].pk]
    send_back(now(here, "officer"), dossier.pk, reason="nhầm phòng")
    forward(now(here, "clerk"), dossier.pk, unit_id=here.units["phong2"].pk)
    rows = list(Handover.objects.order_by("id"))
    assert [row.to_unit_id for row in rows] == [here.units[code].pk for code in ("phong", "centre", "phong2")]
    assert [row.taken_at is None for row in rows] == [False, False, True]


def test_what_came_back_is_confirmed_at_the_counter(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    send_back(now(here, "officer"), dossier.pk, reason="nhầm phòng")
    page = pages.entered_in(client, here, "clerk").get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "chưa xác nhận bàn giao" in page
    assert client.post(f"/dossiers/{dossier.pk}/take_over/", {}).status_code == 303
    assert "chưa xác nhận bàn giao" not in client.get(f"/dossiers/{dossier.pk}/").content.decode()


def test_many_hand_overs_are_confirmed_at_once(database: str, client: Client) -> None:
    here = world.build()
    dossiers = [pages.forwarded(here) for _ in range(3)]
    pages.entered_in(client, here, "head")
    assert "Xác nhận đã nhận bàn giao" in client.get("/dossiers/?tab=handover").content.decode()
    answer = client.post("/dossiers/take_over/", {"d": [str(one.pk) for one in dossiers], "request_key": "x1"})
    assert "Đã làm 3 hồ sơ" in answer.content.decode()
    assert not Handover.objects.filter(taken_at=None).exists()


def ready(here: world.World) -> Dossier:
    dossier = pages.assigned(here, at=pages.ago(hours=3))
    decide(pages.acting(here, "officer", pages.ago(hours=1)), dossier.pk, decision="granted")
    finish(pages.acting(here, "officer", pages.ago(hours=1)), dossier.pk)
    return dossier


def test_a_result_is_given_to_somebody_authorised(database: str, client: Client) -> None:
    here = world.build()
    dossier = ready(here)
    pages.entered_in(client, here, "clerk")
    form = {"receiver": "proxy", "name": "Trần Thị Thử", "way": "desk", "originals": "02 quyết định", "slip_lost": "on"}
    again = client.post(f"/dossiers/{dossier.pk}/return_result/", form)
    assert again.status_code == 422
    assert "phải ghi họ tên và số giấy tờ" in again.content.decode()
    assert (
        client.post(f"/dossiers/{dossier.pk}/return_result/", {**form, "identity": "066000000777"}).status_code == 303
    )
    row = Return.objects.get()
    assert (row.receiver, row.name, row.identity, row.slip_lost) == ("proxy", "Trần Thị Thử", "066000000777", True)
    line = Line.objects.get(action="dossiers.return_result")
    assert "066000000777" not in line.body
    assert "Trần" not in line.body
    assert Personal.objects.get(line_id=line.pk).values["receiver_identity"] == "066000000777"


def test_without_more_the_owner_gets_it_at_the_desk(database: str, client: Client) -> None:
    here = world.build()
    dossier = ready(here)
    assert pages.entered_in(client, here, "clerk").post(f"/dossiers/{dossier.pk}/return_result/", {}).status_code == 303
    row = Return.objects.get()
    assert (row.receiver, row.way, row.name) == ("owner", "desk", "")


def test_a_proxy_without_identity_is_refused_with_no_trace(database: str) -> None:
    here = world.build()
    dossier = ready(here)
    refused("receiver-unnamed", lambda: return_result(now(here, "clerk"), dossier.pk, receiver="proxy", name="Ai Đó"))
