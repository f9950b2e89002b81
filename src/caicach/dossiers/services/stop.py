"""Stop a dossier for good (dừng giải quyết)."""

from caicach.dossiers.permits import may_lead
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb


@verb(permit=may_lead)
def stop(turn: Turn, *, reason: str, without_papers: bool = False) -> None:
    """Stop for good, or close because the papers asked for never came (Decree 118/2025/NĐ-CP Art. 19(5), 21)."""
    turn.require_accepted()
    turn.move_to(Status.STOPPED)
    turn.finish(Ending.CLOSED if without_papers else Ending.STOPPED)
    turn.details |= {"reason": check_reason(reason)}
    turn.notice = "dossiers.stopped"
