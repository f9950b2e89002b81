"""Reserve or skip the next numbers of an own register, with the reason (giữ số, bỏ qua số)."""

from datetime import date

from django.db import transaction

from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.papers.models import IssuedNumber, Register
from caicach.papers.permits import may_keep_register
from caicach.papers.rules.document import NumberState, NumberWay
from caicach.papers.services.set_register import KIND, ONE_SOURCE, counter_of
from caicach.papers.services.take_number import take_number

MOST = 20
"""So many numbers are kept at once at most: a register full of holes helps nobody."""


def reserve_number(
    act: Act, register_id: int, *, day: date, reason: str, count: int = 1, skip: bool = False
) -> Register:
    """Take the next numbers for papers to come, or with `skip` leave them out for ever; both with a reason.

    A reserved number keeps its `day`. Raises `Refused`: "not-permitted", "reason", "number-not-ours" for a register
    that another system rules, "number-count".
    """
    with transaction.atomic():
        register = (
            Register.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=register_id).first()
        )
        if register is None:
            raise Unknown("unknown-register", mark("Không có sổ này."))
        action = "papers.skip_number" if skip else "papers.reserve_number"
        if repeated(act, KIND, action, subject_id=register_id) is not None:
            return register
        _check(act, register, reason, count)
        last = take_number(**counter_of(register), count=count)
        numbers = range(last - count + 1, last + 1)
        state = NumberState.SKIPPED if skip else NumberState.RESERVED
        IssuedNumber.objects.bulk_create(
            IssuedNumber(
                register=register, way=register.way, number=number, state=state.value, reason=reason.strip(), day=day,
                entered_by_id=act.actor.user_id or 0, entered_at=act.now,
            )
            for number in numbers
        )  # fmt: skip
        details = {"first": numbers[0], "last": last}
        record(
            act,
            Change(
                kind=KIND, subject_id=register.pk, action=action, details=details, personal={"reason": reason.strip()}
            ),
        )
    return register


def _check(act: Act, register: Register, reason: str, count: int) -> None:
    verdict = may_keep_register(act.actor, register.unit_id)
    if not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)
    if register.way != NumberWay.OWN:
        raise Refused(
            "number-not-ours",
            mark("Sổ này lấy số từ hệ thống quản lý văn bản nên không giữ, không bỏ qua số ở đây được."),
            source=ONE_SOURCE,
        )
    if not reason.strip():
        raise Refused("reason", mark("Hãy ghi rõ lý do."), field="reason")
    if not 1 <= count <= MOST:
        raise Refused("number-count", mark("Mỗi lần giữ từ 1 đến {most} số."), values={"most": MOST}, field="count")
