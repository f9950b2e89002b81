"""What the verbs of interlinked dossiers share: the parts of a turn, started and counted."""

from caicach.dossiers.models import Part
from caicach.dossiers.permits import may_do_part
from caicach.dossiers.rules.parts import next_rank
from caicach.dossiers.services.turn import Turn, seat_of
from caicach.dossiers.services.verb import only_when
from caicach.kit.words import mark


def start_parts(turn: Turn) -> None:
    """Start what can run now, and let the dossier say how many parts are open and who takes part."""
    rank = next_rank([part.rank for part in turn.parts])
    for part in turn.parts:
        if part.rank != rank or part.started_at is not None:
            continue
        part.started_at = turn.at
        turn.set_part_due(part)
        turn.dossier.partner_units = [*turn.dossier.partner_units, part.unit_id]
        if part.pk:
            turn.changed.append((part, ("started_at", "due_at")))
    turn.dossier.partners = len(turn.parts)


def running_part(turn: Turn, part_id: int | None) -> Part:
    """The part that runs: by its id, or the only one. Raises `Refused("no-such-part")`."""
    found = [part for part in turn.parts if part.started_at is not None and part_id in (None, part.pk)]
    only_when(
        len(found) == 1,
        "no-such-part",
        mark("Không có phần việc nào đang làm như vậy; hãy mở lại hồ sơ."),
        field="part",
    )
    return found[0]


def require_partner(turn: Turn, part: Part, *, or_lead: bool) -> None:
    """Raise `Refused("not-your-part")` unless the actor works at the partner, or on the dossier where that may."""
    verdict = may_do_part(turn.act.actor, seat_of(turn.dossier), part.unit_id, or_lead=or_lead)
    only_when(verdict.allowed, "not-your-part", verdict.reason, source=verdict.source, field="part")
