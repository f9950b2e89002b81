"""The verbs of what happens beside the plain path: consulting, reminding, closing, explaining, correcting, losing."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.dossiers import permits
from caicach.dossiers.forms import consult as consult_forms
from caicach.dossiers.forms import events as forms
from caicach.dossiers.forms.verbs import FinishForm, NoteForm, ReasonForm
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.checks import CLOSED_AFTER
from caicach.dossiers.rules.outcome import deadline_of
from caicach.dossiers.rules.regime import REGIMES
from caicach.dossiers.services.answer_consultation import answer_consultation
from caicach.dossiers.services.close_unanswered import close_unanswered
from caicach.dossiers.services.consult import consult
from caicach.dossiers.services.correct_result import correct_result
from caicach.dossiers.services.explain import explain
from caicach.dossiers.services.found import found
from caicach.dossiers.services.note_returned_mail import note_returned_mail
from caicach.dossiers.services.remind import remind
from caicach.dossiers.services.remind_collection import remind_collection
from caicach.dossiers.services.report_loss import report_loss
from caicach.dossiers.services.report_wrong_result import report_wrong_result
from caicach.dossiers.views.entry import ALL, LEAD, PENDING, PROCESS, WORKING, Entry, S, is_open, running
from caicach.kit.period import local_day


def may_close(dossier: Dossier) -> bool:
    """Papers are awaited for so long that the decree lets it be closed; the act asks for the reminder."""
    if not is_open(dossier) or dossier.paused_since is None or not REGIMES[dossier.regime].closes_without_papers:
        return False
    return local_day(timezone.now()) > local_day(dossier.paused_since) + CLOSED_AFTER


def past_its_day(dossier: Dossier) -> bool:
    """Overdue now, or finished late."""
    if dossier.due_at is None:
        return False
    limit = deadline_of(REGIMES[dossier.regime], due=dossier.due_at, extended=dossier.extended_to)
    return local_day(dossier.finished_at or timezone.now()) > local_day(limit)


EVENTS = (
    Entry(
        word="consult", title=_("Lấy ý kiến"), done=_("Đã ghi việc lấy ý kiến; thời gian giải quyết vẫn chạy."),
        form=consult_forms.ConsultForm, service=consult, permit=permits.may_process, roles=PROCESS,
        statuses=WORKING, when=running,
        hint=_("Lấy ý kiến không dừng tính thời gian. Đơn vị được hỏi xem được hồ sơ đến khi trả lời."),
    ),
    Entry(
        word="answer_consultation", title=_("Ghi ý kiến trả lời"), done=_("Đã ghi ý kiến trả lời."),
        form=consult_forms.AnswerConsultationForm, service=answer_consultation,
        permit=permits.may_answer_consultation, roles=PROCESS,
        statuses=PENDING, when=lambda dossier: is_open(dossier) and dossier.consulting > 0,
    ),
    Entry(
        word="remind", title=_("Nhắc bổ sung"), done=_("Đã ghi và gửi nhắc bổ sung."),
        form=NoteForm, service=remind, permit=permits.may_request_supplement, roles=ALL,
        statuses=frozenset({S.PAPERS_REQUESTED}), when=is_open,
        hint=_("Ngày thứ 10 hệ thống tự nhắc. Chưa nhắc thì không được đóng hồ sơ vì không bổ sung."),
    ),
    Entry(
        word="close_unanswered", title=_("Đóng vì không bổ sung"), done=_("Đã đóng hồ sơ vì không bổ sung."),
        form=FinishForm, service=close_unanswered, permit=permits.may_lead, roles=LEAD,
        statuses=frozenset({S.PAPERS_REQUESTED}), when=may_close, danger=True,
        hint=_("Quá 15 ngày kể từ ngày thông báo và đã nhắc trước ít nhất 5 ngày; hồ sơ kết thúc tại đây."),
    ),
    Entry(
        word="explain", title=_("Ghi giải trình"), done=_("Đã ghi văn bản giải trình."),
        form=forms.ExplainForm, service=explain, permit=permits.may_lead, roles=LEAD,
        statuses=WORKING | {S.PROCESSED, S.RETURNED}, when=past_its_day,
        hint=_("Hồ sơ quá hạn phải có cả thư xin lỗi người nộp và văn bản giải trình."),
    ),
    Entry(
        word="report_wrong_result", title=_("Ghi kết quả có sai sót"),
        done=_("Đã ghi sai sót; kết quả phải được sửa trong 3 ngày làm việc."),
        form=forms.WrongResultForm, service=report_wrong_result, permit=permits.may_report_wrong_result,
        roles=(*permits.COUNTER, *PROCESS), statuses=frozenset({S.PROCESSED, S.RETURNED}),
        when=lambda dossier: dossier.correction_due_at is None,
        hint=_("Sửa trong 3 ngày làm việc, chi phí do bên gây sai sót chịu; thời điểm xử lý xong giữ nguyên."),
    ),
    Entry(
        word="correct_result", title=_("Ghi đã sửa kết quả"), done=_("Đã ghi kết quả được sửa."),
        form=forms.CorrectResultForm, service=correct_result, permit=permits.may_process, roles=PROCESS,
        statuses=frozenset({S.PROCESSED, S.RETURNED}), when=lambda dossier: dossier.correction_due_at is not None,
        first=lambda dossier: dossier.status == S.RETURNED,
    ),
    Entry(
        word="report_loss", title=_("Ghi mất, hư hỏng hồ sơ"), done=_("Đã ghi việc mất, hư hỏng và gửi lời xin lỗi."),
        form=forms.LossForm, service=report_loss, permit=permits.may_forward, roles=ALL,
        statuses=PENDING | {S.SUBMITTED, S.PROCESSED}, when=lambda dossier: not dossier.lost,
        hint=_("Thời gian giải quyết vẫn chạy; không yêu cầu người nộp chịu chi phí làm lại giấy tờ."),
    ),
    Entry(
        word="found", title=_("Ghi đã tìm thấy, khắc phục"), done=_("Đã ghi hồ sơ được tìm thấy, khắc phục."),
        form=forms.FoundForm, service=found, permit=permits.may_forward, roles=ALL,
        statuses=frozenset(S), when=lambda dossier: dossier.lost,
    ),
    Entry(
        word="remind_collection", title=_("Nhắc nhận kết quả"), done=_("Đã ghi và gửi nhắc nhận kết quả."),
        form=NoteForm, service=remind_collection, permit=permits.may_return_result, roles=permits.COUNTER,
        statuses=frozenset({S.PROCESSED}),
    ),
    Entry(
        word="note_returned_mail", title=_("Bưu chính trả lại kết quả"), done=_("Kết quả lại chờ người nhận."),
        form=ReasonForm, service=note_returned_mail, permit=permits.may_return_result, roles=permits.COUNTER,
        statuses=frozenset({S.RETURNED}),
    ),
)  # fmt: skip
"""A part of `views.verbs.VERBS`."""
