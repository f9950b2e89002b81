"""What the verbs do to hand-overs: give, and take by confirming or by going on with the dossier (bàn giao hồ sơ)."""

from caicach.dossiers.models import Handover
from caicach.dossiers.services.turn import Turn


def give(turn: Turn, unit_id: int) -> None:
    """The dossier goes from the unit where it lies to another one, which has yet to confirm that it has it."""
    take(turn)
    turn.handover = Handover(
        dossier=turn.dossier,
        from_unit_id=turn.dossier.handling_unit_id,
        to_unit_id=unit_id,
        given_by_id=turn.act.actor.user_id,
        given_at=turn.at,
    )
    turn.added.append(turn.handover)
    turn.dossier.to_take_over = True


def take(turn: Turn) -> None:
    """The unit where the dossier lies has it: whoever assigns it or passes it on has it too. Nothing when confirmed."""
    row = turn.handover
    turn.dossier.to_take_over = False
    if row is None:
        return
    row.taken_by_id, row.taken_at = turn.act.actor.user_id, turn.at
    turn.changed.append((row, ("taken_by", "taken_at")))
    turn.handover = None
