"""The form of an absence: who, in whose hands, from when to when."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.accounts.models import User


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AbsenceForm(forms.Form):
    """`people` are those for whom the reader may note an absence, `colleagues` those who may stand in."""

    person = forms.TypedChoiceField(label=_("Người vắng"), coerce=int)
    substitute = forms.TypedChoiceField(
        label=_("Người thay"), coerce=int,
        help_text=_("Người cùng đơn vị; có quyền của người vắng trong đúng những ngày này, không thay tiếp cho ai."),
        error_messages={"required": _("Hãy chọn người thay.")},
    )  # fmt: skip
    first_day = forms.DateField(label=_("Từ ngày"), widget=_Day)
    last_day = forms.DateField(label=_("Đến hết ngày"), widget=_Day)
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=300)

    def __init__(
        self, data: Any = None, *, people: Iterable[User], colleagues: Iterable[User], me: int, today: date
    ) -> None:
        super().__init__(data)
        mine = [(user.pk, str(user)) for user in people]
        others = [(user.pk, str(user)) for user in colleagues]
        for name, choices in (("person", mine), ("substitute", [("", _("Chọn người thay")), *others])):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        self.fields["person"].initial = me
        self.fields["first_day"].initial = self.fields["last_day"].initial = today
