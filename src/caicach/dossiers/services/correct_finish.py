"""Correct the recorded end of processing (đính chính thời điểm xử lý xong)."""

from datetime import datetime

from caicach.dossiers.models import Pause
from caicach.dossiers.permits import may_lead
from caicach.dossiers.rules.checks import check_not_future, check_order, check_reason
from caicach.dossiers.rules.outcome import closed_by_end
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark

FIELD = "finished_at"


@verb(permit=may_lead)
def correct_finish(turn: Turn, *, finished_at: datetime, reason: str) -> None:
    """Replace the end of processing by the true one; the line before stays and both are visible.

    A pause that the end closed ends with the true one.
    """
    dossier = turn.dossier
    only_when(
        dossier.finished_at is not None,
        "not-finished",
        mark("Hồ sơ chưa kết thúc xử lý nên không có gì để đính chính."),
    )
    check_not_future(finished_at, turn.act.now, field=FIELD)
    check_order(finished_at, dossier.accepted_at, what=mark("thời điểm tiếp nhận"), field=FIELD)
    check_order(finished_at, dossier.decided_at, what=mark("thời điểm quyết định"), field=FIELD)
    closed = _closed_pause(turn)
    moments = [one.started_at if one is closed else one.ended_at or one.started_at for one in turn.pauses]
    last = max(moments, default=None)
    check_order(finished_at, last, what=mark("lần dừng tính thời gian gần nhất"), field=FIELD)
    if dossier.returned_at is not None:
        check_order(dossier.returned_at, finished_at, what=mark("thời điểm xử lý xong đã đính chính"), field=FIELD)
    old = dossier.finished_at
    turn.details |= {"finished": [old and old.isoformat(), finished_at.isoformat()]}
    turn.say(reason=check_reason(reason))
    dossier.finished_at = finished_at
    if closed is not None:
        closed.ended_at = finished_at
        turn.changed.append((closed, ("ended_at",)))


def _closed_pause(turn: Turn) -> Pause | None:
    """The pause that ended with the processing, if one did."""
    finished, ending = turn.dossier.finished_at, turn.dossier.ending
    return next((one for one in turn.pauses if closed_by_end(one.ended_at, finished=finished, ending=ending)), None)
