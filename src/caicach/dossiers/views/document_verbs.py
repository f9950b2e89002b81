"""The verbs of a result's way from draft to release."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from caicach.accounts.rules import Role
from caicach.dossiers import permits
from caicach.dossiers.forms import document as forms
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.approve import approve
from caicach.dossiers.services.cancel_number import cancel_number
from caicach.dossiers.services.discard_document import discard_document
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.initial import initial
from caicach.dossiers.services.number import number
from caicach.dossiers.services.release import release
from caicach.dossiers.services.return_document import return_document
from caicach.dossiers.services.sign import sign
from caicach.dossiers.services.submit_document import submit_document
from caicach.dossiers.views.entry import PENDING, PROCESS, Entry, S, always, goes_above, is_open, running

HEAD, LEADER, RECORDS = (Role.DIVISION_HEAD,), (Role.AGENCY_LEADER,), (Role.RECORDS_CLERK,)


def _in(*states: str) -> Callable[[Dossier], bool]:
    return lambda dossier: is_open(dossier) and dossier.document in states


def _before_leader(dossier: Dossier) -> bool:
    undivided = dossier.handling_unit_id == dossier.competent_unit_id
    return running(dossier) and dossier.document in (("submitted", "initialled") if undivided else ("initialled",))


def _to_approve(dossier: Dossier) -> bool:
    return _before_leader(dossier) and (dossier.above_unit_id is not None or not goes_above(dossier))


def to_submit_above(dossier: Dossier) -> bool:
    """Before the agency's leader, and somebody above signs."""
    return _before_leader(dossier) and dossier.above_unit_id is None and goes_above(dossier)


DOCUMENTS = (
    Entry(
        word="draft", title=_("Soạn dự thảo văn bản"), done=_("Đã lưu dự thảo."),
        form=forms.DraftForm, service=draft, permit=permits.may_draft, roles=PROCESS,
        statuses=PENDING, when=lambda dossier: is_open(dossier) and (
            dossier.document in ("draft", "returned") or (not dossier.document and not dossier.decision)
        ),
        first=lambda dossier: dossier.document == "returned" or (
            not dossier.document and dossier.assignee_id is not None
        ),
        hint=_("Mẫu được điền sẵn từ hồ sơ. Lưu xong có thể xem bản in rồi trình ký."),
    ),
    Entry(
        word="submit_document", title=_("Trình ký"), done=_("Đã trình văn bản."),
        form=forms.SubmitForm, service=submit_document, permit=permits.may_draft, roles=PROCESS,
        statuses=PENDING, when=_in("draft", "returned"), first=lambda dossier: dossier.document == "draft",
    ),
    Entry(
        word="discard_document", title=_("Bỏ dự thảo"), done=_("Đã bỏ dự thảo."),
        form=forms.PaperNoteForm, service=discard_document, permit=permits.may_draft, roles=PROCESS,
        statuses=PENDING, when=_in("draft", "returned"), danger=True,
    ),
    Entry(
        word="initial", title=_("Ký nháy"), done=_("Đã ký nháy."),
        form=forms.PaperNoteForm, service=initial, permit=permits.may_initial, roles=HEAD,
        statuses=PENDING, when=_in("submitted"), first=always,
        hint=_("Người ký nháy chịu trách nhiệm về nội dung văn bản trước khi trình lãnh đạo."),
    ),
    Entry(
        word="approve", title=_("Duyệt văn bản"), done=_("Đã duyệt; văn bản chờ ký."),
        form=forms.PaperNoteForm, service=approve, permit=permits.may_sign, roles=LEADER,
        statuses=PENDING, when=_to_approve, first=always,
        hint=_("Duyệt là ghi quyết định giải quyết hồ sơ; ký là việc tiếp theo."),
    ),
    Entry(
        word="sign", title=_("Ghi đã ký tay"), done=_("Đã ghi văn bản được ký."),
        form=forms.PaperForm, service=sign, permit=permits.may_sign, roles=LEADER,
        statuses=PENDING, when=_in("approved"), first=always,
        hint=_("Ghi khi văn bản giấy đã ký. Muốn ký số, hãy dùng trang Chờ ký."),
    ),
    Entry(
        word="number", title=_("Cấp số văn bản"), done=_("Đã cấp số."),
        form=forms.NumberForm, service=number, permit=permits.may_number, roles=RECORDS,
        statuses=PENDING, when=_in("signed"), first=always,
    ),
    Entry(
        word="release", title=_("Phát hành"), done=_("Đã phát hành; nơi tiếp nhận trả kết quả cho người nộp."),
        form=forms.ReleaseForm, service=release, permit=permits.may_number, roles=RECORDS,
        statuses=frozenset({S.IN_PROCESS}), when=_in("numbered"), first=always,
        hint=_("Thời điểm này quyết định hồ sơ xong trước hạn, đúng hạn hay quá hạn."),
    ),
    Entry(
        word="return_document", title=_("Trả lại văn bản"), done=_("Đã trả văn bản cho người soạn."),
        form=forms.PaperReasonForm, service=return_document, permit=permits.may_return_document,
        roles=(*HEAD, *LEADER, *RECORDS),
        statuses=PENDING, when=_in("submitted", "initialled", "approved", "signed"),
        hint=_("Thời gian giải quyết vẫn chạy. Việc duyệt, chữ ký trước đó không còn giá trị."),
    ),
    Entry(
        word="cancel_number", title=_("Hủy số văn bản"), done=_("Đã hủy số; văn bản chờ cấp số lại."),
        form=forms.PaperReasonForm, service=cancel_number, permit=permits.may_number, roles=RECORDS,
        statuses=PENDING, when=_in("numbered"), danger=True,
        hint=_("Số đã hủy vẫn ở trong sổ cùng lý do."),
    ),
)  # fmt: skip
"""A part of `views.verbs.VERBS`."""
