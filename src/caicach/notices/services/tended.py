"""How a person's decision about a message is carried out: lock, permit, state, journal; idempotent by key."""

from collections.abc import Callable, Collection, Mapping

from django.db import transaction

from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Actor, Change, Verdict
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.notices.models import Message

KIND = "message"


def tended(
    act: Act,
    message_id: int,
    name: str,
    *,
    permit: Callable[[Actor, int | None], Verdict],
    states: Collection[str],
    refusal: str,
    reason: str,
    changed: Mapping[str, object],
) -> Message:
    """Change one message in one of the states, with a line in the journal; `reason` stays erasable beside it."""
    action = f"notices.{name}"
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(pk=message_id).first()
        if message is None:
            raise Unknown("unknown-message", mark("Không có tin nhắn số {message}."), values={"message": message_id})
        if repeated(act, KIND, action, subject_id=message_id) is not None:
            return message
        _check(act, message, permit=permit, states=states, refusal=refusal, reason=reason)
        before = message.state
        for field, value in changed.items():
            setattr(message, field, value)
        message.save(update_fields=list(changed))
        details = {"state": [before, message.state], "message_kind": message.kind, "channel": message.channel}
        change = Change(
            kind=KIND, subject_id=message.pk, action=action, details=details, personal={"reason": reason.strip()}
        )
        record(act, change)
    return message


def _check(
    act: Act,
    message: Message,
    *,
    permit: Callable[[Actor, int | None], Verdict],
    states: Collection[str],
    refusal: str,
    reason: str,
) -> None:
    verdict = permit(act.actor, message.unit_id)
    if not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)
    if not reason.strip():
        raise Refused("no-reason", mark("Hãy ghi lý do."), field="reason")
    if message.state not in states:
        raise Refused("state", refusal)
    if message.erased_at is not None:
        raise Refused("erased", mark("Địa chỉ và nội dung của tin này đã được xóa nên không gửi lại được."))
