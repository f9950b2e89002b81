"""Which tracking book, and the hand-overs of which day."""

from collections.abc import Iterable, Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.agencies.models import Unit
from caicach.dossiers.forms.act import check_year
from caicach.kit.period import Period


class DayInput(forms.DateInput):
    """A day as a browser asks for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _day(label: object) -> forms.DateField:
    return forms.DateField(
        label=label,  # type: ignore[arg-type]
        input_formats=["%Y-%m-%d"],
        widget=DayInput(),
        validators=[check_year],
    )


class BookForm(forms.Form):
    """A unit and a period, both days included: this month up to today, where the address says nothing."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    first = _day(_("Từ ngày"))
    last = _day(_("Đến ngày"))

    def __init__(self, asked: Mapping[str, str], *, units: Iterable[Unit], today: date) -> None:
        choices = [(str(unit.pk), unit.name) for unit in units]
        usual = {"unit": choices[0][0] if choices else "", "first": f"{today.replace(day=1)}", "last": f"{today}"}
        super().__init__({**usual, **{name: text for name, text in asked.items() if text}}, auto_id="book_%s")
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """The last day must not lie before the first."""
        told: dict[str, object] = dict(super().clean() or {})
        first, last = told.get("first"), told.get("last")
        if isinstance(first, date) and isinstance(last, date):
            if last < first:
                self.add_error("last", _("Ngày cuối không thể trước ngày đầu."))
            else:
                told["period"] = Period(first, last)
        return told


class DayForm(forms.Form):
    """One day; today where the address says nothing."""

    day = _day(_("Ngày"))

    def __init__(self, asked: Mapping[str, str], *, today: date) -> None:
        super().__init__({"day": asked.get("day") or f"{today}"}, auto_id="handover_%s")
