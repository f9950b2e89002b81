"""The demo's messages in all states, and its digests."""

from collections import Counter
from datetime import date

from django.test import Client

from caicach.accounts.models import User
from caicach.notices.models import Message

ANCHOR = date(2026, 11, 20)


def test_messages_in_every_state(demo_database: str) -> None:
    states = Counter(Message.objects.exclude(channel="inner").values_list("state", flat=True))
    assert set(states) == {"sent", "waiting", "failed", "in_doubt", "cancelled"}
    assert states["waiting"] == 5
    assert 40 < states.total() < 150
    assert {message.channel for message in Message.objects.all()} >= {"email", "sms", "inner"}
    assert not Message.objects.exclude(address="").exclude(address__endswith="@example.com").filter(channel="email")


def test_the_officers_and_those_above_them_have_a_digest(demo_database: str, client: Client) -> None:
    readers = set(Message.objects.filter(channel="inner").values_list("recipient__username", flat=True))
    assert {"thu-ly", "truong-phong", "lanh-dao", "giam-doc-trung-tam"} <= readers
    client.force_login(User.objects.get(username="quan-tri"))
    assert "550 5.1.1" in client.get("/notices/?state=failed").content.decode()
