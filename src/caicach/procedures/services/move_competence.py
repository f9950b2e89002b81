"""Let another agency answer for procedures from a day on, by decision (chuyển thẩm quyền giải quyết thủ tục)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from caicach.kit.acts import Act, Change, Recorder
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.procedures.models import Competence, Procedure
from caicach.procedures.services.write_facts import write_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From which unit to which other one, which procedures (ids), from which day on, by which decision."""

    from_unit_id: int
    to_unit_id: int
    procedures: Collection[int]
    day: date
    decision: str


def move_competence(*, act: Act, record: Recorder, move: Move) -> int:
    """How many procedures changed hands: the old competence ends on the day before, the new one begins on the day.

    What the catalogue tells already is left as it is, so the same move made again changes nothing. In the caller's
    transaction. Raises `Refused("competence-too-young")` when the old competence began on the day or after it.
    """
    found = Procedure.objects.select_for_update().filter(pk__in=move.procedures).order_by("pk")
    return sum(_move_one(act, record, move, procedure) for procedure in found)


def _move_one(act: Act, record: Recorder, move: Move, procedure: Procedure) -> bool:
    rows = procedure.competences.all()
    standing = Q(valid_to=None) | Q(valid_to__gte=move.day)
    old = rows.filter(standing, unit_id=move.from_unit_id).order_by("valid_from").first()
    if old is None:
        return False
    if old.valid_from >= move.day:
        raise Refused(
            "competence-too-young",
            mark("Thủ tục {procedure}: cơ quan cũ chỉ có thẩm quyền từ {day}; hãy chọn một ngày sau đó."),
            values={"procedure": procedure.code, "day": old.valid_from.isoformat()},
            field="day",
        )
    last = old.valid_to
    Competence.objects.filter(pk=old.pk).update(valid_to=move.day - timedelta(days=1))
    theirs = rows.filter(unit_id=move.to_unit_id)
    if not theirs.filter(standing, valid_from__lte=move.day).exists():
        later = theirs.filter(valid_from__gt=move.day).order_by("valid_from").first()
        until = later.valid_from - timedelta(days=1) if later else last
        Competence.objects.create(
            procedure=procedure, unit_id=move.to_unit_id, valid_from=move.day, valid_to=until
        )  # fmt: skip
    details = {
        "code": procedure.code,
        "from": move.from_unit_id,
        "to": move.to_unit_id,
        "on": move.day.isoformat(),
        "document_no": move.decision,
    }
    record(act, Change(kind="procedure", subject_id=procedure.pk, action="procedures.move_competence", details=details))
    write_facts(procedure)
    return True
