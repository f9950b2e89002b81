"""Give a dossier to an officer (phân công)."""

from caicach.accounts.queries import holders_of
from caicach.accounts.rules import Role
from caicach.dossiers.permits import may_assign
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.handovers import take
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import local_day
from caicach.kit.words import mark


def _officer_here(turn: Turn, *, officer_id: int, note: str = "") -> None:  # noqa: ARG001 (the verb's own arguments)
    """Raise `Refused("not-an-officer-here")` unless the person may process dossiers of the unit where it lies."""
    officers = holders_of(Role.PROCESSING_OFFICER, [turn.dossier.handling_unit_id], on=local_day(turn.act.now))
    only_when(
        any(officer.pk == officer_id for found in officers.values() for officer in found),
        "not-an-officer-here",
        mark("Người này không phải công chức thụ lý của đơn vị đang giữ hồ sơ."),
        source=mark("Quyền được giao trong hệ thống"),
        field="officer",
    )


@verb(permit=may_assign, known=_officer_here)
def assign(turn: Turn, *, officer_id: int, note: str = "") -> None:
    """Assign the dossier to an officer, or to another one, with a word on it; from then on it is in process."""
    turn.require_open()
    only_when(
        turn.dossier.assignee_id != officer_id,
        "already-assigned",
        mark("Hồ sơ đã được phân công cho công chức này."),
        field="officer",
    )
    if not turn.waits:
        turn.move_to(Status.IN_PROCESS)
    turn.details |= {"assignee": [turn.dossier.assignee_id, officer_id]}
    turn.say(note=note)
    take(turn)
    turn.dossier.assignee_id = officer_id
