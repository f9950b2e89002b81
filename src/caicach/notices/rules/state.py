"""States and channels of a message, in which state who may do what, and when a failed attempt is repeated. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from caicach.kit.words import mark


class State(StrEnum):
    """How far a message has come. `IN_DOUBT`: it may have been sent, nobody knows."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"
    CANCELLED = "cancelled"


STATES: dict[str, str] = {
    State.WAITING: mark("Chờ gửi"),
    State.SENDING: mark("Đang gửi"),
    State.SENT: mark("Đã gửi"),
    State.IN_DOUBT: mark("Không rõ đã gửi chưa"),
    State.FAILED: mark("Không gửi được"),
    State.CANCELLED: mark("Đã hủy"),
}


class Channel(StrEnum):
    """The way a message goes; an inner one is read on the home page and needs no sending."""

    EMAIL = "email"
    SMS = "sms"
    ZALO = "zalo"
    INNER = "inner"


CHANNELS: dict[str, str] = {
    Channel.EMAIL: mark("Thư điện tử"),
    Channel.SMS: mark("Tin nhắn SMS"),
    Channel.ZALO: mark("Zalo"),
    Channel.INNER: mark("Thông báo trong hệ thống"),
}

UNSENT = frozenset({State.WAITING, State.SENDING, State.IN_DOUBT})
"""States in which a message has still to go out, or may have to."""
RETRIED = frozenset({State.IN_DOUBT, State.FAILED, State.CANCELLED})
"""States from which a person may have a message sent again."""
STOPPED = frozenset({State.WAITING, State.IN_DOUBT, State.FAILED})
"""States from which a person may cancel a message."""

LEASE = timedelta(minutes=5)
"""So long a worker may try one message; after that the attempt counts as broken off."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=2)
UNREACHABLE_WAIT = timedelta(minutes=2)
"""How long a message waits when not it but the way was at fault: the server is away, or refuses us."""
MOST_ATTEMPTS = 24
"""After so many attempts (about a day and a half) a message counts as failed."""


def next_attempt(attempts: int, *, now: datetime) -> datetime | None:
    """When to try again after so many attempts: 1, 2, 4 … minutes later, at most 2 hours; None when it is enough."""
    if attempts >= MOST_ATTEMPTS:
        return None
    doubled: int = 2 ** min(attempts - 1, 10)
    return now + min(LONGEST_WAIT, FIRST_WAIT * doubled)
