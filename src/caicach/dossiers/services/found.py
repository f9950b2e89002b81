"""Note that what was lost is found or put right (đã tìm thấy, khắc phục)."""

from caicach.dossiers.permits import may_forward
from caicach.dossiers.rules.checks import check_order, check_reason
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@verb(permit=may_forward)
def found(turn: Turn, *, note: str) -> None:
    """End a loss: what was found, or by what it was replaced."""
    loss = turn.loss
    if loss is None:
        raise Refused("not-lost", mark("Hồ sơ không bị ghi là mất, hư hỏng."))
    check_order(turn.at, loss.noticed_at, what=mark("thời điểm phát hiện mất, hư hỏng"))
    loss.found_at, loss.note = turn.at, check_reason(note)
    turn.changed.append((loss, ("found_at", "note")))
    turn.loss = None
    turn.dossier.lost = False
    turn.say(note=note)
