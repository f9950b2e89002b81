"""What is done with many papers at once: which rows, and what goes with all of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import DayInput, TimedForm, check_year, reason_field
from caicach.papers.rules.document import WAY_LABELS, Way


def rows_of(sent: Any) -> list[int]:
    """The dossiers whose boxes are ticked; what is no number is left out."""
    found = (str(one) for one in sent.getlist("row"))
    return list(dict.fromkeys(int(one) for one in found if one.isascii() and one.isdigit() and len(one) < 19))


class ManyForm(TimedForm):
    """Reason, PIN and way that go with all ticked rows."""

    way = forms.ChoiceField(
        label=_("Cách ký"), choices=[(way, _(label)) for way, label in WAY_LABELS.items()], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    pin = forms.CharField(
        label=_("Mã PIN hoặc mã xác nhận ký số"), required=False, max_length=64, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text=_("Chuyển thẳng tới dịch vụ ký số, không lưu lại."),
    )  # fmt: skip
    reason = reason_field(
        _("Lý do trả lại"), required=False, help_text=_("Bắt buộc khi trả lại; người soạn đọc đúng nội dung này.")
    )
    issued_on = forms.DateField(label=_("Ngày văn bản"), required=False, widget=DayInput, validators=[check_year])

    def __init__(self, data: Any = None, *, digital: bool, today: date) -> None:
        super().__init__(data, initial={"way": (Way.DIGITAL if digital else Way.WET).value, "issued_on": today})
        self.fields.pop("at")
        if not digital:
            self.fields.pop("pin")
            self.fields.pop("way")

    def value(self, name: str) -> Any:
        """What was entered, or None for a field that is not there."""
        return self.cleaned_data.get(name)


class NumberRow(forms.Form):
    """Number and day of one row."""

    number = forms.IntegerField(min_value=1, max_value=999_999, required=False)
    reserved = forms.IntegerField(min_value=1, required=False)

    def arguments(self) -> Mapping[str, Any]:
        """What the verb `number` is called with."""
        return {"number": self.cleaned_data["number"], "reserved_id": self.cleaned_data["reserved"]}


class ImportForm(forms.Form):
    """A sheet with the numbers that the document system gave."""

    sheet = forms.FileField(
        label=_("Tệp số văn bản"),
        help_text=_("XLSX hoặc CSV, dòng đầu là tên cột: “Mã hồ sơ”, “Số”, “Ngày”, và nếu có “Ký hiệu”."),
    )
