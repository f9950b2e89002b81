"""Hand the result to the citizen (trả kết quả)."""

from caicach.dossiers.permits import may_return_result
from caicach.dossiers.rules.checks import check_order
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.words import mark


@verb(permit=may_return_result)
def return_result(turn: Turn, *, note: str = "") -> None:
    """Status 10. Lateness was decided by the end of processing, not by this (Decree 118/2025/NĐ-CP Art. 22)."""
    check_order(turn.at, turn.dossier.finished_at, what=mark("thời điểm xử lý xong"))
    turn.move_to(Status.RETURNED)
    turn.dossier.returned_at = turn.at
    turn.say(note=note)
    turn.notice = "dossiers.returned"
