"""What is open: the channels that the settings name, and a way out for each."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings

from caicach.notices.channels.gateway import Gateway
from caicach.notices.channels.smtp import Post
from caicach.notices.rules.answer import Answer, Letter
from caicach.notices.rules.state import Channel


class Port(Protocol):
    """A way out: one attempt for one message; never raises for what the other side does."""

    def send(self, letter: Letter) -> Answer:
        """Try once."""


@dataclass(frozen=True, slots=True)
class Open:
    """The open channels and how to send by each; `domain` ends the names that messages bear outside."""

    ports: dict[str, Port]
    domain: str

    @property
    def channels(self) -> list[str]:
        """Their names, sorted."""
        return sorted(self.ports)

    def report(self, channel: str, message_id: str) -> Answer | None:
        """What the other side says became of a message; None when it does not say."""
        port = self.ports[channel]
        return port.report(message_id) if isinstance(port, Gateway) else None


def open_channels() -> list[str]:
    """The channels that the settings open."""
    gateway: dict[str, Any] | None = settings.MESSAGES_GATEWAY
    found = [Channel.EMAIL.value] if settings.MESSAGES_MAIL else []
    return found + list(gateway["channels"] if gateway else [])


@contextmanager
def opened() -> Iterator[Open]:
    """The open channels, with one connection to the mail server for all that is sent in the block."""
    mail: dict[str, Any] | None = settings.MESSAGES_MAIL
    gateway: dict[str, Any] | None = settings.MESSAGES_GATEWAY
    ports: dict[str, Port] = {}
    held: AbstractContextManager[object] = nullcontext()
    if mail:
        held = post = Post(**mail)
        ports[Channel.EMAIL.value] = post
    if gateway:
        port = Gateway(url=gateway["url"], token=gateway["token"], plain_letters=gateway["plain_letters"])
        ports |= dict.fromkeys(gateway["channels"], port)
    with held:
        yield Open(ports, domain=mail["sender"].rpartition("@")[2].strip("<> ") if mail else "caicach")
