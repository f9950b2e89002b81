"""What comes back from an attempt to send a message."""

from dataclasses import dataclass
from enum import StrEnum


class Came(StrEnum):
    """How an attempt ended.

    `LATER`: refused for now. `NEVER`: refused for good. `DOUBT`: nobody knows. `UNREACHABLE`: the way was at fault,
    not the message.
    """

    SENT = "sent"
    LATER = "later"
    NEVER = "never"
    DOUBT = "doubt"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Answer:
    """How an attempt ended, in the provider's words; `reference` is its number of the message."""

    came: Came
    said: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message ready to go: `id` is the same at every attempt; a gateway takes `short` only."""

    id: str
    channel: str
    to: str
    subject: str
    short: str
    plain: str
    html: str
