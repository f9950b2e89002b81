"""The one table of verbs: a word, its title, form, service and permit, and where it is offered.

The word is also the address, the service's name, and the journal's action.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caicach.accounts.rules import Role
from caicach.feedback import permits
from caicach.feedback.forms import verbs as forms
from caicach.feedback.forms.act import VerbForm
from caicach.feedback.models import Feedback
from caicach.feedback.permits import ANSWER, ASSIGN, Permit
from caicach.feedback.rules.kinds import Outcome, State
from caicach.feedback.services.answer import answer
from caicach.feedback.services.ask_more import ask_more
from caicach.feedback.services.assign import assign
from caicach.feedback.services.correct import correct
from caicach.feedback.services.forward import forward
from caicach.feedback.services.hand_over import hand_over
from caicach.feedback.services.note_status import note_status
from caicach.feedback.services.publish import publish
from caicach.feedback.services.refuse import refuse
from caicach.feedback.services.supplement import supplement
from caicach.feedback.services.turn import seat_of
from caicach.kit.acts import Actor

Offer = Callable[[Feedback], bool]
REFORM = (Role.REFORM_OFFICER,)


def is_open(one: Feedback) -> bool:
    """Not ended."""
    return one.state != State.ENDED


def waits(one: Feedback) -> bool:
    """More was asked of the sender."""
    return one.state == State.WAITING


def runs(one: Feedback) -> bool:
    """Open, and nothing is waited for."""
    return is_open(one) and not waits(one)


def kept(one: Feedback) -> bool:
    """Not handed over."""
    return one.outcome != Outcome.HANDED_OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One verb; `when` says in which states it is offered, `first` when it is the thing to do next."""

    word: str
    title: str | Promise
    done: str | Promise
    form: type[VerbForm]
    service: Callable[..., Feedback]
    permit: Permit
    roles: Sequence[Role]
    when: Offer
    first: Offer = lambda _one: False
    hint: str | Promise = ""
    danger: bool = False

    def open_to(self, actor: Actor, one: Feedback) -> bool:
        """Whether the actor may."""
        return self.permit(actor, seat_of(one)).allowed


VERBS = (
    Entry(
        word="answer", title=_("Trả lời"), done=_("Đã ghi trả lời; hãy công khai kết quả trong thời hạn."),
        form=forms.AnswerForm, service=answer, permit=permits.may_answer, roles=ANSWER,
        when=runs, first=lambda one: runs(one) and one.assignee_id is not None,
    ),
    Entry(
        word="publish", title=_("Công khai kết quả"), done=_("Đã ghi công khai kết quả trả lời."),
        form=forms.PublishForm, service=publish, permit=permits.may_publish, roles=REFORM,
        when=lambda one: one.outcome == Outcome.ANSWERED and one.published_at is None, first=lambda _one: True,
        hint=_("Nội dung công khai ai cũng đọc được: không nêu người gửi."),
    ),
    Entry(
        word="assign", title=_("Phân công"), done=_("Đã phân công."),
        form=forms.AssignForm, service=assign, permit=permits.may_assign, roles=ASSIGN,
        when=is_open, first=lambda one: one.assignee_id is None,
    ),
    Entry(
        word="supplement", title=_("Nhận bổ sung"), done=_("Đã ghi phần bổ sung; thời hạn được tính tiếp."),
        form=forms.SupplementForm, service=supplement, permit=permits.may_handle, roles=ANSWER, when=waits,
        first=lambda _one: True, hint=_("Thời hạn được tính lại từ khi người gửi bổ sung."),
    ),
    Entry(
        word="ask_more", title=_("Yêu cầu bổ sung thông tin"), done=_("Đã yêu cầu người gửi bổ sung."),
        form=forms.AskMoreForm, service=ask_more, permit=permits.may_handle, roles=ANSWER, when=runs,
    ),
    Entry(
        word="note_status", title=_("Ghi thông báo tình hình"), done=_("Đã ghi thông báo tình hình xử lý."),
        form=forms.NoteStatusForm, service=note_status, permit=permits.may_handle, roles=ANSWER, when=is_open,
        hint=_("Quá hạn trả lời về quy định thì cứ 7 ngày thông báo cho người gửi một lần."),
    ),
    Entry(
        word="forward", title=_("Chuyển cơ quan có thẩm quyền"), done=_("Đã chuyển cơ quan có thẩm quyền."),
        form=forms.ForwardForm, service=forward, permit=permits.may_publish, roles=REFORM, when=is_open,
        hint=_("Việc xử lý ở đây kết thúc; cơ quan nhận tiếp nhận và đánh số của mình."),
    ),
    Entry(
        word="correct", title=_("Đính chính"), done=_("Đã đính chính."),
        form=forms.CorrectForm, service=correct, permit=permits.may_publish, roles=REFORM, when=kept,
    ),
    Entry(
        word="refuse", title=_("Từ chối"), done=_("Đã từ chối, có nêu lý do."),
        form=forms.RefuseForm, service=refuse, permit=permits.may_handle, roles=ANSWER, when=is_open, danger=True,
    ),
    Entry(
        word="hand_over", title=_("Chuyển theo luật khiếu nại, tố cáo"),
        done=_("Đã chuyển; nội dung và người gửi đã được xóa."),
        form=forms.HandOverForm, service=hand_over, permit=permits.may_publish, roles=REFORM, when=kept, danger=True,
        hint=_("Khiếu nại, tố cáo không xử lý ở đây: chỉ giữ lại việc đã chuyển, mọi nội dung bị xóa."),
    ),
)  # fmt: skip
_TITLES: dict[str, str | Promise] = {"receive": _("Tiếp nhận"), **{entry.word: entry.title for entry in VERBS}}


def title_of(word: str) -> str:
    """The title of a verb, for those who read what was done."""
    return str(_TITLES.get(word, word))


def actions(one: Feedback, actor: Actor) -> list[dict[str, object]]:
    """The verbs that the actor may carry out now, what is to be done next first."""
    found = [entry for entry in VERBS if entry.when(one) and entry.open_to(actor, one)]
    found.sort(key=lambda entry: not entry.first(one))
    return [
        {"word": entry.word, "title": entry.title, "first": entry.first(one), "danger": entry.danger} for entry in found
    ]
