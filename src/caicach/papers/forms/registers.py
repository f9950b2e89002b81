"""The forms of a register: where its numbers come from, and keeping or leaving out the next ones."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.agencies.models import Unit
from caicach.kit.refusal import Refused
from caicach.papers.rules.document import NUMBER_WAYS
from caicach.papers.rules.kinds import KINDS
from caicach.ui.tags import said


class RefusableForm(forms.Form):
    """A form that shows a service's refusal at the field that would put it right."""

    def refuse(self, refused: Refused) -> None:
        """At the field, otherwise at the head."""
        self.add_error(refused.field if refused.field in self.fields else None, said(refused))


class RegisterForm(RefusableForm):
    """One body, one kind, one year, and from where its numbers come."""

    unit = forms.TypedChoiceField(label=_("Cơ quan"), coerce=int)
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=[(kind.code, _(kind.label)) for kind in KINDS.values()])
    year = forms.IntegerField(label=_("Năm"), min_value=2020, max_value=2100)
    way = forms.ChoiceField(
        label=_("Cách cấp số"), widget=forms.RadioSelect,
        choices=[(way, _(label)) for way, label in NUMBER_WAYS.items()],
        help_text=_("Một loại văn bản trong một năm chỉ lấy số từ một nơi; đã có số thì không đổi được."),
    )  # fmt: skip
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=40, required=False, help_text=_("Ví dụ QĐ-SNV; để trống thì hệ thống đề xuất.")
    )
    last = forms.IntegerField(
        label=_("Số cuối cùng đã cấp trên giấy"), min_value=0, max_value=999_999, required=False,
        help_text=_("Chỉ khi sổ trong hệ thống này nối tiếp một sổ giấy trong năm."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, units: Sequence[Unit], year: int) -> None:
        super().__init__(data, initial={"year": year, "way": "given"})
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(unit.pk), unit.name) for unit in units]


class ReserveForm(RefusableForm):
    """How many of the next numbers are kept or left out, and why."""

    count = forms.IntegerField(label=_("Bao nhiêu số"), min_value=1, max_value=99, initial=1)
    day = forms.DateField(
        label=_("Ngày của số giữ trước"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
