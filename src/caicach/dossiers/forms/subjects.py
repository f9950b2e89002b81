"""The list of subjects with the result of each, drawn as one table and read back by the names of its inputs."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.dossiers.forms.verbs import VerbForm
from caicach.dossiers.models import Subject
from caicach.dossiers.queries.counter import subjects_of

INPUT = re.compile(r"subject-([0-9]{1,4})-(result|note)")
LONGEST_NOTE = 300

Raw = dict[int, dict[str, str]]


class SubjectsTable(forms.Widget):
    """Draws the list of `subjects`; what was entered is read without knowing them."""

    subjects: Sequence[Subject] = ()
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> Raw:  # noqa: ARG002
        """What was entered, by place in the list."""
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
        """The table; who has no result yet is proposed as approved."""
        entered: Raw = value if isinstance(value, dict) else {}
        rows = [
            {
                "subject": one,
                "result": entered.get(one.position, {}).get("result", one.result or "approved"),
                "note": entered.get(one.position, {}).get("note", one.note),
            }
            for one in self.subjects
        ]
        return render_to_string("dossiers/parts/judged.html", {"rows": rows, "results": Subject.RESULTS, "name": name})

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:  # noqa: ARG002
        """Errors lead to the head of the list."""
        return "subjects"


class SubjectsField(forms.Field):
    """Result and note by place in the list."""

    widget = SubjectsTable

    def clean(self, value: Any) -> dict[int, tuple[str, str]]:
        """Raises `ValidationError` for a note that is too long."""
        found = {place: (told.get("result", ""), told.get("note", "")) for place, told in value.items()}
        if any(len(note) > LONGEST_NOTE for _result, note in found.values()):
            raise ValidationError(_("Ghi chú của một đối tượng dài quá {most} ký tự.").format(most=LONGEST_NOTE))
        return found


class JudgeSubjectsForm(VerbForm):
    """The result of each subject."""

    results = SubjectsField(label=gettext_lazy("Kết quả từng đối tượng"))

    def prepare(self) -> None:
        """The list of the dossier."""
        widget = self.fields["results"].widget
        if isinstance(widget, SubjectsTable):
            widget.subjects = subjects_of(self.dossier.pk)
