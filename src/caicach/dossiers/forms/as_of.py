"""The filters of the list of dossiers at an instant."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.agencies.models import Unit
from caicach.dossiers.queries.as_of import GROUPS, AskThen
from caicach.dossiers.rules.status import LABELS
from caicach.journal.models import Seal
from caicach.procedures.models import Field


class ThenFilters(forms.Form):
    """The instant, and filters over what the facts hold; a value that does not exist narrows nothing."""

    as_of = forms.CharField(label=_("Thời điểm"), max_length=40, help_text=_("Ví dụ: 2024-09-24T17:00"))
    group = forms.ChoiceField(label=_("Nhóm hồ sơ"), required=False)
    status = forms.TypedChoiceField(label=_("Trạng thái"), required=False, coerce=int, empty_value=None)
    unit = forms.TypedChoiceField(
        label=_("Đơn vị có thẩm quyền lúc tiếp nhận"), required=False, coerce=int, empty_value=None
    )
    field = forms.TypedChoiceField(label=_("Lĩnh vực"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Mapping[str, Any], *, units: Iterable[Unit], fields: Iterable[Field]) -> None:
        super().__init__(data, auto_id="then_%s")
        self._offer("group", [(key, gettext(label)) for key, label in GROUPS.items()])
        self._offer("status", [(str(int(code)), gettext(label)) for code, label in LABELS.items()])
        self._offer("unit", [(str(unit.pk), unit.name) for unit in units])
        self._offer("field", [(str(field.pk), field.name) for field in fields])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext("Tất cả")), *choices]

    def ask(self, seal: Seal) -> AskThen:
        """What is asked of the list as known at the seal."""
        self.is_valid()
        told = self.cleaned_data
        return AskThen(
            seal=seal,
            group=told.get("group") or "",
            status=told.get("status"),
            unit_id=told.get("unit"),
            field_id=told.get("field"),
        )
