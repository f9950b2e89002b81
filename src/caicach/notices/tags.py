"""How a message is said on a page: its kind, its way, its state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from caicach.notices.models import Message
from caicach.notices.register import kind_of
from caicach.notices.rules.address import masked
from caicach.notices.rules.state import CHANNELS, RETRIED, STATES, STOPPED, State

COLOURS: dict[str, str] = {
    State.WAITING: "pending",
    State.SENDING: "pending",
    State.SENT: "done",
    State.IN_DOUBT: "due_soon",
    State.FAILED: "late",
    State.CANCELLED: "neutral",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A message in a row: nobody but its owner recognises the address."""

    id: int
    title: str
    channel: str
    address: str
    state: str
    colour: str
    created: datetime
    sent: datetime | None
    unit: str = ""
    attempts: int = 0
    next_at: datetime | None = None
    error: str = ""
    reference: str = ""
    may_retry: bool = False
    may_cancel: bool = False


def title_of(kind: str) -> str:
    """What a kind of message is called."""
    found = kind_of(kind)
    return _(found.title) if found else kind


def state_text(state: str) -> str:
    """A state in words."""
    return _(STATES[state])


def channel_text(channel: str) -> str:
    """A channel in words."""
    return _(CHANNELS[channel])


def told(message: Message) -> Told:
    """A message read with its unit."""
    state = State(message.state)
    kept = message.erased_at is None
    return Told(
        id=message.pk,
        title=title_of(message.kind),
        channel=channel_text(message.channel),
        address=masked(message.address),
        state=state_text(state),
        colour=COLOURS[state],
        created=message.created_at,
        sent=message.sent_at,
        unit=message.unit.name if message.unit else "",
        attempts=message.attempts,
        next_at=message.next_at if state is State.WAITING else None,
        error=_(message.last_error) if message.last_error else "",
        reference=message.reference,
        may_retry=state in RETRIED and kept,
        may_cancel=state in STOPPED and kept,
    )


def told_row(row: Mapping[str, Any]) -> Told:
    """A row of `queries.outbox.rows_about`."""
    return Told(
        id=0,
        title=title_of(row["kind"]),
        channel=channel_text(row["channel"]),
        address=masked(row["address"]),
        state=state_text(row["state"]),
        colour=COLOURS[row["state"]],
        created=datetime.fromisoformat(row["created"]),
        sent=datetime.fromisoformat(row["sent"]) if row["sent"] else None,
    )
