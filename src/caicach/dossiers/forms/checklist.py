"""The checklist of components: one row per component of the published list, read back by the names of its inputs."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caicach.dossiers.rules.checks import Given
from caicach.procedures.models import Component

INPUT = re.compile(r"paper-(\d{1,18})-(originals|copies|electronic|reused)")
MOST = 999

Raw = dict[int, dict[str, str]]


class Checklist(forms.Widget):
    """Draws the list of `components`; what was entered is read without knowing them, by the prefix `paper-`."""

    components: Sequence[Component] = ()
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> Raw:  # noqa: ARG002
        """What was entered, by component."""
        entered: Raw = {}
        for key in data:
            found = INPUT.fullmatch(key)
            if found:
                entered.setdefault(int(found[1]), {})[found[2]] = str(data[key]).strip()
        return entered

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> bool:  # noqa: ARG002
        """Never: an empty list is an answer too."""
        return False

    def render(self, name: str, value: object, attrs: object = None, renderer: object = None) -> SafeString:  # noqa: ARG002
        """The table of components with what was entered."""
        entered: Raw = value if isinstance(value, dict) else {}
        rows = [{"component": one, "entered": entered.get(one.pk, {})} for one in self.components]
        return render_to_string("dossiers/parts/checklist.html", {"rows": rows, "name": name})

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:  # noqa: ARG002
        """Errors lead to the head of the list."""
        return "papers"


class PapersField(forms.Field):
    """The papers handed in, as `Given` per component for which anything was entered; which are missing, a rule says."""

    widget = Checklist

    def clean(self, value: Any) -> tuple[Given, ...]:
        """Raises `ValidationError` for a number of sheets that is none."""
        given = [
            Given(
                component_id=component,
                originals=_sheets(entered.get("originals", "")),
                copies=_sheets(entered.get("copies", "")),
                electronic="electronic" in entered,
                reused="reused" in entered,
            )
            for component, entered in value.items()
        ]
        return tuple(paper for paper in given if paper.anything)


def _sheets(text: str) -> int:
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or int(text) > MOST:
        raise ValidationError(_("Số bản phải là số nguyên từ 0 đến {most}.").format(most=MOST))
    return int(text)
