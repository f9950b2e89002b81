"""Take over a part of an interlinked dossier (nhận phần việc)."""

from caicach.dossiers.permits import may_take_part
from caicach.dossiers.services.parts import require_partner, running_part
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


def _theirs(turn: Turn, *, part_id: int | None = None) -> None:
    require_partner(turn, running_part(turn, part_id), or_lead=False)


@verb(permit=may_take_part, known=_theirs)
def take_part(turn: Turn, *, part_id: int | None = None) -> None:
    """The actor takes the part on; its clock has run since it was handed over."""
    turn.require_open()
    part = running_part(turn, part_id)
    only_when(part.taken_at is None, "part-taken", mark("Phần việc này đã có người nhận."), field="part")
    part.taken_at, part.officer_id = turn.at, turn.act.actor.user_id
    turn.changed.append((part, ("taken_at", "officer_id")))
    turn.details |= {"asked_unit": part.unit_id}
