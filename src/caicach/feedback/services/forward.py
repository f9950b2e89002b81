"""Forward a feedback to the agency that is competent for it (chuyển cơ quan có thẩm quyền)."""

from caicach.agencies.models import Unit
from caicach.feedback.permits import may_publish
from caicach.feedback.rules.kinds import Outcome
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.verb import verb
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@verb(permit=may_publish)
def forward(turn: Turn, *, unit_id: int | None = None, body: str = "", note: str = "") -> None:
    """End it here; the other agency receives it as its own. `body` names one that is no unit of the province.

    Raises `Refused` unless exactly one of both is told, and for the agency itself.
    """
    turn.require_open()
    if bool(unit_id) == bool(body.strip()):
        raise Refused("no-agency", mark("Hãy chọn một đơn vị, hoặc ghi tên một cơ quan ngoài tỉnh."), field="unit")
    if unit_id is not None and (unit_id == turn.feedback.unit_id or not Unit.objects.filter(pk=unit_id).exists()):
        raise Refused("same-agency", mark("Hãy chọn một cơ quan khác."), field="unit")
    turn.unit_id, turn.body = unit_id, body.strip()
    turn.details |= {"to_unit": unit_id}
    if turn.body:
        turn.personal |= {"body": turn.body}
    turn.say(note)
    turn.end(Outcome.FORWARDED)
