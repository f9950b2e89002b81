"""Who may do what with feedback: by the dated grants of the actor and where it lies; each no with its reason.

Nobody sees or handles feedback about themselves, nor does whoever stands in for that person. Administrators see none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from caicach.accounts.rules import Role
from caicach.kit.acts import YES, Actor, Verdict
from caicach.kit.words import mark

RECEIVE = (Role.INTAKE_CLERK, Role.REFORM_OFFICER)
AT_RECEPTION_SEE = (*RECEIVE, Role.CENTRE_HEAD)
IN_CHARGE = (Role.REFORM_OFFICER, Role.AGENCY_LEADER)
ANSWER = (Role.PROCESSING_OFFICER, Role.REFORM_OFFICER)
ASSIGN = (Role.DIVISION_HEAD, *IN_CHARGE)
READERS = (*AT_RECEPTION_SEE, Role.AGENCY_LEADER, Role.DIVISION_HEAD, Role.PROCESSING_OFFICER)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a feedback lies: ids of the units, of the assigned officer, and of the person it is about."""

    unit_id: int
    received_unit_id: int
    handling_unit_id: int
    assignee_id: int | None = None
    about_user_id: int | None = None


Permit = Callable[[Actor, Seat], Verdict]


def _no(reason: str) -> Verdict:
    return Verdict(allowed=False, reason=reason, source=mark("Quyền được giao trong hệ thống"))


def _about(actor: Actor, seat: Seat) -> bool:
    return actor.is_one_of(seat.about_user_id)


def _assigned(actor: Actor, seat: Seat) -> bool:
    """The assigned officer or who stands in, as long as any grant to answer is in force."""
    return actor.is_one_of(seat.assignee_id) and actor.holds(ANSWER)


def _said(yes: bool, actor: Actor, seat: Seat, reason: str) -> Verdict:
    if _about(actor, seat):
        return _no(mark("Phản ánh, kiến nghị này về chính anh/chị nên anh/chị không được xem, không được xử lý."))
    return YES if yes else _no(reason)


def may_view(actor: Actor, seat: Seat) -> Verdict:
    """Open a feedback: where it was received, who answers for the agency, the head where it lies, its officer."""
    yes = (
        actor.holds(AT_RECEPTION_SEE, seat.received_unit_id)
        or actor.holds(IN_CHARGE, seat.unit_id)
        or actor.holds([Role.DIVISION_HEAD], seat.handling_unit_id)
        or _assigned(actor, seat)
    )
    return _said(yes, actor, seat, mark("Phản ánh, kiến nghị này không thuộc phạm vi được xem của anh/chị."))


def may_see_sender(actor: Actor, seat: Seat) -> Verdict:
    """Read who asked to stay unnamed: whoever receives there, and the agency's reform officer."""
    yes = actor.holds(RECEIVE, seat.received_unit_id) or actor.holds([Role.REFORM_OFFICER], seat.unit_id)
    return _said(yes, actor, seat, mark("Người gửi đề nghị giấu tên; chỉ nơi tiếp nhận được xem."))


def may_receive_at(actor: Actor, unit_id: int) -> Verdict:
    """Receive feedback at a unit: its one-stop clerk or its reform officer."""
    if actor.holds(RECEIVE, unit_id):
        return YES
    return _no(mark("Chỉ cán bộ một cửa hoặc cán bộ cải cách hành chính của đơn vị mới tiếp nhận phản ánh, kiến nghị."))


def may_assign(actor: Actor, seat: Seat) -> Verdict:
    """Give it to a unit and an officer: the head where it lies, a leader or the reform officer of the agency."""
    yes = actor.holds([Role.DIVISION_HEAD], seat.handling_unit_id) or actor.holds(IN_CHARGE, seat.unit_id)
    reason = mark("Chỉ người phụ trách đơn vị đang giữ hoặc cán bộ cải cách hành chính của cơ quan mới phân công.")
    return _said(yes, actor, seat, reason)


def may_handle(actor: Actor, seat: Seat) -> Verdict:
    """Ask the sender for more, note what was added, tell how it stands, refuse: its officer, the reform officer."""
    yes = _assigned(actor, seat) or actor.holds([Role.REFORM_OFFICER], seat.unit_id)
    reason = mark("Chỉ công chức được phân công hoặc cán bộ cải cách hành chính của cơ quan mới làm việc này.")
    return _said(yes, actor, seat, reason)


def may_answer(actor: Actor, seat: Seat) -> Verdict:
    """Answer: the assigned officer."""
    return _said(_assigned(actor, seat), actor, seat, mark("Chỉ công chức được phân công mới trả lời."))


def may_publish(actor: Actor, seat: Seat) -> Verdict:
    """Publish an answer, forward to another agency, hand over, correct: the agency's reform officer."""
    yes = actor.holds([Role.REFORM_OFFICER], seat.unit_id)
    return _said(yes, actor, seat, mark("Chỉ cán bộ cải cách hành chính của cơ quan mới làm việc này."))
