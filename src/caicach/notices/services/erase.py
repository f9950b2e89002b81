"""Erase addresses and contents of messages that have long gone out (xóa dữ liệu cá nhân của tin nhắn)."""

from datetime import datetime, timedelta

from caicach.notices.models import Message
from caicach.notices.rules.state import State


def erase(*, now: datetime, kept: timedelta) -> int:
    """Clear address and values of messages sent longer ago than `kept`; kind, state and times stay. Returns how many.

    The journal keeps that the change happened; the message only served to tell of it.
    """
    old = Message.objects.filter(state=State.SENT, erased_at=None, sent_at__lt=now - kept)
    return old.update(address="", values={}, erased_at=now)
