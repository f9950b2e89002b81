"""Wait for a financial obligation, or stop for a while (tạm dừng)."""

from caicach.dossiers.permits import may_process
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.rules.regime import OBLIGATION, STOP
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark

STATUSES = {OBLIGATION: Status.OBLIGATION_REQUESTED, STOP: Status.STOPPED}


@verb(permit=may_process)
def pause(turn: Turn, *, kind: str, reason: str, document: str = "", amount: int | None = None) -> None:
    """Pause for an `obligation` or a `stop`; papers are `request_supplement`, consulting never pauses (Art. 19(4)).

    A stop lets the clock stand; an obligation only where the procedure leaves its time out of the limit, otherwise the
    clock runs on (Decree 118/2025/NĐ-CP Art. 19). For an obligation `document` is the number of the notice and
    `amount` what is to be paid, in đồng.
    """
    turn.require_open()
    only_when(
        kind in STATUSES, "unknown-pause", mark("Hãy chọn lý do dừng: nghĩa vụ tài chính hoặc tạm dừng."), field="kind"
    )
    turn.move_to(STATUSES[kind])
    only_when(
        amount is None or amount > 0, "amount", mark("Số tiền phải lớn hơn 0; chưa biết thì để trống."), field="amount"
    )
    turn.start_pause(kind, check_reason(reason))
    if turn.new_pause is not None:
        turn.new_pause.document, turn.new_pause.amount = document.strip(), amount
    turn.details |= {name: value for name, value in (("document_no", document.strip()), ("amount", amount)) if value}
    turn.say(reason=reason)
