"""The counter: a scanned card, a person found again, what a clerk often receives."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

import world
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.counter import often_received, received_on
from caicach.kit.period import local_day
from caicach.procedures.models import Competence, Procedure, Version
from dossiers import pages

SCAN = "066090001234|240123456|Y Bhăm Niê|01021990|Nam|Buôn Akô Dhông, phường Tân Lập|15032021"


def reception(here: world.World) -> str:
    return f"/dossiers/receive/{here.procedure.pk}/"


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page) or re.search(
        rf'value="([^"]*)"[^>]* name="{name}"', page
    )
    return found[1] if found else ""


@pytest.mark.parametrize("act", ["card", "receive", ""])
def test_a_scanned_card_fills_the_form_whatever_was_pressed(database: str, client: Client, act: str) -> None:
    """The scanner ends with Enter, which presses the first button: nothing is received by that."""
    here = world.build()
    pages.entered_in(client, here, "clerk")
    sent = pages.filled(here, act=act, card=SCAN + "\r\n", submitter_name="", submitter_identity="", summary="cấp lại")
    answer = client.post(reception(here), sent)
    page = answer.content.decode()
    assert (answer.status_code, Dossier.objects.count()) == (200, 0)
    told = {"card": "", "submitter_identity": "066090001234", "submitter_name": "Y Bhăm Niê",
            "submitter_address": "Buôn Akô Dhông, phường Tân Lập", "summary": "cấp lại"}  # fmt: skip
    assert {name: value_of(page, name) for name in told} == told
    assert "Hãy" not in re.sub(r"<aside.*", "", page.partition("<main")[2].partition("<form")[0])


def test_a_bad_scan_says_what_to_do_and_keeps_the_rest(database: str, client: Client) -> None:
    here = world.build()
    sent = pages.filled(here, act="card", card="066090001234|", submitter_phone="0905")
    answer = pages.entered_in(client, here, "clerk").post(reception(here), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "quét lại" in page
    assert value_of(page, "submitter_phone") == "0905"


def test_a_person_is_found_again_at_the_same_counter(database: str, client: Client) -> None:
    here = world.build()
    pages.entered_in(client, here, "clerk")
    client.post(reception(here), pages.filled(here, submitter_phone="0905111222", submitter_address="12 Lê Duẩn"))
    client.post(reception(here), pages.filled(here, submitter_phone=""))
    part = client.post("/dossiers/receive/person/", {"submitter_identity": "066 000000123"}).content.decode()
    for told in ("Đã có 2 hồ sơ", "H&#x27;Bia Êban", "0905111222", "12 Lê Duẩn"):
        assert told in part, told
    assert "Chưa có hồ sơ nào" in client.post("/dossiers/receive/person/", {"submitter_identity": "1"}).content.decode()
    again = client.post(
        reception(here), pages.filled(here, act="person", submitter_name="", submitter_phone="")
    ).content.decode()
    assert value_of(again, "submitter_phone") == "0905111222"
    # Another centre knows nobody.
    here.users["clerk"].grants.update(unit=here.units["so2"])
    part = client.get("/dossiers/receive/person/", {"identity": "066000000123"}).content.decode()
    assert "0905111222" not in part


def test_what_a_clerk_often_receives_stands_first(database: str, client: Client) -> None:
    here = world.build()
    other = Procedure.objects.create(code="AAA-1", field=here.procedure.field)
    version = Version.objects.get(pk=here.version.pk)
    version.pk, version.procedure, version.name_vi = None, other, "Thủ tục khác"
    version.save()
    Competence.objects.create(procedure=other, unit=here.units["so"], valid_from=world.BEGINNING)
    pages.entered_in(client, here, "clerk")
    first = client.get("/dossiers/receive/").content.decode()
    assert first.index("Thủ tục khác") < first.index("Thủ tục thử")
    pages.received(here)
    now = timezone.now()
    assert often_received(here.users["clerk"].pk, now=now) == [here.procedure.pk]
    assert often_received(here.users["clerk"].pk, now=now + timedelta(days=61)) == []
    assert often_received(here.users["officer"].pk, now=now) == []
    assert received_on(here.users["clerk"].pk, local_day(pages.ago(minutes=30))) == 1
    page = client.get("/dossiers/receive/").content.decode()
    assert page.index("Thủ tục thử") < page.index("Thủ tục khác")
