"""Correct the recorded end of processing (đính chính thời điểm xử lý xong)."""

from datetime import datetime

from caicach.dossiers.permits import may_lead
from caicach.dossiers.rules.checks import check_not_future, check_order, check_reason
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark

FIELD = "finished_at"


@verb(permit=may_lead)
def correct_finish(turn: Turn, *, finished_at: datetime, reason: str) -> None:
    """Replace the end of processing by the true one; the line before stays and both are visible."""
    dossier = turn.dossier
    only_when(
        dossier.finished_at is not None,
        "not-finished",
        mark("Hồ sơ chưa kết thúc xử lý nên không có gì để đính chính."),
    )
    check_not_future(finished_at, turn.act.now, field=FIELD)
    check_order(finished_at, dossier.accepted_at, what=mark("thời điểm tiếp nhận"), field=FIELD)
    last = max((pause.ended_at or pause.started_at for pause in turn.pauses), default=None)
    check_order(finished_at, last, what=mark("lần dừng tính thời gian gần nhất"), field=FIELD)
    if dossier.returned_at is not None:
        check_order(dossier.returned_at, finished_at, what=mark("thời điểm xử lý xong đã đính chính"), field=FIELD)
    old = dossier.finished_at
    turn.details |= {
        "finished": [old and old.isoformat(), finished_at.isoformat()],
        "reason": check_reason(reason),
    }
    dossier.finished_at = finished_at
