"""Finish a part of an interlinked dossier; the next one starts, or the dossier is back with the lead."""

from caicach.dossiers.permits import may_finish_part
from caicach.dossiers.rules.checks import check_order, check_reason
from caicach.dossiers.rules.stages import outcome_of
from caicach.dossiers.services.parts import require_partner, running_part, start_parts
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.period import local
from caicach.kit.words import mark


def _theirs(turn: Turn, *, result: str, part_id: int | None = None) -> None:  # noqa: ARG001
    require_partner(turn, running_part(turn, part_id), or_lead=True)


@verb(permit=may_finish_part, known=_theirs)
def finish_part(turn: Turn, *, result: str, part_id: int | None = None) -> None:
    """Record what came of the part; whoever leads may do so when the result came by letter."""
    turn.require_open()
    part = running_part(turn, part_id)
    check_order(turn.at, part.started_at, what=mark("thời điểm giao phần việc"))
    part.finished_at, part.result = turn.at, check_reason(result)
    part.officer_id = part.officer_id or turn.act.actor.user_id
    if part.due_at is not None:
        part.outcome = outcome_of(local(turn.at), local(part.due_at)).value
    turn.changed.append((part, ("finished_at", "result", "officer_id", "outcome")))
    turn.parts.remove(part)
    start_parts(turn)
    turn.details |= {"asked_unit": part.unit_id, "late": part.outcome == "late", "open_parts": len(turn.parts)}
    turn.say(answer=result)
