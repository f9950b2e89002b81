"""E-mail over a real SMTP server: what it accepts, refuses, and what happens when somebody dies in between."""

from datetime import timedelta

import pytest

from caicach.notices.channels.smtp import Post
from caicach.notices.models import Message
from caicach.notices.services import deliver as delivering
from notices.outbox import NOW, queue, run
from notices.servers import Postbox


def test_a_message_goes_out_once_with_text_and_html(database: str, postbox: Postbox) -> None:
    queue()
    assert run() == 1
    assert run() == 0
    (mail,) = postbox.mails
    assert mail["Subject"] == "Tin thử 12"
    assert (mail["From"], mail["To"]) == ("Trung tâm <mot-cua@hcc.example.vn>", "a@example.vn")
    assert mail["Message-ID"].endswith("@hcc.example.vn>")
    plain = mail.get_body(("plain",)).get_content()
    assert plain.splitlines() == ["Kính gửi Trần <Văn> A,", "", "Hẹn 04/03/2026, –."]
    assert "<p>Kính gửi Trần &lt;Văn&gt; A,</p>" in mail.get_body(("html",)).get_content()
    message = Message.objects.get()
    assert (message.state, message.attempts, message.sent_at) == ("sent", 1, NOW)
    assert message.reference == "250 2.0.0 Ok: queued as 4F7C"


@pytest.mark.parametrize(
    ("step", "answer", "state", "minutes"),
    [
        ("rcpt", "550 5.1.1 no such user", "failed", None),
        ("rcpt", "450 4.2.0 greylisted", "waiting", 1),
        ("data", "554 5.7.1 spam", "failed", None),
        ("data", "451 4.3.0 try later", "waiting", 1),
    ],
)
def test_what_the_server_refuses(
    database: str, postbox: Postbox, step: str, answer: str, state: str, minutes: int | None
) -> None:
    """For good with 5xx, for now with 4xx; the next message goes over the same connection."""
    queue("a")
    setattr(postbox, step, answer)
    run()
    message = Message.objects.get(key="a")
    assert (message.state, message.attempts, message.last_error) == (state, 1, answer)
    assert message.next_at == (NOW + timedelta(minutes=minutes) if minutes else None)
    postbox.rcpt, postbox.data = "250 OK", "250 OK"
    queue("b")
    run(timedelta(minutes=2))
    assert Message.objects.get(key="b").state == "sent"
    assert Message.objects.get(key="a").state == ("failed" if state == "failed" else "sent")


def test_a_worker_that_dies_after_the_server_took_it(
    database: str, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In doubt once the lease has run out, then repeated under the same Message-ID: at least once, and told apart."""
    queue()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(delivering, "_write", die)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert Message.objects.get().state == "sending"
    assert run(timedelta(minutes=1)) == 0, "somebody may still hold it"
    delivering._break_off(NOW + timedelta(minutes=6))
    assert Message.objects.get().state == "in_doubt"
    assert run(timedelta(minutes=6)) == 1
    assert Message.objects.get().state == "sent"
    assert len(postbox.mails) == 2
    assert len({mail["Message-ID"] for mail in postbox.mails}) == 1


def test_a_connection_that_breaks_after_the_text(database: str, postbox: Postbox) -> None:
    queue()
    postbox.drop_after_data = True
    run()
    assert Message.objects.get().state == "in_doubt"
    postbox.drop_after_data = False
    run(timedelta(minutes=2))
    assert Message.objects.get().state == "sent"
    assert len({mail["Message-ID"] for mail in postbox.mails}) == 1


def test_a_server_that_is_away_costs_no_attempt(database: str, settings: object, postbox: Postbox) -> None:
    """One message finds out; the others are left alone, and none of them ever fails for it."""
    settings.MESSAGES_MAIL |= {"port": 1}
    queue("a")
    queue("b")
    assert run() == 1
    assert set(Message.objects.values_list("state", "attempts")) == {("waiting", 0)}
    assert Message.objects.get(key="a").last_error.startswith("ConnectionRefusedError")


def test_a_lease_that_ran_out_is_nobodys(database: str, postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that was too slow writes nothing over what another one found out."""
    queue()
    sending = Post.send

    def slow(self: Post, letter: object) -> object:
        Message.objects.update(state="sent", leased_until=None, reference="the other")
        return sending(self, letter)

    monkeypatch.setattr(Post, "send", slow)
    run()
    assert Message.objects.get().reference == "the other"


def test_without_a_mail_server_messages_wait(database: str) -> None:
    queue()
    assert run() == 0
    assert Message.objects.get().state == "waiting"


def test_no_value_begins_a_line_of_its_own_in_the_head(database: str, postbox: Postbox) -> None:
    message = queue()
    Message.objects.update(values={**message.values, "number": "1\nBcc: b@example.vn"})
    run()
    (mail,) = postbox.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Tin thử 1 Bcc: b@example.vn"


def test_a_kind_that_is_gone_fails(database: str, postbox: Postbox) -> None:
    queue()
    Message.objects.update(kind="trial.gone")
    run()
    assert Message.objects.get().state == "failed"
