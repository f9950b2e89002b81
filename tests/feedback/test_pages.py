"""The pages by Django's client: lists, a record, each verb's form, what must not be shown, bad input."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import world
from caicach.feedback.models import Feedback
from caicach.feedback.views.verbs import VERBS
from feedback.told import NAME, PHONE, WORDS, received

SignIn = Callable[[str], Client]


@pytest.fixture
def here(database: str) -> world.World:
    return world.build()


def ago(days: int) -> str:
    return (timezone.localtime() - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def test_the_list_has_tabs_filters_and_the_same_statements_however_long(here: world.World, sign_in: SignIn) -> None:
    late = received(here, ago(60))
    received(here, ago(1), kind=2, channel=5)
    client = sign_in("reformer")
    client.get("/feedback/")
    with CaptureQueriesContext(connection) as few:
        page = client.get("/feedback/?tab=all")
    assert page.context["count"] == 2
    for place in range(6):
        received(here, ago(2 + place))
    with CaptureQueriesContext(connection) as many:
        client.get("/feedback/?tab=all")
    assert len(few) == len(many) <= 9
    rows = {tab: [one.feedback.pk for one in client.get(f"/feedback/?tab={tab}").context["rows"]]
            for tab in ("late", "mine", "new", "publish")}  # fmt: skip
    assert rows["late"] == [late.pk]
    assert rows["new"][0] == late.pk  # what is due first stands first
    assert (len(rows["new"]), rows["mine"], rows["publish"]) == (8, [], [])
    assert client.get("/feedback/?tab=all&kind=2&channel=5").context["count"] == 1
    assert client.get("/feedback/?tab=new&number=0001").context["count"] == 1
    for wrong in ("tab=x&kind=9&channel=a&field=-1&unit=99999999999&page=zz", "page=-3", "number=%00", "kind=%F0"):
        assert client.get(f"/feedback/?{wrong}").status_code == 200
    nothing = client.get("/feedback/?tab=all&number=khong").content.decode()
    assert "Không có phản ánh, kiến nghị nào khớp" in nothing


def test_the_csv_holds_every_row_and_no_person(here: world.World, sign_in: SignIn) -> None:
    for _ in range(3):
        received(here, ago(3))
    answer = sign_in("clerk").get("/feedback/list.csv?tab=all")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [len(rows), rows[1][0], rows[1][3]] == [4, "PAKN-H99.01-2026-0003", "Hành vi của cán bộ, công chức"]
    assert not any(word in text for word in (NAME, PHONE, WORDS))
    assert "no-store" in answer["Cache-Control"]


def test_received_on_the_page_and_sent_twice_it_is_one(here: world.World, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    assert "Khiếu nại, tố cáo không tiếp nhận" in client.get("/feedback/receive/").content.decode()
    sent = {
        "received_unit": here.units["centre"].pk, "unit": here.units["so"].pk, "channel": 4, "kind": 3,
        "procedure": "syn-1", "text": "Nội dung", "name": "Lê Thị Thử", "about_user": "officer",
        "about_unit": here.units["phong"].pk, "request_key": str(uuid4()),
    }  # fmt: skip
    first, second = client.post("/feedback/receive/", sent), client.post("/feedback/receive/", sent)
    one = Feedback.objects.get()
    assert first.status_code == second.status_code == 303
    assert first.url == second.url == f"/feedback/{one.pk}/"
    assert (one.field_id, one.about_user.username, one.kind) == (here.procedure.field_id, "officer", 3)
    for wrong, field in [
        ({"procedure": "khong-co"}, "procedure"),
        ({"about_user": "ai-do"}, "about_user"),
        ({"dossier": "H99-x"}, "dossier"),
        ({"received_unit": here.units["so2"].pk}, "received_unit"),
        ({"name": ""}, "name"),
        ({"procedure": "", "field": ""}, "field"),
        ({"at": "2199-01-01T10:00"}, "at"),
        ({"text": "x" * 5001}, "text"),
        ({"kind": "9"}, "kind"),
    ]:
        page = client.post("/feedback/receive/", sent | wrong | {"request_key": str(uuid4())})
        assert (page.status_code, field in page.context["form"].errors) == (422, True), wrong
    assert Feedback.objects.count() == 1


def test_a_record_tells_what_was_done_and_each_verb_leads_on(here: world.World, sign_in: SignIn) -> None:
    one = received(here, ago(2))
    unit, officer = here.units["phong"].pk, here.users["officer"].pk
    at = f"/feedback/{one.pk}/"
    client = sign_in("reformer")
    for who, word, sent in [
        ("reformer", "assign", {"officer": f"{unit}-{officer}", "note": "Xem kỹ giúp"}),
        ("officer", "ask_more", {"question": "Việc gì?"}),
        ("officer", "supplement", {"text": "Việc hẹn"}),
        ("officer", "note_status", {"text": "Đang xem"}),
        ("reformer", "correct", {"kind": 3, "channel": 2, "field": one.field_id, "reason": "Ghi nhầm"}),
        ("officer", "answer", {"text": "Đã nhắc nhở"}),
        ("reformer", "publish", {"text": "Đã nhắc nhở"}),
    ]:
        client = sign_in(who)
        page = client.get(f"{at}{word}/")
        assert page.status_code == 200
        sent |= {"request_key": page.context["request_key"], "seen": page.context["seen"]}
        assert client.post(f"{at}{word}/", sent).status_code == 303, word
        assert client.post(f"{at}{word}/", sent).status_code == 303, word
    with CaptureQueriesContext(connection) as asked:
        page = client.get(at)
    assert len(asked) <= 8
    text = page.content.decode()
    assert [event.what for event in page.context["events"]][:2] == ["Công khai kết quả", "Trả lời"]
    for told in (NAME, WORDS, "Việc hẹn", "Phân công: Officer", "Như nội dung trả lời"):
        assert told in text
    assert {action["word"] for action in page.context["actions"]} == {"correct", "hand_over"}
    assert client.get(f"{at}answer/").status_code == 404
    moved_on = client.get(f"{at}publish/")
    assert (moved_on.status_code, moved_on.url) == (302, at)


def test_the_second_of_two_is_told_and_nothing_is_written(here: world.World, sign_in: SignIn) -> None:
    one = received(here, ago(1))
    client = sign_in("reformer")
    sent = {"reason": "Không rõ", "seen": "0", "request_key": str(uuid4())}
    page = client.post(f"/feedback/{one.pk}/refuse/", sent)
    assert page.status_code == 409
    assert page.context["seen"] == 1
    assert Feedback.objects.get().version == 1
    assert client.post(f"/feedback/{one.pk}/refuse/", sent | {"seen": "1"}).status_code == 303


def test_who_it_is_about_finds_nothing_and_an_unnamed_sender_stays_so(here: world.World, sign_in: SignIn) -> None:
    one = received(here, ago(1), about_user_id=here.users["leader"].pk, unnamed=True)
    leader = sign_in("leader")
    assert leader.get(f"/feedback/{one.pk}/").status_code == 404
    assert leader.get("/feedback/?tab=all").context["count"] == 0
    other = received(here, ago(1), unnamed=True)
    shown = leader.get(f"/feedback/{other.pk}/").content.decode()
    assert "Đề nghị giấu tên" in shown
    assert NAME not in shown
    for who in ("clerk", "reformer"):
        assert NAME in sign_in(who).get(f"/feedback/{other.pk}/").content.decode()


def test_only_what_is_overdue_owes_a_note_on_how_it_stands(here: world.World, sign_in: SignIn) -> None:
    late, fresh = received(here, ago(60), kind=2), received(here, ago(1), kind=2)
    client = sign_in("reformer")
    page = client.get(f"/feedback/{late.pk}/")
    assert page.context["tell_late"]
    assert "Thông báo tình hình chậm nhất" in page.content.decode()
    assert client.get(f"/feedback/{fresh.pk}/").context["tell_by"] is None


def test_an_empty_form_of_any_verb_writes_nothing(here: world.World, sign_in: SignIn) -> None:
    one = received(here, ago(1))
    client = sign_in("reformer")
    for entry in VERBS:
        answer = client.post(f"/feedback/{one.pk}/{entry.word}/", {"at": "x", "officer": "7-x", "unit": "x"})
        assert answer.status_code == (404 if entry.word == "answer" else 422), entry.word
    assert Feedback.objects.get().version == 1
