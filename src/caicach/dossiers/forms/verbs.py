"""The form of each verb: its fields, and what they hand to the verb's service."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import DayInput, MomentInput, TimedForm, check_year, reason_field
from caicach.dossiers.forms.checklist import Checklist, PapersField
from caicach.dossiers.forms.missing import MissingField, MissingList
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.page import components_of, known_papers
from caicach.dossiers.queries.people import officers_at, open_of, units_under
from caicach.dossiers.rules.regime import OBLIGATION, STOP
from caicach.dossiers.services.decide import DECISIONS
from caicach.kit.acts import Actor
from caicach.ui.tags import number_text

GRANTED, DENIED = DECISIONS


class VerbForm(TimedForm):
    """The form of a verb without fields of its own: what it is about, who fills it in, and the day of its choices."""

    links: Sequence[tuple[str, object]] = ()
    """Addresses with their words, shown above the fields."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        dossier: Dossier,
        actor: Actor,
        today: date,
        initial: Any = None,
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.dossier = dossier
        self.actor = actor
        self.today = today
        self.prepare()
        self.order_fields([name for name in self.fields if name != "at"])

    def prepare(self) -> None:
        """Fills the choices that depend on the dossier."""

    def asks_first(self) -> bool:
        """Whether a valid form is shown once more, with what it will bring about, before the act is done."""
        return False

    def arguments(self) -> dict[str, object]:
        """What the service is called with, besides the act and the dossier."""
        return {name: value for name, value in self.cleaned_data.items() if name != "at"}


class FinishForm(VerbForm):
    """Nothing but when."""


class ReasonForm(VerbForm):
    """A reason, always in writing."""

    reason = reason_field()


class NoteForm(VerbForm):
    """A note, if there is anything to note."""

    note = reason_field(_("Ghi chú"), required=False)


class WithdrawForm(VerbForm):
    """The citizen need not say why."""

    reason = reason_field(_("Lý do người nộp nêu"), required=False)


class PapersForm(VerbForm):
    """The papers that are still missing."""

    papers = PapersField(label=_("Giấy tờ nhận thêm"))

    def prepare(self) -> None:
        """The components for which nothing was handed in yet; scans are attached on the page of files."""
        self.links = [(reverse("dossiers:files", args=[self.dossier.pk]), _("Tệp của hồ sơ"))]
        known = known_papers(self.dossier.pk)
        rest = [one for one in components_of(self.dossier.rules_version_id) if one.pk not in known]
        widget = self.fields["papers"].widget
        if isinstance(widget, Checklist):
            widget.components = rest
        if not rest:
            self.fields.pop("papers")

    def arguments(self) -> dict[str, object]:
        """The papers, also when none was missing."""
        return {"papers": (), **super().arguments()}


class ReceiveForm(PapersForm):
    """Accept what was submitted."""


class SupplementForm(PapersForm):
    """Take what was asked for."""

    note = reason_field(_("Ghi chú"), required=False)


class RequestSupplementForm(VerbForm):
    """Ask for papers; a second time only on a recorded ground."""

    reason = reason_field(
        _("Giấy tờ cần bổ sung, hoàn thiện và lý do"),
        help_text=_("Ghi đầy đủ trong một lần; người nộp đọc đúng nội dung này."),
    )
    exception = reason_field(
        _("Căn cứ yêu cầu bổ sung thêm lần nữa"), required=False,
        help_text=_("Hồ sơ này đã được yêu cầu bổ sung một lần."),
    )  # fmt: skip

    items = MissingField(label=_("Từng giấy tờ cần bổ sung, hoàn thiện"), required=False)
    legal_basis = forms.CharField(label=_("Căn cứ pháp lý"), max_length=300, required=False)
    contact = forms.CharField(
        label=_("Điện thoại, nơi liên hệ"), max_length=100, required=False,
        help_text=_("In trên phiếu yêu cầu bổ sung cùng tên của người yêu cầu."),
    )  # fmt: skip

    def prepare(self) -> None:
        """The list of components; the ground is asked for from the second request on."""
        if not self.dossier.supplements:
            self.fields.pop("exception")
        widget = self.fields["items"].widget
        if isinstance(widget, MissingList):
            widget.components = components_of(self.dossier.rules_version_id)


class AssignForm(VerbForm):
    """Who is to process the dossier."""

    officer = forms.TypedChoiceField(
        label=_("Công chức thụ lý"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn công chức thụ lý.")},
    )  # fmt: skip
    note = reason_field(_("Ghi chú"), required=False)

    def prepare(self) -> None:
        """The officers of the unit where the dossier lies."""
        found = officers_at(self.dossier.handling_unit_id, on=self.today)
        field = self.fields["officer"]
        busy = open_of([user.pk for user in found])
        told = gettext("{name} – đang giữ {count} hồ sơ")
        choose(
            field,
            [(str(user.pk), told.format(name=user, count=number_text(busy.get(user.pk, 0)))) for user in found],
        )
        if not found:
            field.help_text = _(
                "Đơn vị đang giữ hồ sơ chưa có công chức thụ lý; hãy chuyển hồ sơ đến phòng chuyên môn trước."
            )

    def arguments(self) -> dict[str, object]:
        """By the officer's id."""
        return {"officer_id": self.cleaned_data["officer"], "note": self.cleaned_data["note"]}


class ForwardForm(VerbForm):
    """To which division of the competent agency."""

    unit = forms.TypedChoiceField(
        label=_("Đơn vị nhận"), coerce=int, error_messages={"required": _("Hãy chọn đơn vị nhận hồ sơ.")}
    )
    note = reason_field(_("Ghi chú"), required=False)

    def prepare(self) -> None:
        """The units under the competent agency, without the one where the dossier lies."""
        found = [
            one
            for one in units_under(self.dossier.competent_unit_id, on=self.today)
            if one.pk != self.dossier.handling_unit_id
        ]
        empty = [("", _("Chọn đơn vị"))] if len(found) != 1 else []
        choose(self.fields["unit"], [*empty, *((str(unit.pk), unit.name) for unit in found)])

    def arguments(self) -> dict[str, object]:
        """By the unit's id."""
        return {"unit_id": self.cleaned_data["unit"], "note": self.cleaned_data["note"]}


class PauseForm(VerbForm):
    """What is waited for, and whether the clock stands meanwhile."""

    kind = forms.ChoiceField(
        label=_("Chờ việc gì"), widget=forms.RadioSelect,
        help_text=_("Lấy ý kiến cơ quan khác không dừng tính thời gian."),
    )  # fmt: skip
    reason = reason_field(_("Lý do, căn cứ"))
    document = forms.CharField(
        label=_("Số thông báo nghĩa vụ tài chính"), max_length=100, required=False,
        help_text=_("Nếu chờ nghĩa vụ tài chính và đã có thông báo."),
    )  # fmt: skip
    amount = forms.IntegerField(label=_("Số tiền phải nộp (đồng)"), required=False, min_value=1, max_value=10**12)

    def prepare(self) -> None:
        """What an obligation does to the clock is the procedure's to say."""
        stops = self.dossier.rules_version.obligation_stops
        obligation = (
            _("Người nộp thực hiện nghĩa vụ tài chính; thủ tục này dừng tính thời gian")
            if stops
            else _("Người nộp thực hiện nghĩa vụ tài chính; thủ tục này không dừng tính thời gian")
        )
        stop = _("Tạm dừng theo quy định của pháp luật chuyên ngành; dừng tính thời gian")
        choose(self.fields["kind"], [(OBLIGATION, obligation), (STOP, stop)])


class ExtendForm(VerbForm):
    """The new date, who answers for it, and the apology that goes with it."""

    new_date = forms.DateField(label=_("Ngày hẹn trả mới"), widget=DayInput, validators=[check_year])
    reason = reason_field()
    responsible_unit = forms.TypedChoiceField(label=_("Đơn vị chịu trách nhiệm"), coerce=int)

    apology = forms.BooleanField(
        label=_("Gửi thư xin lỗi người nộp ngay"), required=False, initial=True,
        help_text=_("Văn bản xin lỗi và đề nghị gia hạn là một; bỏ chọn nếu thư xin lỗi đã gửi riêng."),
    )  # fmt: skip

    def prepare(self) -> None:
        """The units under the competent agency; the one where the dossier lies is proposed."""
        offer_responsible(self)

    def arguments(self) -> dict[str, object]:
        """By the unit's id."""
        found = super().arguments()
        found["responsible_unit_id"] = found.pop("responsible_unit")
        return found


class ApologiseForm(VerbForm):
    """The new date promised, the reason, and the explanation kept with it."""

    new_date = forms.DateField(label=_("Ngày hẹn trả lại"), widget=DayInput, validators=[check_year])
    reason = reason_field(_("Lý do chậm"), help_text=_("Nội dung này được gửi tới người nộp."))
    document = forms.CharField(label=_("Số, ngày thư xin lỗi"), max_length=100, required=False)
    explanation = reason_field(_("Giải trình nội bộ"), required=False)


class DecideForm(VerbForm):
    """Granted or denied."""

    decision = forms.ChoiceField(
        label=_("Kết quả giải quyết"),
        choices=[(GRANTED, _("Đồng ý giải quyết")), (DENIED, _("Không đủ điều kiện giải quyết"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn kết quả giải quyết.")},
    )
    reason = reason_field(required=False, help_text=_("Bắt buộc khi không đủ điều kiện giải quyết."))


class StopForm(VerbForm):
    """Why it ends without a result."""

    reason = reason_field()
    without_papers = forms.BooleanField(label=_("Đóng vì quá thời gian mà không bổ sung giấy tờ"), required=False)

    def prepare(self) -> None:
        """Closing for want of papers belongs to a dossier that waits for them."""
        if self.dossier.paused_since is None:
            self.fields.pop("without_papers")


class CorrectFinishForm(VerbForm):
    """The true end of processing."""

    finished_at = forms.DateTimeField(label=_("Thời điểm xử lý xong đúng"), widget=MomentInput, validators=[check_year])
    reason = reason_field(_("Lý do đính chính"))

    def prepare(self) -> None:
        """Begins from what is on record."""
        self.fields["finished_at"].initial = self.dossier.finished_at


def choose(field: forms.Field, choices: Sequence[tuple[str, object]]) -> None:
    """Give a field its choices."""
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def offer_responsible(form: VerbForm) -> None:
    """Fill `responsible_unit` with the units under the competent agency; where the dossier lies is proposed."""
    found = units_under(form.dossier.competent_unit_id, on=form.today)
    choose(form.fields["responsible_unit"], [(str(unit.pk), unit.name) for unit in found])
    form.fields["responsible_unit"].initial = str(form.dossier.handling_unit_id)
