"""Cancel a message that is not to go out any more (hủy gửi)."""

from caicach.kit.acts import Act
from caicach.kit.words import mark
from caicach.notices.models import Message
from caicach.notices.permits import may_cancel
from caicach.notices.rules.state import STOPPED, State
from caicach.notices.services.tended import tended


def cancel(act: Act, message_id: int, *, reason: str) -> Message:
    """Take a message out of the queue; it stays on record.

    Raises `Refused`: "not-permitted", "no-reason", "state" unless it waits, is in doubt or failed.
    """
    return tended(
        act,
        message_id,
        "cancel",
        permit=may_cancel,
        states=STOPPED,
        refusal=mark("Tin đang gửi, đã gửi hoặc đã hủy thì không hủy được nữa."),
        reason=reason,
        changed={"state": State.CANCELLED.value, "next_at": None},
    )
