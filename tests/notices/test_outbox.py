"""The outbox: written with the change, claimed by one worker only, tended by people, erased after its time."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

import world
from caicach.journal.models import Line
from caicach.journal.services.verify import verify
from caicach.kit.refusal import Refused
from caicach.notices import tasks
from caicach.notices.models import Message
from caicach.notices.services.cancel import cancel
from caicach.notices.services.deliver import _claim
from caicach.notices.services.erase import erase
from caicach.notices.services.retry import retry
from notices.outbox import NOW, VALUES, queue, run
from notices.servers import Postbox


def test_the_same_key_is_the_same_message(database: str) -> None:
    queue("a", now=NOW)
    queue("a", now=NOW + timedelta(days=1))
    assert Message.objects.get().created_at == NOW


def test_nobody_to_reach_is_no_message(database: str) -> None:
    with pytest.raises(Message.DoesNotExist):
        queue(email="", phone="")


def test_two_workers_never_hold_the_same_message(database: str) -> None:
    """The second passes over what the first has locked, without waiting."""
    queue("a")
    queue("b", now=NOW + timedelta(seconds=1))
    found = []

    def other() -> None:
        found.append(_claim({"email"}, NOW + timedelta(minutes=1)))
        connection.close()

    with transaction.atomic():
        Message.objects.select_for_update().get(key="a")
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(timeout=10)
    assert [message.key for message in found] == ["b"]


def test_the_worker_sends_what_waits(database: str, postbox: Postbox) -> None:
    from working import work_once

    queue()
    tasks.deliver.defer(timestamp=0)
    work_once()
    assert Message.objects.get().state == "sent"


@pytest.fixture
def here(database: str) -> world.World:
    """The small province."""
    return world.build()


def _failed(here: world.World, state: str = "failed") -> Message:
    message = queue(unit_id=here.units["centre"].pk)
    Message.objects.update(state=state, next_at=None, attempts=5)
    return message


def test_a_person_has_a_message_sent_again(here: world.World, postbox: Postbox) -> None:
    message = _failed(here)
    act = here.act("admin", "2026-11-20T09:00", key="again")
    retry(act, message.pk, reason="địa chỉ đã sửa ở máy chủ")
    retry(act, message.pk, reason="địa chỉ đã sửa ở máy chủ")
    assert run(timedelta(days=1)) == 1
    assert Message.objects.get().state == "sent"
    line = Line.objects.get(kind="message")
    assert (line.action, line.subject_id, line.actor_id) == ("notices.retry", message.pk, here.users["admin"].pk)
    assert "địa chỉ" not in line.body
    assert verify().finding is None


def test_a_person_cancels_a_message(here: world.World, postbox: Postbox) -> None:
    message = _failed(here, "waiting")
    cancel(here.act("admin", "2026-11-20T09:00"), message.pk, reason="gửi nhầm")
    assert run() == 0
    assert Message.objects.get().state == "cancelled"


@pytest.mark.parametrize(
    ("who", "state", "reason", "code"),
    [
        ("admin", "waiting", "thử", "state"),
        ("admin", "sent", "thử", "state"),
        ("admin", "failed", " ", "no-reason"),
        ("officer", "failed", "thử", "not-permitted"),
    ],
)
def test_what_is_not_sent_again(here: world.World, who: str, state: str, reason: str, code: str) -> None:
    message = _failed(here, state)
    with pytest.raises(Refused) as refused:
        retry(here.act(who, "2026-11-20T09:00"), message.pk, reason=reason)
    assert refused.value.code == code
    assert Message.objects.get().state == state
    assert not Line.objects.filter(kind="message").exists()


def test_what_was_sent_long_ago_is_erased(here: world.World, postbox: Postbox) -> None:
    """Address and content go, that it was sent stays; what has not gone out keeps them."""
    queue("gone")
    run()
    queue("waiting", now=NOW + timedelta(days=40))
    assert erase(now=NOW + timedelta(days=29), kept=timedelta(days=30)) == 0
    assert erase(now=NOW + timedelta(days=31), kept=timedelta(days=30)) == 1
    assert set(Message.objects.values_list("key", "address", "state")) == {
        ("gone", "", "sent"), ("waiting", "a@example.vn", "waiting"),
    }  # fmt: skip
    assert Message.objects.get(key="gone").values == {}
    assert Message.objects.get(key="waiting").values == VALUES
