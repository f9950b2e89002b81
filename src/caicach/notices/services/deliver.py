"""Send what waits in the outbox: claim a message under a lease, send it outside any transaction, write what came."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from caicach.kit.words import mark
from caicach.notices.channels.port import Open, opened
from caicach.notices.models import Message
from caicach.notices.rules.answer import Answer, Came
from caicach.notices.rules.state import LEASE, LONGEST_WAIT, UNREACHABLE_WAIT, Channel, State, next_attempt
from caicach.notices.texts import identity, letter_of

BROKEN_OFF = mark("Lần gửi trước bị ngắt giữa chừng.")
NO_TEXT = mark("Loại tin này không còn nội dung.")
Clock = Callable[[], datetime]


def deliver(*, clock: Clock, until: datetime | None = None) -> int:
    """Send every message whose time has come, by the channels that are open; returns how many attempts were made.

    Any number of workers may do so at once: each claims messages one by one, passing over those that another holds.
    A message whose worker died while sending it is in doubt; an e-mail then goes out again with the same Message-ID,
    an SMS waits for a person, unless the gateway can say what became of it. A channel that cannot be reached is left
    alone until the next time. `until` ends the work early.
    """
    attempts = 0
    with opened() as way:
        _break_off(clock())
        _clear_doubts(way, clock())
        closed: set[str] = set()
        while until is None or clock() < until:
            message = _claim(set(way.channels) - closed, clock())
            if message is None:
                break
            attempts += 1
            if _attempt(message, way, clock):
                closed.add(message.channel)
    return attempts


def _attempt(message: Message, way: Open, clock: Clock) -> bool:
    """One attempt; whether the channel turned out to be out of reach."""
    letter = letter_of(message, domain=way.domain)
    answer = Answer(Came.NEVER, NO_TEXT) if letter is None else way.ports[message.channel].send(letter)
    _write(message, answer, clock())
    return answer.came is Came.UNREACHABLE


def _break_off(now: datetime) -> None:
    """Messages whose lease has run out are in doubt: their worker died before it could say what came."""
    Message.objects.filter(state=State.SENDING, leased_until__lt=now).update(
        state=State.IN_DOUBT, leased_until=None, next_at=now, last_error=BROKEN_OFF
    )


def _claim(channels: Collection[str], now: datetime) -> Message | None:
    """The next message of the channels, now held by us."""
    if not channels:
        return None
    ready = Q(state=State.WAITING) | Q(state=State.IN_DOUBT, channel=Channel.EMAIL)
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(ready, channel__in=sorted(channels), next_at__lte=now)
            .order_by("next_at", "id")
            .first()
        )
        if message is None:
            return None
        message.state, message.attempts, message.leased_until = State.SENDING, message.attempts + 1, now + LEASE
        message.save(update_fields=["state", "attempts", "leased_until"])
    return message


def _write(message: Message, answer: Answer, now: datetime) -> None:
    """Write what came of our attempt, unless our lease ran out and the message is no longer ours."""
    ours = Message.objects.filter(pk=message.pk, state=State.SENDING, leased_until=message.leased_until)
    after = next_attempt(message.attempts, now=now)
    changed: dict[str, object] = {"leased_until": None, "last_error": answer.said[:300]}
    if answer.came is Came.SENT:
        changed |= {"state": State.SENT, "sent_at": now, "reference": answer.reference[:200], "next_at": None}
    elif answer.came is Came.UNREACHABLE:
        changed |= {"state": State.WAITING, "attempts": F("attempts") - 1, "next_at": now + UNREACHABLE_WAIT}
    elif answer.came is Came.NEVER or after is None:
        changed |= {"state": State.FAILED, "next_at": None}
    else:
        doubt = answer.came is Came.DOUBT
        changed |= {"state": State.IN_DOUBT if doubt else State.WAITING, "next_at": after}
    ours.update(**changed)


def _clear_doubts(way: Open, now: datetime) -> None:
    """Ask the gateway what became of the messages in doubt, where it can say."""
    asked = [channel for channel in way.channels if channel != Channel.EMAIL]
    doubts = Message.objects.filter(state=State.IN_DOUBT, channel__in=asked, next_at__lte=now) if asked else []
    for message in doubts:
        answer = way.report(message.channel, identity(message, way.domain))
        here = Message.objects.filter(pk=message.pk, state=State.IN_DOUBT)
        after = next_attempt(message.attempts, now=now)
        if answer is None:
            here.update(next_at=after or now + LONGEST_WAIT)
        elif answer.came is Came.SENT:
            here.update(state=State.SENT, sent_at=now, reference=answer.reference, next_at=None, last_error="")
        elif answer.came is Came.NEVER:
            here.update(state=State.FAILED, next_at=None, last_error=answer.said)
        else:
            here.update(state=State.WAITING, next_at=now)
