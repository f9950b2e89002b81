"""Remind the submitter to collect the result (nhắc nhận kết quả)."""

from caicach.dossiers.permits import may_return_result
from caicach.dossiers.rules.checks import check_order
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


@verb(permit=may_return_result)
def remind_collection(turn: Turn, *, note: str = "") -> None:
    """Record a reminder and send it, while the result waits. The message `dossiers.uncollected` needs `finished_at`."""
    only_when(turn.dossier.status == Status.PROCESSED, "not-waiting", mark("Không có kết quả nào đang chờ người nhận."))
    check_order(turn.at, turn.dossier.finished_at, what=mark("thời điểm xử lý xong"))
    turn.dossier.collection_reminded_at = turn.at
    turn.say(note=note)
    turn.notice = "dossiers.uncollected"
