"""The state of the outbox: how much waits and since when, and the messages one by one, newest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from caicach.kit.acts import Actor
from caicach.notices.channels.port import open_channels
from caicach.notices.models import Message
from caicach.notices.permits import TEND
from caicach.notices.rules.state import UNSENT, Channel, State

PAGE = 50
RECENT = timedelta(days=1)
SHOWN = [state for state in State if state is not State.SENT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """How many messages are in each state (sent: in the last day), the entry of the oldest unsent one, what is open."""

    counts: Mapping[str, int]
    oldest: datetime | None
    channels: Sequence[str]

    def age(self, now: datetime) -> timedelta:
        """How long the oldest unsent message has waited; nothing when none waits."""
        return now - self.oldest if self.oldest else timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Which messages are asked for; `before` is the id after which a page begins."""

    state: str = ""
    channel: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page, and the id before which the next one begins."""

    messages: Sequence[Message]
    next: int | None


def outgoing() -> QuerySet[Message]:
    """Everything that leaves the house, in whoever's name."""
    return Message.objects.exclude(channel=Channel.INNER)


def tended_by(actor: Actor) -> QuerySet[Message]:
    """The messages that the actor looks after (`permits.may_tend`)."""
    return outgoing().filter(unit_id__in=actor.reach(TEND))


def outbox(messages: QuerySet[Message], *, now: datetime) -> Outbox:
    """The state of these messages; one statement, which passes over what was sent before the last day."""
    counted = messages.filter(Q(state__in=SHOWN) | Q(state=State.SENT, sent_at__gte=now - RECENT))
    numbers = counted.aggregate(
        oldest=Min("created_at", filter=Q(state__in=UNSENT)),
        **{state.value: Count("pk", filter=Q(state=state)) for state in State},
    )
    oldest = numbers.pop("oldest")
    return Outbox(counts=numbers, oldest=oldest, channels=open_channels())


def listed(messages: QuerySet[Message], ask: Ask) -> Listed:
    """One page of these messages, newest first; one statement."""
    found = messages.select_related("unit")
    if ask.state:
        found = found.filter(state=ask.state)
    if ask.channel:
        found = found.filter(channel=ask.channel)
    if ask.before:
        found = found.filter(pk__lt=ask.before)
    rows = list(found.order_by("-pk")[: PAGE + 1])
    more = len(rows) > PAGE
    return Listed(rows[:PAGE], rows[PAGE - 1].pk if more else None)


def one_tended(actor: Actor, message_id: int) -> Message | None:
    """A message that the actor looks after; one statement."""
    return tended_by(actor).filter(pk=message_id).select_related("unit").first()


def rows_about(subject_kind: str) -> QuerySet[Message, Any]:
    """For a page about a subject: its messages, oldest first, as rows of an array subquery over the outer `pk`."""
    about = Message.objects.filter(subject_kind=subject_kind, subject_id=OuterRef("pk"))
    return (
        about.exclude(channel=Channel.INNER)
        .order_by("pk")
        .values(
            row=JSONObject(
                kind="kind", channel="channel", state="state", address="address", created="created_at", sent="sent_at"
            )
        )
    )


def known_keys(keys: Iterable[str]) -> set[str]:
    """Those of the keys under which a message has been written; one statement."""
    return set(Message.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def newest_inner(user_id: int, kind: str, *, since: datetime) -> Message | None:
    """The newest inner message of a kind for somebody, written since; one statement."""
    found = Message.objects.filter(recipient_id=user_id, channel=Channel.INNER, kind=kind, created_at__gte=since)
    return found.order_by("-pk").first()
