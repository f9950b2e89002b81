"""Send a dossier back to where it was received (trả lại bộ phận một cửa)."""

from caicach.dossiers.permits import may_process
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.services.handovers import give
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


@verb(permit=may_process)
def send_back(turn: Turn, *, reason: str) -> None:
    """Send the dossier back to the receiving unit with a reason; the clock keeps running."""
    turn.require_accepted()
    dossier = turn.dossier
    only_when(dossier.finished_at is None, "finished", mark("Hồ sơ đã kết thúc xử lý nên không trả lại được."))
    only_when(
        dossier.handling_unit_id != dossier.received_unit_id, "already-there", mark("Hồ sơ đang ở nơi tiếp nhận.")
    )
    turn.details |= {"handling_unit": [dossier.handling_unit_id, dossier.received_unit_id]}
    turn.say(reason=check_reason(reason))
    give(turn, dossier.received_unit_id)
    dossier.handling_unit_id = dossier.received_unit_id
    dossier.assignee_id = None
