"""The head of the one-stop unit and the result desk: who worked today, late by agency, one click to remind, ages."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

import world
from caicach.accounts.models import Grant, User
from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier
from caicach.journal.models import Line
from caicach.journal.services.seal import seal
from caicach.journal.services.verify import verify
from caicach.notices.models import Message
from dossiers import pages

ROW = re.compile(r'class="code" href="/dossiers/(\d+)/"')


def with_desks(here: world.World) -> None:
    for name, role, unit in (
        ("boss", Role.CENTRE_HEAD, "centre"),
        ("hander", Role.RESULT_DESK, "centre"),
    ):
        user = User.objects.create(username=name, full_name=name.title())
        Grant.objects.create(
            user=user, role=role.value, unit=here.units[unit], valid_from=world.BEGINNING, reason="test"
        )
        here.users[name] = user


@pytest.fixture
def here(database: str) -> world.World:
    found = world.build()
    with_desks(found)
    return found


def test_the_head_of_the_centre_sees_people_and_what_was_not_taken_over(here: world.World, client: Client) -> None:
    pages.received(here)
    waiting = pages.forwarded(here)
    page = pages.entered_in(client, here, "boss").get("/").content.decode()
    assert "Quầy và người làm việc hôm nay" in page
    clerk = re.search(r'<th scope="row">Clerk</th>.*?</tr>', page, re.S)
    assert clerk
    assert re.search(r'data-label="Tiếp nhận">2<', clerk[0])
    assert "chưa có việc nào" in page  # the result desk has not begun
    assert f'href="/dossiers/{waiting.pk}/"' in page.partition("chưa xác nhận nhận")[2]


def test_one_click_a_day_reminds_an_agency(here: world.World, client: Client) -> None:
    for _ in range(2):
        pages.assigned(here, at=pages.wall("2024-04-25T09:00"))
    so = here.units["so"].pk
    pages.entered_in(client, here, "boss")
    assert f'action="/urge/{so}/"' in client.get("/").content.decode()
    answer = client.post(f"/urge/{so}/", follow=True).content.decode()
    assert "Đã gửi đôn đốc." in answer
    assert "Đã đôn đốc hôm nay" in answer
    assert "Hôm nay đã gửi" in client.post(f"/urge/{so}/", follow=True).content.decode()
    lines = Line.objects.filter(action="dossiers.urge")
    assert [(line.kind, line.subject_id) for line in lines] == [("unit", so)]
    told = set(Message.objects.filter(kind="dossiers.urged").values_list("recipient_id", flat=True))
    assert told == {here.users[name].pk for name in ("head", "sibling", "leader")}
    for name, seen in (("head", True), ("leader", True), ("officer", False), ("stranger", False)):
        page = pages.entered_in(client, here, name).get("/").content.decode()
        assert ("Boss đôn đốc" in page) == seen, name
    seal()
    verify()


def test_nothing_overdue_and_nobody_else(here: world.World, client: Client) -> None:
    pages.assigned(here)
    so = here.units["so"].pk
    answer = pages.entered_in(client, here, "boss").post(f"/urge/{so}/", follow=True)
    assert "không có hồ sơ quá hạn nào" in answer.content.decode()
    assert "Không có đơn vị này" in client.post("/urge/99999/", follow=True).content.decode()
    for name in ("clerk", "leader", "admin"):
        assert pages.entered_in(client, here, name).post(f"/urge/{so}/").status_code == 404
    assert not Line.objects.filter(action="dossiers.urge").exists()


def test_results_by_age_lead_to_their_lists(here: world.World, client: Client) -> None:
    fresh, old = pages.received(here), pages.received(here)
    for one, days in ((fresh, 1), (old, 40)):
        when = timezone.now() - timedelta(days=days)
        Dossier.objects.filter(pk=one.pk).update(
            status=9, step="return", ending=1, accepted_at=when, finished_at=when, paused_since=None
        )
    page = pages.entered_in(client, here, "hander").get("/").content.decode()
    assert "Tìm kết quả để trả" in page
    found = re.findall(r'<a href="([^"]*waited=(\d+))">[^<]*<strong>(\d+)</strong>', page)
    assert [(days, number) for _url, days, number in found] == [("7", "1"), ("30", "1"), ("365", "0")]
    listed = client.get(unescape(found[1][0])).content.decode()
    assert ROW.findall(listed) == [str(old.pk)]
    assert ROW.findall(
        client.post(
            "/dossiers/find/", {"tab": "return", "place": "counter", "q": "066000000001"}, follow=True
        ).content.decode()
    )


def test_the_load_leads_to_the_list_of_one_officer(here: world.World, client: Client) -> None:
    late = pages.assigned(here, at=pages.wall("2024-04-25T09:00"))
    pages.assigned(here)
    page = pages.entered_in(client, here, "head").get("/").content.decode()
    url = re.search(r'href="(/dossiers/\?[^"]*officer=\d+)"', page)
    assert url
    assert ROW.findall(client.get(unescape(url[1])).content.decode()) == [str(late.pk)]


def test_the_records_clerk_finds_what_is_signed(here: world.World, client: Client) -> None:
    signed = pages.assigned(here)
    Dossier.objects.filter(pk=signed.pk).update(document="signed", step="number")
    page = pages.entered_in(client, here, "records").get("/").content.decode()
    assert f'href="/dossiers/{signed.pk}/"' in page


@pytest.mark.parametrize("name", ["boss", "hander", "records"])
def test_the_new_homes_cost_the_same_for_few_and_for_many(here: world.World, client: Client, name: str) -> None:
    pages.forwarded(here)
    pages.assigned(here, at=pages.wall("2024-04-25T09:00"))
    pages.entered_in(client, here, name).get("/")
    few, _ = pages.counted(client, "/")
    for _ in range(5):
        pages.forwarded(here)
        pages.assigned(here, at=pages.wall("2024-04-25T09:00"))
    client.get("/")
    many, _ = pages.counted(client, "/")
    assert few == many <= 20
