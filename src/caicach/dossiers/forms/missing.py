"""The list of papers to add or to put right, one row per component, and another paper by its name."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caicach.dossiers.rules.missing import Missing
from caicach.procedures.models import Component

INPUT = re.compile(r"missing-(\d{1,18})-(originals|copies|what)")
OTHER = 0
"""In the place of a component's id: another paper."""
MOST, LONGEST = 999, 300

Raw = dict[int, dict[str, str]]


class MissingList(forms.Widget):
    """Draws the list of `components`; what was entered is read by the prefix `missing-`."""

    components: Sequence[Component] = ()
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> Raw:  # noqa: ARG002
        """What was entered, by component."""
        entered: Raw = {}
        for key in data:
            found = INPUT.fullmatch(key)
            if found and str(data[key]).strip():
                entered.setdefault(int(found[1]), {})[found[2]] = str(data[key]).strip()
        return entered

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> bool:  # noqa: ARG002
        """Never: an empty list is an answer too."""
        return False

    def render(self, name: str, value: object, attrs: object = None, renderer: object = None) -> SafeString:  # noqa: ARG002
        """The table of components with what was entered."""
        entered: Raw = value if isinstance(value, dict) else {}
        rows = [{"id": one.pk, "name": one.name, "entered": entered.get(one.pk, {})} for one in self.components]
        rows.append({"id": OTHER, "name": _("Giấy tờ khác"), "entered": entered.get(OTHER, {})})
        return render_to_string("dossiers/parts/missing.html", {"rows": rows})

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:  # noqa: ARG002
        """Errors lead to the head of the list."""
        return "missing"


class MissingField(forms.Field):
    """What is asked for, as `Missing` per row for which anything was entered."""

    widget = MissingList

    def clean(self, value: Any) -> tuple[Missing, ...]:
        """Raises `ValidationError` for a number of sheets that is none, and for a text that is too long."""
        return tuple(
            Missing(
                component_id=component or None,
                originals=_sheets(entered.get("originals", "")),
                copies=_sheets(entered.get("copies", "")),
                what=_text(entered.get("what", "")),
            )
            for component, entered in value.items()
        )


def _sheets(text: str) -> int:
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or int(text) > MOST:
        raise ValidationError(_("Số bản phải là số nguyên từ 0 đến {most}.").format(most=MOST))
    return int(text)


def _text(text: str) -> str:
    if len(text) > LONGEST or "\0" in text:
        raise ValidationError(_("Hãy ghi ngắn gọn, không quá {most} ký tự.").format(most=LONGEST))
    return text
