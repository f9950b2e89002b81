"""The forms of consulting: whom to ask what until when, and the answer."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import DayInput, check_year, reason_field
from caicach.dossiers.forms.verbs import VerbForm, choose
from caicach.dossiers.queries.consultations import to_be_asked, waiting
from caicach.ui.tags import day_text


class ConsultForm(VerbForm):
    """A unit of the province, or a body outside it by its name; the question; the day of the answer."""

    unit = forms.TypedChoiceField(
        label=_("Đơn vị trong tỉnh được lấy ý kiến"), coerce=int, empty_value=None, required=False
    )
    body = forms.CharField(
        label=_("Hoặc cơ quan ngoài hệ thống"), max_length=200, required=False,
        help_text=_("Ghi tên khi gửi văn bản cho cơ quan không dùng hệ thống này."),
    )  # fmt: skip
    content = reason_field(_("Nội dung cần lấy ý kiến"))
    due_on = forms.DateField(
        label=_("Trả lời chậm nhất ngày"), widget=DayInput, validators=[check_year],
        help_text=_("Nằm trong thời hạn giải quyết; quá ngày này mà chưa trả lời thì bộ phận một cửa được báo."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Every standing unit that can be asked, save where the dossier lies."""
        found = to_be_asked(self.dossier, on=self.today)
        choose(self.fields["unit"], [("", _("Chọn đơn vị")), *((str(unit.pk), unit.name) for unit in found)])

    def arguments(self) -> dict[str, object]:
        """By the unit's id."""
        found = super().arguments()
        found["unit_id"] = found.pop("unit")
        return found


class AnswerConsultationForm(VerbForm):
    """Which question, and the answer."""

    consultation = forms.TypedChoiceField(label=_("Câu hỏi"), coerce=int, widget=forms.RadioSelect)
    answer = reason_field(
        _("Ý kiến trả lời"), help_text=_("Ghi số, ngày văn bản trả lời nếu có và ý kiến: đồng ý, không đồng ý, lý do.")
    )

    def prepare(self) -> None:
        """The questions not answered yet; the only one is chosen."""
        told = gettext("{who}: {content} (trả lời chậm nhất {day})")
        found = [
            (str(one.pk), told.format(who=one.unit.name if one.unit else one.body, content=one.content,
                                      day=day_text(one.due_on)))
            for one in waiting(self.dossier)
        ]  # fmt: skip
        choose(self.fields["consultation"], found)
        if len(found) == 1:
            self.fields["consultation"].initial = found[0][0]

    def arguments(self) -> dict[str, object]:
        """By the question's id."""
        return {"consultation_id": self.cleaned_data["consultation"], "answer": self.cleaned_data["answer"]}
