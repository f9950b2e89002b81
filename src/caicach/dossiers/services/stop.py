"""Stop a dossier for good (dừng giải quyết)."""

from caicach.dossiers.permits import may_lead
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.close_unanswered import close
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb


@verb(permit=may_lead)
def stop(turn: Turn, *, reason: str, without_papers: bool = False) -> None:
    """Stop for good, or close because the papers asked for never came (Decree 118/2025/NĐ-CP Art. 19(5), 21).

    Announced by form 05 of Circular 03/2025/TT-VPCP. The message `dossiers.stopped` needs `reason`.
    """
    turn.require_open()
    turn.say(reason=check_reason(reason))
    if without_papers:
        close(turn)
        return
    turn.move_to(Status.STOPPED)
    turn.finish(Ending.STOPPED)
    turn.notice = "dossiers.stopped"
