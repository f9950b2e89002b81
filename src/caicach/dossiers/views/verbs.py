"""The one table of verbs: a word, its title, form, service and permit, and where it is offered.

The word is also the address, the permit's and the service's name, and the journal's action.
"""

from django.utils.translation import gettext_lazy as _

from caicach.accounts.rules import Role
from caicach.dossiers import permits
from caicach.dossiers.forms import fees as fee_forms
from caicach.dossiers.forms import subjects as subject_forms
from caicach.dossiers.forms import verbs as forms
from caicach.dossiers.forms.returned import ReturnForm
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.apologise import apologise
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.correct_finish import correct_finish
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.exempt_fee import exempt_fee
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.judge_subjects import judge_subjects
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.receive import accept_submitted
from caicach.dossiers.services.refuse import refuse
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.resume import resume
from caicach.dossiers.services.return_result import return_result
from caicach.dossiers.services.return_step import return_step
from caicach.dossiers.services.send_back import send_back
from caicach.dossiers.services.stop import stop
from caicach.dossiers.services.submit_above import submit_above
from caicach.dossiers.services.supplement import supplement
from caicach.dossiers.services.take_fee import take_fee
from caicach.dossiers.services.take_over import take_over
from caicach.dossiers.services.void_fee import void_fee
from caicach.dossiers.services.withdraw import withdraw
from caicach.dossiers.views.document_verbs import DOCUMENTS, to_submit_above
from caicach.dossiers.views.entry import (
    ACCEPTED,
    ALL,
    COUNTER,
    LEAD,
    PENDING,
    PROCESS,
    WORKING,
    Entry,
    S,
    accepted,
    always,
    at_counter,
    goes_above,
    is_open,
    not_accepted,
    running,
)
from caicach.dossiers.views.event_verbs import EVENTS
from caicach.dossiers.views.file_verbs import FILES
from caicach.dossiers.views.part_verbs import PARTS
from caicach.kit.acts import Actor
from caicach.payments.rules import FeeState

VERBS = (
    Entry(
        word="receive", title=_("Tiếp nhận hồ sơ đã nộp"), done=_("Đã tiếp nhận hồ sơ."),
        form=forms.ReceiveForm, service=accept_submitted, permit=permits.may_act_at_counter, roles=COUNTER,
        statuses=frozenset({S.SUBMITTED, S.PAPERS_REQUESTED}), when=not_accepted, first=always,
        hint=_("Thời gian giải quyết bắt đầu tính từ thời điểm tiếp nhận."),
    ),
    Entry(
        word="supplement", title=_("Nhận giấy tờ bổ sung"), done=_("Đã nhận bổ sung; thời gian giải quyết chạy tiếp."),
        form=forms.SupplementForm, service=supplement, permit=permits.may_act_at_counter, roles=COUNTER,
        statuses=frozenset({S.PAPERS_REQUESTED}), when=is_open, first=always,
        hint=_("Khi hồ sơ đã đủ, thời hạn giải quyết được tính lại từ đầu."),
    ),
    Entry(
        word="return_result", title=_("Trả kết quả"), done=_("Đã trả kết quả cho người nộp."),
        form=ReturnForm, service=return_result, permit=permits.may_return_result,
        roles=permits.COUNTER, statuses=frozenset({S.PROCESSED}), first=always,
    ),
    Entry(
        word="take_fee", title=_("Thu phí, lệ phí"), done=_("Đã ghi khoản thu; mở Phiếu xác nhận thu để in."),
        form=fee_forms.TakeFeeForm, service=take_fee, permit=permits.may_take_fee, roles=permits.COUNTER,
        statuses=ACCEPTED, when=lambda dossier: dossier.fee == FeeState.DUE,
        hint=_("Biên lai lấy từ quyển hoặc từ nhà cung cấp biên lai điện tử; ở đây chỉ ghi lại ký hiệu và số."),
    ),
    Entry(
        word="exempt_fee", title=_("Ghi miễn phí, lệ phí"), done=_("Đã ghi người nộp được miễn."),
        form=fee_forms.ExemptFeeForm, service=exempt_fee, permit=permits.may_take_fee, roles=permits.COUNTER,
        statuses=ACCEPTED, when=lambda dossier: dossier.fee == FeeState.DUE,
    ),
    Entry(
        word="void_fee", title=_("Hủy khoản thu"), done=_("Đã hủy khoản thu; phí, lệ phí lại ở trạng thái chưa nộp."),
        form=fee_forms.VoidFeeForm, service=void_fee, permit=permits.may_take_fee, roles=permits.COUNTER,
        statuses=ACCEPTED, when=lambda dossier: dossier.fee in (FeeState.PAID, FeeState.ONLINE), danger=True,
    ),
    Entry(
        word="resume", title=_("Tiếp tục xử lý"), done=_("Thời gian giải quyết chạy tiếp."),
        form=forms.NoteForm, service=resume, permit=permits.may_process, roles=PROCESS,
        statuses=frozenset({S.OBLIGATION_REQUESTED, S.STOPPED}), when=is_open, first=always,
        hint=_("Khoảng thời gian đã dừng, nếu có, không tính vào thời hạn; hạn trả lùi lại tương ứng."),
    ),
    Entry(
        word="assign", title=_("Phân công"), done=_("Đã phân công công chức thụ lý."),
        form=forms.AssignForm, service=assign, permit=permits.may_assign, roles=LEAD,
        statuses=frozenset({S.RECEIVED, S.IN_PROCESS, S.PAPERS_REQUESTED, S.OBLIGATION_REQUESTED}), when=is_open,
        first=lambda dossier: dossier.assignee_id is None and not at_counter(dossier),
    ),
    Entry(
        word="finish", title=_("Ghi xử lý xong"), done=_("Đã ghi xử lý xong; nơi tiếp nhận trả kết quả cho người nộp."),
        form=forms.FinishForm, service=finish, permit=permits.may_process, roles=PROCESS,
        statuses=frozenset({S.IN_PROCESS}), first=always,
        when=lambda dossier: running(dossier) and bool(dossier.decision) and not dossier.document,
        hint=_(
            "Thời điểm này quyết định hồ sơ xong trước hạn, đúng hạn hay quá hạn; "
            "sau đó chỉ sửa được bằng đính chính."
        ),
    ),
    Entry(
        word="decide", title=_("Ghi quyết định giải quyết"), done=_("Đã ghi quyết định giải quyết."),
        form=forms.DecideForm, service=decide, permit=permits.may_process, roles=PROCESS,
        statuses=WORKING,
        when=lambda dossier: running(dossier) and not dossier.document and not goes_above(dossier),
        hint=_("Không đủ điều kiện giải quyết thì trả lời bằng văn bản, nêu rõ lý do, trong thời hạn giải quyết."),
    ),
    Entry(
        word="judge_subjects", title=_("Ghi kết quả từng đối tượng"), done=_("Đã ghi kết quả từng đối tượng."),
        form=subject_forms.JudgeSubjectsForm, service=judge_subjects, permit=permits.may_process, roles=PROCESS,
        statuses=WORKING, when=lambda dossier: is_open(dossier) and dossier.subjects > 1,
    ),
    Entry(
        word="forward", title=_("Chuyển hồ sơ"), done=_("Đã chuyển hồ sơ."),
        form=forms.ForwardForm, service=forward, permit=permits.may_forward, roles=ALL,
        statuses=PENDING, when=is_open, first=at_counter,
        hint=_("Hồ sơ giấy nhận sau 15 giờ được chuyển vào đầu ngày làm việc tiếp theo."),
    ),
    Entry(
        word="take_over", title=_("Xác nhận đã nhận bàn giao"), done=_("Đã xác nhận nhận bàn giao."),
        form=forms.NoteForm, service=take_over, permit=permits.may_take_over, roles=ALL,
        statuses=PENDING, when=lambda dossier: is_open(dossier) and dossier.to_take_over,
    ),
    Entry(
        word="request_supplement", title=_("Yêu cầu bổ sung"), done=_("Đã ghi yêu cầu bổ sung."),
        form=forms.RequestSupplementForm, service=request_supplement, permit=permits.may_request_supplement, roles=ALL,
        statuses=frozenset({S.SUBMITTED, S.RECEIVED, S.IN_PROCESS}),
        when=lambda dossier: not_accepted(dossier) or running(dossier),
        hint=_(
            "Chỉ yêu cầu một lần, đầy đủ. Khi đang thẩm định, yêu cầu trong 3 ngày làm việc kể từ ngày tiếp nhận; "
            "thời gian giải quyết dừng đến khi người nộp bổ sung."
        ),
    ),
    Entry(
        word="pause", title=_("Yêu cầu nghĩa vụ tài chính, tạm dừng"), done=_("Đã ghi việc phải chờ."),
        form=forms.PauseForm, service=pause, permit=permits.may_process, roles=PROCESS,
        statuses=WORKING, when=running,
        hint=_("Nghĩa vụ tài chính chỉ dừng tính thời gian khi thủ tục quy định như vậy."),
    ),
    Entry(
        word="send_back", title=_("Trả lại nơi tiếp nhận"), done=_("Đã trả lại nơi tiếp nhận."),
        form=forms.ReasonForm, service=send_back, permit=permits.may_process, roles=PROCESS,
        statuses=PENDING, when=lambda dossier: is_open(dossier) and not at_counter(dossier),
        hint=_("Thời gian giải quyết vẫn chạy."),
    ),
    Entry(
        word="submit_above", title=_("Trình cấp trên"), done=_("Đã ghi trình cấp trên."),
        form=forms.NoteForm, service=submit_above, permit=permits.may_submit_above, roles=(Role.AGENCY_LEADER,),
        statuses=WORKING, when=to_submit_above, first=always,
        hint=_("Lãnh đạo cơ quan ký trình; cấp trên duyệt, ký, cấp số và phát hành, theo thời hạn riêng của bước đó."),
    ),
    Entry(
        word="return_step", title=_("Trả lại bước trước"), done=_("Đã trả lại bước trước."),
        form=forms.ReasonForm, service=return_step, permit=permits.may_process, roles=PROCESS,
        statuses=PENDING,
        when=lambda dossier: is_open(dossier) and not dossier.decision and dossier.assignee_id is not None
        and dossier.above_unit_id is None,
        hint=_("Hồ sơ về người phân công để giao lại."),
    ),
    Entry(
        word="extend", title=_("Gia hạn"), done=_("Đã gia hạn thời gian giải quyết."),
        form=forms.ExtendForm, service=extend, permit=permits.may_lead, roles=LEAD,
        statuses=WORKING, when=lambda dossier: running(dossier) and dossier.extended_to is None,
        hint=_("Chỉ gia hạn một lần, trước ngày hẹn trả ít nhất một ngày, kèm văn bản xin lỗi."),
    ),
    Entry(
        word="apologise", title=_("Ghi thư xin lỗi"), done=_("Đã ghi thư xin lỗi."),
        form=forms.ApologiseForm, service=apologise, permit=permits.may_lead, roles=LEAD,
        statuses=PENDING | {S.PROCESSED, S.RETURNED}, when=accepted,
        hint=_("Thư xin lỗi không đổi hạn của hồ sơ; gửi sau ngày hẹn trả thì ghi là muộn."),
    ),
    Entry(
        word="withdraw", title=_("Rút hồ sơ theo yêu cầu"), done=_("Đã ghi nhận người nộp rút hồ sơ."),
        form=forms.WithdrawForm, service=withdraw, permit=permits.may_act_at_counter, roles=COUNTER,
        statuses=frozenset({S.SUBMITTED, S.RECEIVED, S.IN_PROCESS, S.PAPERS_REQUESTED}),
        when=lambda dossier: not dossier.decision and dossier.finished_at is None, danger=True,
    ),
    Entry(
        word="refuse", title=_("Từ chối"), done=_("Đã từ chối hồ sơ."),
        form=forms.ReasonForm, service=refuse, permit=permits.may_forward, roles=ALL,
        statuses=frozenset({S.SUBMITTED, S.RECEIVED, S.IN_PROCESS}), danger=True,
        hint=_("Từ chối phải bằng văn bản, nêu rõ lý do; người nộp đọc đúng nội dung này."),
    ),
    Entry(
        word="stop", title=_("Dừng giải quyết"), done=_("Đã dừng giải quyết hồ sơ."),
        form=forms.StopForm, service=stop, permit=permits.may_lead, roles=LEAD,
        statuses=PENDING, when=is_open, danger=True, hint=_("Hồ sơ kết thúc tại đây, không mở lại được."),
    ),
    Entry(
        word="correct_finish", title=_("Đính chính thời điểm xử lý xong"),
        done=_("Đã đính chính thời điểm xử lý xong."),
        form=forms.CorrectFinishForm, service=correct_finish, permit=permits.may_lead, roles=LEAD,
        statuses=frozenset({S.WITHDRAWN, S.STOPPED, S.PROCESSED, S.RETURNED}),
        when=lambda dossier: dossier.finished_at is not None,
        hint=_("Thời điểm cũ vẫn được giữ trong nhật ký, cả hai đều xem được."),
    ),
    *EVENTS,
    *PARTS,
    *FILES,
    *DOCUMENTS,
)  # fmt: skip
VERB = {entry.word: entry for entry in VERBS}

OTHER_EVENTS = {
    "submit": _("Ghi nhận hồ sơ nộp, chưa tiếp nhận"),
    "receive": _("Tiếp nhận hồ sơ"),
    "transfer_competence": _("Chuyển thẩm quyền giải quyết"),
    "recompute": _("Tính lại hạn trả vì lịch làm việc thay đổi"),
    "import_dossier": _("Nhập từ hệ thống khác"),
    "quarantine": _("Cách ly tệp có mã độc"),
    "note_delivery": _("Bưu chính đã phát kết quả"),
}
"""Journal actions told otherwise than by the verb's title, or without a form."""


def actions(actor: Actor, dossier: Dossier) -> list[Entry]:
    """What the actor may do with the dossier now, the thing to do next first."""
    if dossier.kept_elsewhere:
        return []
    found = [one for one in VERBS if one.listed and one.offered(dossier) and one.permitted(actor, dossier)]
    return sorted(found, key=lambda entry: not entry.first(dossier))


def title_of(action: str) -> str:
    """A journal action such as `dossiers.assign` in words."""
    word = action.removeprefix("dossiers.")
    if word in OTHER_EVENTS:
        return str(OTHER_EVENTS[word])
    return str(VERB[word].title) if word in VERB else word
