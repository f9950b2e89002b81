"""Tables of messages to people; so far the outbox."""

from caicach.notices.models.message import Message

__all__ = ["Message"]
