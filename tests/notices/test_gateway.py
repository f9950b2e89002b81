"""SMS over a real HTTP gateway: taken, refused, in doubt, and cleared."""

from datetime import timedelta

import pytest

from caicach.notices.models import Message
from notices.outbox import queue, run
from notices.servers import GatewayServer


def _queued() -> None:
    queue(email="", phone="0912 345 678")


def test_a_message_is_posted_once_in_letters_without_marks(database: str, gateway: GatewayServer) -> None:
    _queued()
    run()
    run()
    (posted,) = gateway.posted
    assert posted.pop("id").endswith("@caicach")
    assert posted == {"to": "0912345678", "text": "Tin thu so 12, da gui", "channel": "sms", "path": "/messages"}
    message = Message.objects.get()
    assert (message.state, message.reference) == ("sent", "GW-1")


def test_marks_stay_where_the_gateway_takes_them(database: str, settings: object, gateway: GatewayServer) -> None:
    settings.MESSAGES_GATEWAY |= {"plain_letters": False}
    _queued()
    run()
    assert gateway.posted[0]["text"] == "Tin thử số 12, đã gửi"


@pytest.mark.parametrize(
    ("status", "document", "state"),
    [
        (200, {"status": "rejected", "error": "blocked number"}, "failed"),
        (400, {"error": "no such number"}, "failed"),
        (429, {}, "waiting"),
        (503, {}, "waiting"),
        (401, {}, "waiting"),
        (500, {}, "in_doubt"),
        (200, {"status": "nobody knows"}, "in_doubt"),
    ],
)
def test_what_the_gateway_says(
    database: str, gateway: GatewayServer, status: int, document: dict[str, str], state: str
) -> None:
    _queued()
    gateway.answer = (status, document)
    run()
    assert Message.objects.get().state == state


def test_an_sms_in_doubt_is_not_repeated_by_itself(database: str, gateway: GatewayServer) -> None:
    _queued()
    gateway.breaks = True
    run()
    assert Message.objects.get().state == "in_doubt"
    gateway.breaks = False
    run(timedelta(hours=3))
    assert Message.objects.get().state == "in_doubt"
    assert len(gateway.posted) == 1


@pytest.mark.parametrize(
    ("said", "state", "posted"),
    [("delivered", "sent", 1), ("rejected", "failed", 1), ("unknown", "sent", 2), ("perhaps", "in_doubt", 1)],
)
def test_a_report_clears_a_doubt(database: str, gateway: GatewayServer, said: str, state: str, posted: int) -> None:
    """Only a gateway that says it never had the message lets it go out again."""
    _queued()
    gateway.breaks = True
    run()
    gateway.breaks = False
    gateway.report = (200, {"status": said})
    run(timedelta(minutes=2))
    assert Message.objects.get().state == state
    assert len(gateway.posted) == posted
