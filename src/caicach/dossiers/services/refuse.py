"""Refuse a dossier with its reason: at intake, or after acceptance (từ chối)."""

from caicach.dossiers.permits import may_forward
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb


@verb(permit=may_forward)
def refuse(turn: Turn, *, reason: str) -> None:
    """Refuse: not accepted (status 3) at intake, stopped for good (status 8) after acceptance.

    Decree 118/2025/NĐ-CP Art. 17(1)(d), 19(3); Decree 61/2018/NĐ-CP Art. 17: always in writing with the reason.
    """
    turn.require_undecided()
    turn.say(reason=check_reason(reason))
    if turn.dossier.accepted_at is None:
        turn.move_to(Status.NOT_ACCEPTED)
    else:
        turn.move_to(Status.STOPPED)
        turn.finish(Ending.REFUSED)
    turn.notice = "dossiers.refused"
