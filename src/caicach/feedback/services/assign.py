"""Give a feedback to a unit of the agency, and to an officer (phân công xử lý phản ánh, kiến nghị)."""

from caicach.feedback.permits import may_assign
from caicach.feedback.queries.people import officers_for, units_of_agency
from caicach.feedback.rules.kinds import State
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.verb import verb
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@verb(permit=may_assign)
def assign(turn: Turn, *, unit_id: int | None = None, officer_id: int | None = None, note: str = "") -> None:
    """Assign it: to a unit alone, whose head then assigns an officer, or to an officer of it at once.

    Raises `Refused` for a unit outside of the agency, somebody who does not work there, or whom it is about.
    """
    turn.require_open()
    one, today = turn.feedback, local_day(turn.act.now)
    unit_id = unit_id or one.handling_unit_id
    # The day of the act may lie long ago: the tree and the people are those of today, as for every right.
    units = units_of_agency(one, on=today)
    if unit_id not in units:
        raise Refused("unit-elsewhere", mark("Đơn vị này không thuộc cơ quan phải trả lời."), field="unit")
    if officer_id is not None and officer_id == one.about_user_id:
        raise Refused(
            "about-themselves",
            mark("Không phân công cho chính người được phản ánh."),
            source=mark("Nguyên tắc: không ai xử lý phản ánh, kiến nghị về mình"),
            field="officer",
        )
    if officer_id is not None and officer_id not in {
        person.pk for person in officers_for(one, frozenset({unit_id}), on=today).get(unit_id, [])
    }:
        raise Refused(
            "not-an-officer-here", mark("Người này không phải công chức của đơn vị đã chọn."), field="officer"
        )
    if (unit_id, officer_id) == (one.handling_unit_id, one.assignee_id):
        raise Refused("already-assigned", mark("Phản ánh, kiến nghị đã được phân công như vậy."), field="officer")
    turn.details |= {"handling_unit": [one.handling_unit_id, unit_id], "assignee": [one.assignee_id, officer_id]}
    one.handling_unit_id, one.assignee_id = unit_id, officer_id
    turn.unit_id, turn.officer_id = unit_id, officer_id
    turn.say(note)
    if one.state != State.WAITING:
        turn.move_to(State.ASSIGNED if officer_id else State.NEW)
