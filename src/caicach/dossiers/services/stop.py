"""Stop a dossier for good (dừng giải quyết)."""

from caicach.dossiers.permits import may_lead
from caicach.dossiers.rules.checks import check_closing, check_reason
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.regime import SUPPLEMENT
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.period import local


@verb(permit=may_lead)
def stop(turn: Turn, *, reason: str, without_papers: bool = False) -> None:
    """Stop for good, or close because the papers asked for never came (Decree 118/2025/NĐ-CP Art. 19(5), 21)."""
    turn.require_open()
    if without_papers:
        asked_for = next(
            (one.started_at for one in turn.pauses if one.ended_at is None and one.kind == SUPPLEMENT), None
        )
        check_closing(turn.regime, asked_for=asked_for and local(asked_for), at=local(turn.at))
    turn.say(reason=check_reason(reason))
    turn.move_to(Status.STOPPED)
    turn.finish(Ending.CLOSED if without_papers else Ending.STOPPED)
    turn.notice = "dossiers.stopped"
