"""The forms of what befalls a dossier: explanation, wrong result, loss."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import reason_field
from caicach.dossiers.forms.verbs import VerbForm, choose, offer_responsible
from caicach.dossiers.rules.causes import BY_NUMBER, causes_on


class ExplainForm(VerbForm):
    """Why it is late, and what the unit says of it in writing."""

    cause = forms.ChoiceField(
        label=_("Nguyên nhân quá hạn"), widget=forms.RadioSelect,
        help_text=_("Danh mục gợi ý, chưa đối chiếu với biểu mẫu chính thức; báo cáo II.07 tách theo danh mục này."),
        error_messages={"required": _("Hãy chọn nguyên nhân quá hạn.")},
    )  # fmt: skip
    cause_text = forms.CharField(
        label=_("Nguyên nhân khác là gì"), max_length=200, required=False,
        help_text=_("Chỉ ghi khi chọn “Nguyên nhân khác”; không ghi tên người."),
    )  # fmt: skip
    document = forms.CharField(label=_("Số, ngày văn bản giải trình"), max_length=100, required=False)
    explanation = reason_field(_("Nội dung giải trình"))

    def prepare(self) -> None:
        """The causes in force today; of a dossier explained before, the one on record is picked."""
        found = causes_on(self.today)
        choose(self.fields["cause"], [(cause.code, gettext(cause.words)) for cause in found])
        before = BY_NUMBER.get(self.dossier.cause)
        if before in found and before is not None:
            self.initial = {"cause": before.code, **(self.initial or {})}


class WrongResultForm(VerbForm):
    """What is wrong, and who bears the cost."""

    what = reason_field(_("Sai sót của kết quả"))
    responsible_unit = forms.TypedChoiceField(label=_("Đơn vị chịu trách nhiệm"), coerce=int)

    def prepare(self) -> None:
        """The units under the competent agency."""
        offer_responsible(self)

    def arguments(self) -> dict[str, object]:
        """By the unit's id."""
        found = super().arguments()
        found["responsible_unit_id"] = found.pop("responsible_unit")
        return found


class CorrectResultForm(VerbForm):
    """What was handed over instead."""

    note = reason_field(_("Kết quả đã sửa: số, ngày văn bản, nội dung sửa"))


class LossForm(VerbForm):
    """What is gone, the apology, the remedy."""

    what = reason_field(_("Phần bị mất, hư hỏng và khi nào phát hiện"))
    apology = reason_field(_("Lời xin lỗi người nộp"), help_text=_("Bắt buộc; nội dung này được gửi tới người nộp."))
    remedy = reason_field(
        _("Cách khắc phục"), help_text=_("Ví dụ: xin cấp lại bản sao, cơ quan chịu chi phí; thời gian hoàn thành.")
    )


class FoundForm(VerbForm):
    """What was found, or by what it was replaced."""

    note = reason_field(_("Đã tìm thấy hoặc khắc phục thế nào"))
