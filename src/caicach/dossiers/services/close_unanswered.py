"""Close a dossier whose papers never came (đóng hồ sơ không bổ sung): an act of the system, or of the head."""

from caicach.dossiers.permits import may_lead
from caicach.dossiers.rules.checks import check_closing
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.regime import SUPPLEMENT
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.period import local
from caicach.kit.words import mark

REASON = mark("Quá 15 ngày kể từ ngày thông báo mà hồ sơ không được bổ sung, hoàn thiện; đã nhắc trước khi đóng.")


@verb(permit=may_lead)
def close_unanswered(turn: Turn) -> None:
    """Close 15 days after the notice, when a reminder went out (Decree 118/2025/NĐ-CP Art. 19(5)).

    The message `dossiers.stopped` needs `reason`.
    """
    turn.require_open()
    close(turn)
    turn.say(reason=REASON)


def close(turn: Turn) -> None:
    """End a dossier that waits for papers in vain; raises `Refused` unless the decree allows it now."""
    waiting = next((one for one in turn.pauses if one.ended_at is None and one.kind == SUPPLEMENT), None)
    check_closing(
        turn.regime,
        asked_for=local(waiting.started_at) if waiting else None,
        reminded=local(waiting.reminded_at) if waiting and waiting.reminded_at else None,
        at=local(turn.at),
    )
    turn.move_to(Status.STOPPED)
    turn.finish(Ending.CLOSED)
    turn.notice = "dossiers.stopped"
