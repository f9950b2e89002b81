"""Take the papers that were asked for; the clock runs again (bổ sung hồ sơ)."""

from collections.abc import Sequence

from caicach.dossiers.permits import may_act_at_counter
from caicach.dossiers.rules.checks import Given
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.receive import keep_papers
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb


@verb(permit=may_act_at_counter, resets_clock=True)
def supplement(turn: Turn, *, papers: Sequence[Given] = (), note: str = "") -> None:
    """Record that the dossier is complete now; its clock restarts as the decree of its acceptance says.

    For a dossier not accepted yet use `receive`. Decree 118/2025/NĐ-CP Art. 19(5): counted from zero.
    """
    turn.require_accepted()
    turn.move_to(Status.IN_PROCESS if turn.dossier.assignee_id else Status.RECEIVED)
    turn.end_pause()
    keep_papers(turn, papers)
    turn.details |= {"note": note}
