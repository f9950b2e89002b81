"""Let the clock stand for a financial obligation or a stop for a while (tạm dừng)."""

from caicach.dossiers.permits import may_process
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.rules.regime import OBLIGATION, STOP
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark

STATUSES = {OBLIGATION: Status.OBLIGATION_REQUESTED, STOP: Status.STOPPED}


@verb(permit=may_process)
def pause(turn: Turn, *, kind: str, reason: str) -> None:
    """Pause for an `obligation` or a `stop`; papers are `request_supplement`, consulting never pauses (Art. 19(4))."""
    turn.require_open()
    only_when(
        kind in STATUSES, "unknown-pause", mark("Hãy chọn lý do dừng: nghĩa vụ tài chính hoặc tạm dừng."), field="kind"
    )
    turn.move_to(STATUSES[kind])
    turn.start_pause(kind, check_reason(reason))
    turn.say(reason=reason)
