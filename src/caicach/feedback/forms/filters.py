"""The filters of the list."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.feedback.forms.about import choice
from caicach.feedback.queries.lists import TABS, Ask
from caicach.feedback.rules.kinds import CHANNELS, KINDS
from caicach.procedures.models import Field


class Filters(forms.Form):
    """Filters in the address; a value that does not exist narrows nothing."""

    tab = forms.CharField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("Số"), required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = choice(_("Nội dung"), required=False)
    channel = choice(_("Hình thức gửi"), required=False)
    field = choice(_("Lĩnh vực"), required=False)
    unit = choice(_("Cơ quan trả lời"), required=False)

    def __init__(self, data: Mapping[str, Any], *, fields: Iterable[Field], units: Iterable[tuple[int, str]]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self._offer("kind", [(int(code), gettext(label)) for code, label in KINDS.items()])
        self._offer("channel", [(code, gettext(label)) for code, label in CHANNELS.items()])
        self._offer("field", [(one.pk, one.name) for one in fields])
        self._offer("unit", list(units))

    def _offer(self, name: str, choices: list[tuple[int, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext("Tất cả")), *choices]

    def ask(self, usual: str) -> Ask:
        """What is asked of the list; `usual` is the tab of an address that names none."""
        self.is_valid()
        told = self.cleaned_data
        tab = told.get("tab") or usual
        return Ask(
            tab=tab if tab in TABS else "all",
            number=(told.get("number") or "").strip(),
            kind=told.get("kind"),
            channel=told.get("channel"),
            field_id=told.get("field"),
            unit_id=told.get("unit"),
        )
