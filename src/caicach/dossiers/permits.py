"""Who may do what to a dossier: by the dated grants of the actor and where the dossier lies; each no with its reason.

Seeing needs a place in the dossier's route (Decree 118/2025/NĐ-CP Art. 9, 19): received there, lying there, assigned,
competent, or asked to take part (for so long). Acting follows competence and assignment, not the place of receipt.
Administrators see no dossier.
"""

from collections.abc import Callable
from dataclasses import dataclass

from caicach.accounts.rules import Role
from caicach.kit.acts import YES, Actor, Verdict
from caicach.kit.words import mark
from caicach.payments.permits import may_take_money_at

COUNTER = (Role.INTAKE_CLERK, Role.RESULT_DESK)
AT_COUNTER_SEE = (*COUNTER, Role.CENTRE_HEAD)
AT_DESK_SEE = (Role.PROCESSING_OFFICER, Role.DIVISION_HEAD)
COMPETENT_SEE = (Role.AGENCY_LEADER, Role.REFORM_OFFICER, Role.RECORDS_CLERK)
BOOKKEEPERS = (*AT_COUNTER_SEE, *COMPETENT_SEE)
ABOVE_SEE = (Role.AGENCY_LEADER, Role.RECORDS_CLERK)
PARTNER_SEE = (Role.PROCESSING_OFFICER, Role.DIVISION_HEAD, Role.AGENCY_LEADER)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a dossier lies: ids of the units and of the assigned officer; partners are asked or work on a part.

    `unit_id` is the unit that is competent now, another one than at acceptance after competence was transferred.
    `above_unit_id` is the level above that has the paper to sign; None while the agency signs for itself.
    """

    unit_id: int
    received_unit_id: int
    helped_unit_id: int
    handling_unit_id: int
    assignee_id: int | None
    partner_unit_ids: frozenset[int] = frozenset()
    above_unit_id: int | None = None

    @property
    def signs_at(self) -> int:
        """The unit whose leader signs and whose records clerk numbers."""
        return self.above_unit_id or self.unit_id


Permit = Callable[[Actor, Seat], Verdict]


def _no(reason: str) -> Verdict:
    return Verdict(allowed=False, reason=reason, source=mark("Quyền được giao trong hệ thống"))


def may_view(actor: Actor, seat: Seat) -> Verdict:
    """Open a dossier's page."""
    seen = (
        actor.holds(AT_COUNTER_SEE, seat.received_unit_id)
        or actor.holds(AT_COUNTER_SEE, seat.helped_unit_id)
        or actor.holds(AT_DESK_SEE, seat.handling_unit_id)
        or actor.holds(COMPETENT_SEE, seat.unit_id)
        or _assigned(actor, seat)
        or takes_part(actor, seat)
        or _above(actor, seat)
    )
    return YES if seen else _no(mark("Hồ sơ này không thuộc phạm vi được xem của anh/chị."))


def takes_part(actor: Actor, seat: Seat) -> bool:
    """Whether the actor works at a unit that is asked for its opinion, or that has or had a part of the dossier."""
    return not seat.partner_unit_ids.isdisjoint(actor.reach(PARTNER_SEE))


def _above(actor: Actor, seat: Seat) -> bool:
    """Whether the paper is, or was, before the actor's unit at the level above."""
    return seat.above_unit_id is not None and actor.holds(ABOVE_SEE, seat.above_unit_id)


def _assigned(actor: Actor, seat: Seat) -> bool:
    """The assigned officer or who stands in, as long as any grant as processing officer is in force."""
    return actor.is_one_of(seat.assignee_id) and actor.holds([Role.PROCESSING_OFFICER])


def may_keep_book(actor: Actor, unit_id: int) -> Verdict:
    """Print the tracking book of a unit: of what was received there, or of what it is competent for."""
    if actor.holds(BOOKKEEPERS, unit_id):
        return YES
    return _no(mark("Chỉ bộ phận một cửa và cơ quan giải quyết mới in được sổ theo dõi hồ sơ của đơn vị mình."))


def may_receive_at(actor: Actor, unit_id: int) -> Verdict:
    """Receive dossiers at a one-stop unit."""
    if actor.holds([Role.INTAKE_CLERK], unit_id):
        return YES
    return _no(mark("Chỉ cán bộ một cửa của đơn vị tiếp nhận mới được tiếp nhận hồ sơ tại đây."))


def may_act_at_counter(actor: Actor, seat: Seat) -> Verdict:
    """Accept, refuse at intake, take papers, record a withdrawal: the intake clerk of the receiving unit."""
    return may_receive_at(actor, seat.received_unit_id)


def may_return_result(actor: Actor, seat: Seat) -> Verdict:
    """Hand out the result: the receiving unit's clerk or result desk."""
    if actor.holds(COUNTER, seat.received_unit_id):
        return YES
    return _no(mark("Chỉ bộ phận một cửa nơi tiếp nhận mới trả kết quả cho người nộp."))


def may_send_by_post(actor: Actor, unit_id: int) -> Verdict:
    """Hand results of a counter to the post: whoever hands them out there."""
    if actor.holds(COUNTER, unit_id):
        return YES
    return _no(mark("Chỉ bộ phận một cửa nơi tiếp nhận mới bàn giao kết quả cho bưu chính."))


def may_show_board(actor: Actor, unit_id: int) -> Verdict:
    """Open the board that hangs in the hall of a one-stop unit: its own people; the account of the screen is one."""
    if actor.holds(AT_COUNTER_SEE, unit_id):
        return YES
    return _no(mark("Chỉ bộ phận một cửa mới mở bảng hiển thị tại sảnh của mình."))


def may_take_fee(actor: Actor, seat: Seat) -> Verdict:
    """Take fees, exempt from them, cancel what was taken: whoever takes money where the dossier was received."""
    return may_take_money_at(actor, seat.received_unit_id)


def may_assign(actor: Actor, seat: Seat) -> Verdict:
    """Give the dossier to an officer: the head of the division where it lies, or a leader of the competent agency."""
    if actor.holds([Role.DIVISION_HEAD], seat.handling_unit_id) or actor.holds([Role.AGENCY_LEADER], seat.unit_id):
        return YES
    return _no(mark("Chỉ trưởng phòng đang giữ hồ sơ hoặc lãnh đạo cơ quan mới được phân công."))


def may_take_over(actor: Actor, seat: Seat) -> Verdict:
    """Confirm a hand-over: whoever works in the unit that it went to, the counter's clerk when it came back there."""
    here = actor.holds(AT_DESK_SEE, seat.handling_unit_id) or actor.holds([Role.AGENCY_LEADER], seat.unit_id)
    back = seat.handling_unit_id == seat.received_unit_id and actor.holds([Role.INTAKE_CLERK], seat.received_unit_id)
    if here or back:
        return YES
    return _no(mark("Chỉ người của đơn vị nhận mới xác nhận bàn giao."))


def may_urge(actor: Actor) -> Verdict:
    """Remind an agency of what is overdue: the head of the one-stop unit that received it."""
    if actor.holds([Role.CENTRE_HEAD]):
        return YES
    return _no(mark("Chỉ người đứng đầu bộ phận một cửa mới gửi đôn đốc."))


def may_process(actor: Actor, seat: Seat) -> Verdict:
    """Work on the dossier: the assigned officer, the division head where it lies, a leader of the competent agency."""
    if _assigned(actor, seat):
        return YES
    verdict = may_assign(actor, seat)
    return (
        verdict
        if verdict.allowed
        else _no(mark("Chỉ công chức được phân công, trưởng phòng hoặc lãnh đạo mới xử lý hồ sơ này."))
    )


def may_forward(actor: Actor, seat: Seat) -> Verdict:
    """Pass the dossier on: from the counter, or by whoever works on it."""
    return YES if may_act_at_counter(actor, seat).allowed else may_process(actor, seat)


def may_request_supplement(actor: Actor, seat: Seat) -> Verdict:
    """Ask for papers: the counter at intake, the officer during appraisal."""
    return may_forward(actor, seat)


def may_lead(actor: Actor, seat: Seat) -> Verdict:
    """Extend, stop for good, correct a finish: the division head or a leader of the competent agency."""
    if may_assign(actor, seat).allowed:
        return YES
    return _no(mark("Chỉ trưởng phòng đang giữ hồ sơ hoặc lãnh đạo cơ quan mới được quyết định việc này."))


def may_draft(actor: Actor, seat: Seat) -> Verdict:
    """Draft the result, submit it, drop the draft: whoever works on the dossier."""
    return may_process(actor, seat)


def may_initial(actor: Actor, seat: Seat) -> Verdict:
    """Initial the draft (ký nháy): the head of the division where the dossier lies."""
    if actor.holds([Role.DIVISION_HEAD], seat.handling_unit_id):
        return YES
    return _no(mark("Chỉ trưởng phòng đang giữ hồ sơ mới ký nháy."))


def may_sign(actor: Actor, seat: Seat) -> Verdict:
    """Approve and sign: a leader of the competent agency, or of the level above that it was submitted to.

    Decree 30/2020/NĐ-CP Art. 13.
    """
    if actor.holds([Role.AGENCY_LEADER], seat.signs_at):
        return YES
    return _no(mark("Chỉ lãnh đạo cơ quan có thẩm quyền mới duyệt, ký văn bản này."))


def may_submit_above(actor: Actor, seat: Seat) -> Verdict:
    """Sign the submission to the level above: a leader of the competent agency."""
    if actor.holds([Role.AGENCY_LEADER], seat.unit_id):
        return YES
    return _no(mark("Chỉ lãnh đạo cơ quan giải quyết mới ký trình cấp trên."))


def may_number(actor: Actor, seat: Seat) -> Verdict:
    """Number, seal and release: the records clerk of whoever signs (Decree 30/2020/NĐ-CP Art. 6(3), 15–18)."""
    if actor.holds([Role.RECORDS_CLERK], seat.signs_at):
        return YES
    return _no(mark("Chỉ văn thư của cơ quan có thẩm quyền mới cấp số, đóng dấu, phát hành."))


def may_return_document(actor: Actor, seat: Seat) -> Verdict:
    """Return a paper to the officer: whoever has it before them, head, leader or records clerk."""
    if any(permit(actor, seat).allowed for permit in (may_initial, may_sign, may_number)):
        return YES
    return _no(mark("Chỉ trưởng phòng, lãnh đạo hoặc văn thư đang giữ văn bản mới trả lại."))


def may_answer_consultation(actor: Actor, seat: Seat) -> Verdict:
    """Answer what a unit was asked: its own people; or whoever works on the dossier, for an answer that came by letter.

    Which question is whose is checked by the act.
    """
    return YES if takes_part(actor, seat) else may_process(actor, seat)


def may_take_part(actor: Actor, seat: Seat) -> Verdict:
    """Take over a part: people of the partner agency; whose part it is is checked by the act."""
    return YES if takes_part(actor, seat) else _no(mark("Chỉ người của cơ quan phối hợp mới nhận phần việc."))


def may_finish_part(actor: Actor, seat: Seat) -> Verdict:
    """Finish a part: people of the partner agency, or whoever works on the dossier when the result came by letter."""
    return YES if takes_part(actor, seat) else may_process(actor, seat)


def may_do_part(actor: Actor, seat: Seat, unit_id: int, *, or_lead: bool) -> Verdict:
    """Work on the part of a partner: its own people; with `or_lead` also whoever works on the dossier."""
    if actor.holds(PARTNER_SEE, unit_id) or (or_lead and may_process(actor, seat).allowed):
        return YES
    return _no(mark("Phần việc này của cơ quan khác; chỉ người của cơ quan được giao mới làm."))


def stood_for(permit: Permit, actor: Actor, seat: Seat) -> int | None:
    """The absent person in whose place the actor does what the permit allows; None when it is the actor's own right."""
    if not actor.stands_for or permit(actor.alone(), seat).allowed:
        return None
    return next((one for one in sorted(actor.stands_for) if permit(actor.alone(with_id=one), seat).allowed), None)


def may_report_wrong_result(actor: Actor, seat: Seat) -> Verdict:
    """Note that a result is wrong: the counter it is handed out at, or whoever works on the dossier."""
    return YES if may_return_result(actor, seat).allowed else may_process(actor, seat)


def may_see_paper(actor: Actor, seat: Seat) -> Verdict:
    """Read the paper before its release: who works on the dossier or answers for the agency, not the counter."""
    desk = actor.holds(AT_DESK_SEE, seat.handling_unit_id) or actor.holds(COMPETENT_SEE, seat.unit_id)
    return (
        YES
        if desk or _assigned(actor, seat) or _above(actor, seat)
        else _no(mark("Văn bản chưa phát hành nên chưa xem được."))
    )


def may_attach(actor: Actor, seat: Seat) -> Verdict:
    """Attach, take off, split, reuse files: the counter that received, whoever works on it, the records clerk."""
    if may_forward(actor, seat).allowed or may_return_result(actor, seat).allowed or may_number(actor, seat).allowed:
        return YES
    return _no(mark("Chỉ bộ phận một cửa nơi tiếp nhận, người đang xử lý hoặc văn thư mới đính kèm tệp vào hồ sơ."))


def may_transfer_from(actor: Actor, unit_id: int) -> Verdict:
    """Take work from a unit, or give it to one, when competence is transferred: see `may_transfer`."""
    return may_transfer(actor, unit_id, unit_id)


def may_transfer(actor: Actor, from_unit_id: int, to_unit_id: int) -> Verdict:
    """Carry a decision out that moves competence: an administrator whose right reaches both, a leader above both."""
    both = {from_unit_id, to_unit_id}
    for grant in actor.grants:
        above = grant.role == Role.AGENCY_LEADER and grant.unit_id not in both
        if (above or grant.role == Role.ADMINISTRATOR) and both <= grant.units:
            return YES
    return _no(mark("Chỉ quản trị hoặc lãnh đạo cấp trên của cả hai cơ quan mới chuyển thẩm quyền giữa hai cơ quan."))


IMPORTERS = (Role.ADMINISTRATOR, Role.REFORM_OFFICER)


def may_import_for(actor: Actor, unit_id: int) -> Verdict:
    """Bring in the dossiers of another system for which the unit is competent."""
    if actor.holds(IMPORTERS, unit_id):
        return YES
    return _no(mark("Chỉ quản trị hoặc cán bộ cải cách của cơ quan mới nhập được hồ sơ từ hệ thống khác."))


def may_follow_import(actor: Actor, uploaded_by_id: int) -> Verdict:
    """Look at a file that was handed in for an import, write it or cancel it: whoever handed it in."""
    if actor.is_one_of(uploaded_by_id) and actor.holds(IMPORTERS):
        return YES
    return _no(mark("Chỉ người đã nộp tệp mới xem, ghi hoặc hủy được lần nhập này."))
