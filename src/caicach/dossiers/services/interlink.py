"""Open the parts of other agencies on a dossier (mở phần việc liên thông)."""

from collections.abc import Sequence

from django.db.models import Q

from caicach.agencies.models import Unit
from caicach.dossiers.models import Part
from caicach.dossiers.permits import may_process
from caicach.dossiers.rules.parts import NewPart, Order, check_parts, check_term, ranks
from caicach.dossiers.services.parts import start_parts
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import local, local_day
from caicach.kit.words import mark


def _units_known(turn: Turn, *, order: str, parts: Sequence[NewPart]) -> None:  # noqa: ARG001
    """Raise `Refused("unknown-unit")` unless each partner exists and stands on the day."""
    day, ids = local_day(turn.at), {part.unit_id for part in parts}
    standing = Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), pk__in=ids, valid_from__lte=day)
    only_when(standing.count() == len(ids), "unknown-unit", mark("Hãy chọn cơ quan phối hợp."), field="unit_1")


@verb(permit=may_process, known=_units_known)
def interlink(turn: Turn, *, order: str, parts: Sequence[NewPart]) -> None:
    """Give partners their parts, in `sequence` or in `parallel`; the lead stays responsible and decides at the end.

    Decree 118/2025/NĐ-CP Art. 20: one number and one date for the citizen, so the longest way through the parts lies
    within the deadline. Until all parts are finished the dossier is not decided.
    """
    turn.require_open()
    turn.require_undecided()
    dossier = turn.dossier
    only_when(dossier.paused_since is None, "paused", mark("Thời gian giải quyết đang dừng; hãy cho chạy tiếp trước."))
    only_when(not dossier.partners, "parts-open", mark("Hồ sơ đang có phần việc liên thông chưa xong."))
    only_when(order in list(Order), "unknown-order", mark("Hãy chọn làm lần lượt hay song song."), field="order")
    check_parts(parts, lead_unit_id=dossier.competent_unit_id)
    deadline = turn.deadline()
    if deadline is not None:
        hours = [part.hours for part in parts]
        check_term(order, hours, at=local(turn.at), deadline=local(deadline), calendar=turn.calendar)
    for rank, part in zip(ranks(order, len(parts)), parts, strict=True):
        row = Part(dossier=dossier, rank=rank, unit_id=part.unit_id, task=part.task.strip(), hours=part.hours)
        turn.parts.append(row)
        turn.added.append(row)
    start_parts(turn)
    turn.details |= {"order": order, "parts": [[part.unit_id, part.hours] for part in parts]}
    turn.say(content="; ".join(part.task.strip() for part in parts))
