"""Have a message sent again by a person's decision (gửi lại)."""

from caicach.kit.acts import Act
from caicach.kit.words import mark
from caicach.notices.models import Message
from caicach.notices.permits import may_retry
from caicach.notices.rules.state import RETRIED, State
from caicach.notices.services.tended import tended


def retry(act: Act, message_id: int, *, reason: str) -> Message:
    """Let a message wait again, with all its attempts before it; whoever says so answers for a message sent twice.

    Raises `Refused`: "not-permitted", "no-reason", "state" unless it is in doubt, failed or cancelled, "erased".
    """
    return tended(
        act,
        message_id,
        "retry",
        permit=may_retry,
        states=RETRIED,
        refusal=mark("Chỉ gửi lại được tin không rõ đã gửi chưa, không gửi được hoặc đã hủy."),
        reason=reason,
        changed={"state": State.WAITING.value, "attempts": 0, "next_at": act.now, "last_error": ""},
    )
