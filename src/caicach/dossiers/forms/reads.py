"""Which reads are asked for: who, which dossier, which days."""

from collections.abc import Mapping
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import DayInput, check_year
from caicach.dossiers.queries.reads import Ask
from caicach.kit.period import Period

USUAL = timedelta(days=6)


class ReadsForm(forms.Form):
    """The last seven days where the address says nothing."""

    person = forms.CharField(label=_("Người mở"), required=False, max_length=100)
    dossier = forms.CharField(label=_("Mã hồ sơ"), required=False, max_length=60)
    first = forms.DateField(label=_("Từ ngày"), widget=DayInput, validators=[check_year])
    last = forms.DateField(label=_("Đến ngày"), widget=DayInput, validators=[check_year])

    def __init__(self, asked: Mapping[str, str], *, today: date) -> None:
        usual = {"first": f"{today - USUAL}", "last": f"{today}"}
        super().__init__({**usual, **{name: text for name, text in asked.items() if text}}, auto_id="reads_%s")

    def clean(self) -> dict[str, object]:
        """The last day must not lie before the first."""
        told: dict[str, object] = dict(super().clean() or {})
        first, last = told.get("first"), told.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", _("Ngày cuối không thể trước ngày đầu."))
        return told

    def ask(self) -> Ask:
        """What a valid form asks for."""
        told = self.cleaned_data
        return Ask(period=Period(told["first"], told["last"]), person=told["person"], dossier=told["dossier"])
