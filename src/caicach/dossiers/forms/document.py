"""The forms of a result's way from draft to release."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import DayInput, check_year, reason_field
from caicach.dossiers.forms.verbs import DENIED, GRANTED, VerbForm
from caicach.dossiers.queries.document import document_on_its_way, leaders_of, places_of
from caicach.papers.queries.documents import register_for, reserved
from caicach.papers.rules.document import NumberWay
from caicach.papers.rules.kinds import KINDS
from caicach.papers.rules.template import SHEET, filled, template_of

TEXTS = ("title", "grounds", "body", "recipients")
LONGEST = 20_000
"""Letters in one part of a paper."""


def _lines(label: object, rows: int, *, required: bool = True, help_text: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,  # type: ignore[arg-type]
    )


class PaperForm(VerbForm):
    """A form about the paper on its way; its print stands beside it."""

    def prepare(self) -> None:
        """The print of the paper."""
        self.links = [(reverse("dossiers:document", args=[self.dossier.pk]), _("Xem bản in (PDF)"))]


class DraftForm(VerbForm):
    """The text of the paper, begun from the procedure's template."""

    outcome = forms.ChoiceField(
        label=_("Hướng giải quyết"),
        choices=[(GRANTED, _("Đồng ý giải quyết")), (DENIED, _("Không đủ điều kiện giải quyết"))],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=[(kind.code, _(kind.label)) for kind in KINDS.values()])
    title = forms.CharField(label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    grounds = _lines(_("Căn cứ"), 3, required=False, help_text=_("Mỗi căn cứ một dòng."))
    body = _lines(_("Nội dung"), 12, help_text=_("Mỗi đoạn một dòng; chỗ còn thiếu được đánh dấu ……"))
    recipients = _lines(_("Nơi nhận"), 4, required=False)

    def prepare(self) -> None:
        """The text as it stands, or the template filled in; a link offers the answer to a denial."""
        document = document_on_its_way(self.dossier)
        if document is not None:
            self.initial = {name: getattr(document, name) for name in (*TEXTS, "kind", "outcome")}
            self.links = [(reverse("dossiers:document", args=[self.dossier.pk]), _("Xem bản in (PDF)"))]
            return
        outcome = DENIED if self.initial.get("outcome") == DENIED else GRANTED
        template, places = (
            template_of(self.dossier.rules_version.result_template, outcome=outcome),
            places_of(self.dossier),
        )
        self.initial = {name: filled(getattr(template, name), places) for name in TEXTS}
        self.initial |= {"kind": template.kind, "outcome": outcome}
        here = reverse("dossiers:draft", args=[self.dossier.pk])
        other = (
            (f"{here}?outcome={DENIED}", _("Dùng mẫu trả lời không đủ điều kiện"))
            if outcome == GRANTED
            else (here, _("Dùng mẫu đồng ý giải quyết"))
        )
        self.links = [other]


class SubmitForm(PaperForm):
    """The submission sheet, and to whom."""

    sheet = _lines(_("Phiếu trình"), 6, help_text=_("Ngắn gọn: hồ sơ, kết quả thẩm định, đề xuất."))
    leader = forms.TypedChoiceField(label=_("Trình ai ký"), coerce=int, empty_value=None, required=False)

    def prepare(self) -> None:
        """The sheet as it stands, or the plain one filled in; the leaders of the agency."""
        super().prepare()
        document = document_on_its_way(self.dossier)
        self.initial["sheet"] = (document.sheet if document else "") or filled(SHEET, places_of(self.dossier))
        field = self.fields["leader"]
        if isinstance(field, forms.ChoiceField):
            found = leaders_of(self.dossier.competent_unit_id, on=self.today)
            field.choices = [("", _("Lãnh đạo nào cũng được")), *((str(user.pk), str(user)) for user in found)]

    def arguments(self) -> dict[str, object]:
        """By the leader's id."""
        return {"sheet": self.cleaned_data["sheet"], "leader_id": self.cleaned_data["leader"]}


class PaperNoteForm(PaperForm):
    """A note, if there is anything to note."""

    note = reason_field(_("Ghi chú"), required=False)


class PaperReasonForm(PaperForm):
    """A reason, always in writing."""

    reason = reason_field()


class NumberForm(PaperForm):
    """Number and day, as the register of the paper's kind allows."""

    number = forms.IntegerField(label=_("Số văn bản"), min_value=1, max_value=999_999, required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=40, required=False)
    reserved = forms.TypedChoiceField(label=_("Dùng số giữ trước"), coerce=int, empty_value=None, required=False)
    issued_on = forms.DateField(
        label=_("Ngày văn bản"), required=False, widget=DayInput, validators=[check_year],
        help_text=_("Để trống nếu là hôm nay."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Asks for the number where another system gives it; offers reserved ones where our register rules."""
        super().prepare()
        document = document_on_its_way(self.dossier)
        register = document and register_for(document.unit_id, document.kind, year=self.today.year)
        if register is None or register.way == NumberWay.GIVEN:
            self.fields.pop("reserved")
            self.fields["number"].required = True
            self.fields["number"].help_text = _("Số đã cấp trong hệ thống quản lý văn bản.")
        else:
            self.fields.pop("number")
            field, kept = self.fields["reserved"], reserved(register.pk)
            if isinstance(field, forms.ChoiceField):
                told = [(str(one.pk), f"{one.number} · {one.day:%d/%m/%Y} · {one.reason}") for one in kept]
                field.choices = [("", _("Số tiếp theo của sổ")), *told]
        if register is not None:
            self.initial.setdefault("symbol", register.symbol)

    def arguments(self) -> dict[str, object]:
        """By the reserved number's id; its own day goes with it."""
        told = self.cleaned_data
        return {
            "number": told.get("number"),
            "symbol": told["symbol"],
            "issued_on": told["issued_on"],
            "reserved_id": told.get("reserved"),
        }


class ReleaseForm(PaperForm):
    """The scan of a paper signed with ink."""

    scan = forms.FileField(
        label=_("Bản quét văn bản đã ký, đóng dấu"),
        required=False,
        help_text=_("PDF hoặc ảnh; cần cho kết quả điện tử."),
    )

    def prepare(self) -> None:
        """A paper that was signed digitally is no scan."""
        super().prepare()
        document = document_on_its_way(self.dossier)
        if document is not None and document.file_id is not None:
            self.fields.pop("scan")

    def arguments(self) -> dict[str, object]:
        """The scan, if any."""
        return {"scan": self.cleaned_data.get("scan")}
