"""Give a dossier to an officer (phân công)."""

from caicach.dossiers.permits import may_assign
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


@verb(permit=may_assign)
def assign(turn: Turn, *, officer_id: int) -> None:
    """Assign the dossier to an officer, or to another one; from then on it is in process."""
    turn.require_accepted()
    only_when(
        turn.dossier.assignee_id != officer_id,
        "already-assigned",
        mark("Hồ sơ đã được phân công cho công chức này."),
        field="officer",
    )
    if turn.dossier.paused_since is None:
        turn.move_to(Status.IN_PROCESS)
    turn.details |= {"assignee": [turn.dossier.assignee_id, officer_id]}
    turn.dossier.assignee_id = officer_id
