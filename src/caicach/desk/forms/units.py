"""The forms about units."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.agencies.models import Kind, Unit
from caicach.desk.forms.people import AdminForm
from caicach.desk.services.merge_units import Merger
from caicach.ui.tags import DayInput


class UnitsFilter(forms.Form):
    """What the register shows."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=100, help_text=_("Tên, mã, mã định danh điện tử."))
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *Kind.choices])
    ended = forms.BooleanField(label=_("Đã chấm dứt"), required=False)


class AbbreviationForm(AdminForm):
    """How a body abbreviates itself in the symbols of its papers."""

    abbreviation = forms.CharField(
        label=_("Tên viết tắt"), required=False, max_length=15,
        help_text=_("Như SNV trong 123/QĐ-SNV. Để trống thì lấy các chữ cái đầu của tên. Sổ đã mở giữ ký hiệu cũ."),
    )  # fmt: skip


class MergeForm(AdminForm):
    """A decision by which units end."""

    ending = forms.MultipleChoiceField(
        label=_("Các đơn vị chấm dứt hoạt động"), widget=forms.SelectMultiple(attrs={"size": 10})
    )
    successor = forms.ChoiceField(label=_("Đơn vị kế thừa đang có"), required=False)
    new_code = forms.SlugField(
        label=_("Hoặc đơn vị mới: mã"), required=False, max_length=80, help_text=_("Chữ không dấu, gạch ngang.")
    )
    new_name_vi = forms.CharField(label=_("Tên đơn vị mới"), required=False, max_length=200)
    new_name_en = forms.CharField(label=_("Tên tiếng Anh"), required=False, max_length=200)
    electronic_id = forms.CharField(label=_("Mã định danh điện tử"), required=False, max_length=32)
    on = forms.DateField(label=_("Từ ngày"), widget=DayInput)
    decision = forms.CharField(label=_("Số, ngày của quyết định"), max_length=300)

    def __init__(self, data: Any = None, *, units: Sequence[Unit]) -> None:
        super().__init__(data)
        named = [(unit.code, unit.name) for unit in units]
        for name, choices in (("ending", named), ("successor", [("", _("Chọn đơn vị")), *named])):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Either a unit that stands, or a new one with its name."""
        told = super().clean() or {}
        if not told.get("successor") and not (told.get("new_code") and told.get("new_name_vi")):
            self.add_error("successor", _("Hãy chọn đơn vị kế thừa, hoặc ghi mã và tên của đơn vị mới."))
        return told

    def merger(self) -> Merger:
        """What a valid form says."""
        told = self.cleaned_data
        chosen = told["successor"]
        return Merger(
            ending=tuple(told["ending"]),
            successor=chosen or told["new_code"],
            on=told["on"],
            decision=told["decision"],
            new_name_vi="" if chosen else told["new_name_vi"],
            new_name_en="" if chosen else told["new_name_en"],
            electronic_id="" if chosen else told["electronic_id"],
        )
