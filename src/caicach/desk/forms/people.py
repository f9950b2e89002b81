"""The forms about people: who they are, what they may do, and when they leave."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caicach.accounts.rules import TITLES, Role
from caicach.agencies.models import Unit
from caicach.kit.refusal import Refused
from caicach.ui.tags import DayInput, said


class AdminForm(forms.Form):
    """A form whose service may refuse; the refusal stands at the field that would put it right."""

    def refuse(self, refused: Refused) -> None:
        """Show a refusal."""
        self.add_error(refused.field if refused.field in self.fields else None, said(refused))


def unit_field(label: object, *, required: bool = True) -> forms.TypedChoiceField:
    """A choice among units; `choose_units` fills it."""
    return forms.TypedChoiceField(label=label, coerce=int, required=required, empty_value=None)  # type: ignore[arg-type]


def choose_units(form: forms.Form, name: str, units: Sequence[Unit]) -> None:
    """Offer the units in a field."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", _("Chọn đơn vị")), *((str(unit.pk), unit.name) for unit in units)]


def reason_field(label: object = _("Lý do, căn cứ")) -> forms.CharField:
    """Why, in a few lines."""
    return forms.CharField(label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))  # type: ignore[arg-type]


class PeopleFilter(forms.Form):
    """What the list of people shows."""

    q = forms.CharField(
        label=_("Tìm"), required=False, max_length=100, help_text=_("Họ tên, tên đăng nhập, thư điện tử.")
    )
    unit = unit_field(_("Đơn vị"), required=False)
    leavers = forms.BooleanField(label=_("Đã ngừng hoạt động"), required=False)

    def __init__(self, data: Any, *, units: Sequence[Unit]) -> None:
        super().__init__(data)
        choose_units(self, "unit", units)


class PersonForm(AdminForm):
    """Who somebody is; the username is given once."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=64,
        help_text=_("Chữ a–z không dấu, chữ số, dấu chấm, gạch ngang; không đổi được về sau."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    language = forms.ChoiceField(
        label=_("Ngôn ngữ"), required=False, choices=[("", _("Theo trình duyệt")), *settings.LANGUAGES]
    )
    unit = unit_field(_("Đơn vị công tác"))
    title = forms.CharField(label=_("Chức danh"), max_length=120)

    def __init__(self, data: Any = None, *, units: Sequence[Unit], known: bool = False, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        choose_units(self, "unit", units)
        if known:
            self.fields.pop("username")


class PasswordForm(AdminForm):
    """A first password, or a new one for somebody who lost theirs."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Trao tận tay người dùng; người dùng đổi lại sau khi đăng nhập lần đầu."),
    )


class GrantForm(AdminForm):
    """One role at one unit, from one day on."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=[(role.value, _(TITLES[role])) for role in Role])
    unit = unit_field(_("Tại đơn vị"))
    subtree = forms.BooleanField(label=_("Gồm cả các đơn vị trực thuộc"), required=False)
    valid_from = forms.DateField(label=_("Từ ngày"), widget=DayInput)
    valid_to = forms.DateField(
        label=_("Đến hết ngày"), required=False, widget=DayInput, help_text=_("Để trống: đến khi thu hồi.")
    )
    reason = reason_field()

    def __init__(self, data: Any = None, *, units: Sequence[Unit], today: date) -> None:
        super().__init__(data, initial={"valid_from": today})
        choose_units(self, "unit", units)


class EndForm(AdminForm):
    """The last day, and why: of one right, or of all when somebody leaves."""

    last_day = forms.DateField(label=_("Ngày cuối cùng"), widget=DayInput)
    reason = reason_field()

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"last_day": today})


class ReasonForm(AdminForm):
    """Why."""

    reason = reason_field()
