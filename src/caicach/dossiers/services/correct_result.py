"""Hand over the corrected result (sửa kết quả sai)."""

from caicach.dossiers.permits import may_process
from caicach.dossiers.rules.checks import check_order, check_reason
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@verb(permit=may_process)
def correct_result(turn: Turn, *, note: str) -> None:
    """End the correction; late when it comes after its day (Decree 118/2025/NĐ-CP Art. 23(1)).

    `note` names the corrected result. The message is `dossiers.corrected`.
    """
    found = turn.correction
    if found is None:
        raise Refused("no-correction", mark("Không có kết quả nào đang được sửa."))
    check_order(turn.at, found.found_at, what=mark("thời điểm phát hiện kết quả sai"))
    found.corrected_at, found.note = turn.at, check_reason(note)
    found.late = local_day(turn.at) > local_day(found.due_at)
    turn.changed.append((found, ("corrected_at", "note", "late")))
    turn.correction = None
    turn.dossier.correction_due_at = None
    turn.details |= {"late": found.late}
    turn.say(note=note)
    turn.notice = "dossiers.corrected"
