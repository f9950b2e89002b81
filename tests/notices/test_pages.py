"""The page of messages, its decisions, the messages on a dossier's page, and the command."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import world
from caicach.accounts.models import Grant, User
from caicach.config.commands import notices as command
from caicach.dossiers.services.receive import receive
from caicach.notices.models import Message
from notices.outbox import queue


@pytest.fixture
def here(database: str) -> world.World:
    """The small province."""
    return world.build()


def _enter(client: Client, name: str) -> None:
    client.force_login(User.objects.get(username=name))


def _some(here: world.World, count: int, unit: str = "centre") -> None:
    for number in range(count):
        queue(f"{unit} {number}", unit_id=here.units[unit].pk, now=timezone.now() - timedelta(minutes=number))


def test_the_page_tells_how_much_waits_and_that_nothing_is_configured(here: world.World, client: Client) -> None:
    _some(here, 3)
    Message.objects.filter(key="centre 0").update(state="failed", last_error="550 5.1.1 no such user")
    _enter(client, "admin")
    text = client.get("/notices/").content.decode()
    assert "Chưa cấu hình kênh gửi nào" in text
    assert "(2 phút)" in text
    assert "550 5.1.1 no such user" in text
    assert "a•••@example.vn" in text
    assert "a@example.vn" not in text


def test_the_list_is_narrowed(here: world.World, client: Client) -> None:
    _some(here, 2)
    queue("by telephone", email="", phone="0912345678", unit_id=here.units["centre"].pk)
    _enter(client, "admin")
    text = client.get("/notices/?channel=sms").content.decode()
    assert "•••678" in text
    assert "a•••@example.vn" not in text
    assert "Không có tin nào khớp" in client.get("/notices/?state=failed").content.decode()
    assert client.get("/notices/?state=nothing&before=x").status_code == 200


def test_who_looks_after_a_centre_sees_its_messages_only(here: world.World, client: Client) -> None:
    _some(here, 1)
    _some(here, 1, "so2")
    head = User.objects.create(username="centre-head", full_name="Head")
    Grant.objects.create(
        user=head, role="centre_head", unit=here.units["centre"], valid_from=world.BEGINNING, reason="test"
    )
    _enter(client, "centre-head")
    text = client.get("/notices/").content.decode()
    assert "Trung tâm" in text
    assert "Sở khác" not in text
    other = Message.objects.get(key="so2 0")
    assert client.post(f"/notices/{other.pk}/cancel/", {"reason": "thử"}).status_code == 404


def test_a_message_is_sent_again_from_the_page(here: world.World, client: Client) -> None:
    _some(here, 1)
    Message.objects.update(state="in_doubt")
    message = Message.objects.get()
    _enter(client, "admin")
    url = f"/notices/{message.pk}/retry/"
    assert client.post(url, {"reason": " "}).status_code == 422
    sent = {"reason": "người nộp báo chưa nhận", "request_key": "k1"}
    assert client.post(url, sent).status_code == 303
    assert client.post(url, sent).status_code == 303
    assert Message.objects.get().state == "waiting"
    assert client.post(url, {"reason": "lần nữa"}).status_code == 422


def test_the_page_costs_the_same_however_many_messages(here: world.World, client: Client) -> None:
    _enter(client, "admin")

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/notices/")
        return len(caught)

    _some(here, 2)
    cost()
    few = cost()
    _some(here, 60)
    assert cost() == few
    assert few <= 7
    assert f'href="?before={Message.objects.order_by("-pk")[49].pk}"' in client.get("/notices/").content.decode()


def test_a_dossiers_page_tells_what_its_submitter_was_told(here: world.World, client: Client) -> None:
    dossier = receive(here.act("clerk", "2026-03-02T08:00"), here.intake())
    Message.objects.update(state="sent", sent_at=timezone.now())
    _enter(client, "clerk")
    text = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "Tin đã báo cho người nộp" in text
    assert "Đã tiếp nhận, ngày hẹn trả" in text
    assert "Đã gửi" in text


@pytest.mark.parametrize(("minutes", "code"), [(59, 0), (61, 1)])
def test_the_command_fails_when_a_message_waits_too_long(database: str, minutes: int, code: int) -> None:
    queue(now=timezone.now() - timedelta(minutes=minutes))
    args = type("Args", (), {"limit": 60})()
    found, document, text = command.run(args)
    assert found == code
    assert json.loads(json.dumps(document))["states"]["waiting"] == 1
    assert "chưa cấu hình" in text


def test_what_was_sent_or_cancelled_does_not_wait(database: str) -> None:
    queue(now=timezone.now() - timedelta(days=2))
    Message.objects.update(state="cancelled")
    assert command.run(type("Args", (), {"limit": 60})())[0] == 0
