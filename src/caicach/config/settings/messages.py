"""How messages leave the house: the mail server, the gateway for SMS and Zalo; nothing named means nothing is sent."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PORTS = {"none": 25, "starttls": 587, "tls": 465}


def mail_from(url: str, sender: str) -> dict[str, Any] | None:
    """The mail server of `smtp://user:password@host:port?security=none`, or of `smtps://…`; None without both.

    `smtp` means STARTTLS unless `security` says `none`; `smtps` means TLS from the first byte.
    """
    parts = urlsplit(url)
    if not parts.hostname or not sender:
        return None
    asked = dict(parse_qsl(parts.query)).get("security", "starttls")
    security = "tls" if parts.scheme == "smtps" else asked
    return {
        "host": parts.hostname,
        "port": parts.port or PORTS[security],
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "security": security,
        "sender": sender,
    }


def gateway_from(url: str, token: str, channels: str, letters: str) -> dict[str, Any] | None:
    """The gateway at the address with the channels it serves (`sms`, `zalo`); None without an address."""
    if not url:
        return None
    named = [name for name in ("sms", "zalo") if name in channels.replace(" ", "").split(",")]
    return {"url": url, "token": token, "channels": named, "plain_letters": letters != "vi"}


MESSAGES_MAIL = mail_from(os.environ.get("EMAIL_URL", ""), os.environ.get("EMAIL_FROM", ""))
MESSAGES_GATEWAY = gateway_from(
    os.environ.get("MESSAGE_GATEWAY_URL", ""),
    os.environ.get("MESSAGE_GATEWAY_TOKEN", ""),
    os.environ.get("MESSAGE_GATEWAY_CHANNELS", "sms"),
    os.environ.get("MESSAGE_GATEWAY_LETTERS", "plain"),
)
# Address and content of a message are erased so many days after it was sent.
MESSAGES_KEPT_DAYS = int(os.environ.get("MESSAGES_KEPT_DAYS", "30"))
# Where the pages stand, for links in letters to people who work here; without it letters hold no links.
PUBLIC_ADDRESS = os.environ.get("CAICACH_ADDRESS", "").rstrip("/")
