"""Ask another agency for its opinion (lấy ý kiến)."""

from datetime import date

from django.db.models import Q

from caicach.agencies.models import Unit
from caicach.dossiers.models import Consultation
from caicach.dossiers.permits import may_process
from caicach.dossiers.rules.checks import check_consultation, check_reason
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import local, local_day
from caicach.kit.words import mark


def _unit_known(turn: Turn, *, content: str, due_on: date, unit_id: int | None = None, body: str = "") -> None:  # noqa: ARG001
    """Raise `Refused("unknown-unit")` unless the unit asked exists and stands on the day."""
    if unit_id is None:
        return
    day = local_day(turn.at)
    standing = Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), pk=unit_id, valid_from__lte=day)
    only_when(standing.exists(), "unknown-unit", mark("Hãy chọn đơn vị được lấy ý kiến."), field="unit")


@verb(permit=may_process, known=_unit_known)
def consult(turn: Turn, *, content: str, due_on: date, unit_id: int | None = None, body: str = "") -> None:
    """Ask a unit of the province (`unit_id`), or a body outside it by its name, to answer by the end of a day.

    Decree 118/2025/NĐ-CP Art. 19(4): the clock keeps running, the term lies within the limit. People of a unit asked
    may see the dossier until they have answered.
    """
    turn.require_open()
    dossier, body = turn.dossier, body.strip()
    only_when(
        (unit_id is None) != (not body),
        "whom-to-consult",
        mark("Hãy chọn một đơn vị trong tỉnh, hoặc ghi tên cơ quan ngoài tỉnh được lấy ý kiến."),
        field="unit",
    )
    only_when(
        unit_id is None or all(one.unit_id != unit_id for one in turn.consultations),
        "already-asked",
        mark("Đơn vị này đang được lấy ý kiến và chưa trả lời."),
        field="unit",
    )
    deadline = turn.deadline()
    check_consultation(at=local(turn.at), due_on=due_on, deadline=deadline and local(deadline))
    asked = Consultation(
        dossier=dossier, unit_id=unit_id, body=body, content=check_reason(content), asked_at=turn.at, due_on=due_on
    )
    turn.added.append(asked)
    turn.consultations.append(asked)
    turn.count_consultations()
    if unit_id is not None:
        dossier.partner_units = [*dossier.partner_units, unit_id]
    turn.details |= {"asked_unit": unit_id, "answer_by": due_on.isoformat()}
    turn.say(body=body, content=content)
