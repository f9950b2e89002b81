"""The filters of the list of dossiers."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.agencies.models import Unit
from caicach.dossiers.queries.lists import PLACES, SORTS, Ask, waited_since
from caicach.dossiers.rules.status import LABELS
from caicach.dossiers.rules.tab import TAB
from caicach.procedures.models import Field


class Filters(forms.Form):
    """Words and filters in the address; a value that does not exist narrows nothing."""

    tab = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    officer = forms.IntegerField(required=False, widget=forms.HiddenInput)
    waited = forms.IntegerField(required=False, min_value=1, max_value=9999, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("Tìm"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Mã, họ tên, số định danh, điện thoại")}),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Phạm vi"), required=False)
    status = forms.TypedChoiceField(label=_("Trạng thái"), required=False, coerce=int, empty_value=None)
    unit = forms.TypedChoiceField(label=_("Đơn vị"), required=False, coerce=int, empty_value=None)
    field = forms.TypedChoiceField(label=_("Lĩnh vực"), required=False, coerce=int, empty_value=None)

    def __init__(
        self, data: Mapping[str, Any], *, places: Iterable[str], units: Iterable[Unit], fields: Iterable[Field]
    ) -> None:
        super().__init__(data, auto_id="filter_%s")
        self._offer("place", [(place, gettext(PLACES[place])) for place in places])
        self._offer("status", [(str(int(code)), gettext(label)) for code, label in LABELS.items()])
        self._offer("unit", [(str(unit.pk), unit.name) for unit in units])
        self._offer("field", [(str(field.pk), field.name) for field in fields])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext("Tất cả")), *choices]

    def ask(self, after: str, *, now: datetime) -> Ask:
        """What is asked of the list; `officer` has it, and it was finished more than `waited` days ago."""
        self.is_valid()
        told = self.cleaned_data
        tab, sort = told.get("tab") or "all", told.get("sort") or ""
        return Ask(
            tab=tab if tab in TAB else "all",
            words=told.get("q") or "",
            place=told.get("place") or "",
            status=told.get("status"),
            unit_id=told.get("unit"),
            field_id=told.get("field"),
            officer_id=told.get("officer"),
            finished_before=waited_since(told["waited"], now) if told.get("waited") else None,
            sort=sort if sort in SORTS else "",
            after=after,
        )
