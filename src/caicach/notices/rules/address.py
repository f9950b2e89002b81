"""To whom a message goes: the ways somebody can be reached, which one is taken, and how an address is shown. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caicach.notices.rules.state import Channel

PREFERRED = (Channel.EMAIL, Channel.ZALO, Channel.SMS)
"""An e-mail says most; Zalo is the channel people read."""
BY_PHONE = (Channel.ZALO, Channel.SMS)
MASK = "•••"
PHONE = re.compile(r"\+?[0-9]{8,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody as they can be reached; `user_id` for people who work here."""

    email: str = ""
    phone: str = ""
    user_id: int | None = None


def way_to(addressee: Addressee, *, open_channels: Sequence[str]) -> tuple[Channel, str] | None:
    """Channel and address: the preferred one that is open, else the preferred one at all; None when there is none."""
    found = [(channel, address) for channel in PREFERRED if (address := _address(addressee, channel))]
    # Where the telephone is the only address, a closed channel means SMS: Zalo has to be opened on purpose.
    closed = [way for way in found if way[0] is not Channel.ZALO]
    return next((way for way in found if way[0] in open_channels), closed[0] if closed else None)


def _address(addressee: Addressee, channel: Channel) -> str:
    if channel is Channel.EMAIL:
        return addressee.email.strip()
    return telephone(addressee.phone) if channel in BY_PHONE else ""


def telephone(text: str) -> str:
    """A telephone number as gateways take it: digits, a plus before a country's code; empty for anything else."""
    digits = re.sub(r"[\s.\-()]", "", text)
    return digits if PHONE.fullmatch(digits) else ""


def masked(address: str) -> str:
    """An address that its owner recognises and nobody else: `•••678`, `a•••@example.vn`."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}{MASK}@{host}"
    return f"{MASK}{address[-3:]}" if address else ""
