"""The form of a decision that moves competence to another agency."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.agencies.models import Unit
from caicach.dossiers.forms.act import check_year
from caicach.dossiers.services.transfer_competence import Transfer
from caicach.kit.refusal import Refused
from caicach.ui.tags import DayInput, said


def _unit(label: object, *, required: bool = True, help_text: object = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, required=required, empty_value=None, help_text=help_text)  # type: ignore[arg-type]


class TransferForm(forms.Form):
    """From which agency to which, from which day, by which decision; all procedures where none is chosen."""

    from_unit = _unit(_("Cơ quan đang có thẩm quyền"))
    to_unit = _unit(_("Cơ quan nhận thẩm quyền"))
    day = forms.DateField(label=_("Chuyển từ ngày"), widget=DayInput, validators=[check_year])
    decision_no = forms.CharField(label=_("Số quyết định"), max_length=100)
    decision_date = forms.DateField(label=_("Ngày quyết định"), widget=DayInput, validators=[check_year])
    procedures = forms.TypedMultipleChoiceField(
        label=_("Thủ tục"), coerce=int, required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Không chọn thủ tục nào nghĩa là chuyển tất cả."),
    )  # fmt: skip

    def __init__(
        self, data: Any, *, leaving: Sequence[Unit], taking: Sequence[Unit], procedures: Sequence[tuple[int, str]]
    ) -> None:
        super().__init__(data)
        offered: dict[str, list[tuple[str, Any]]] = {
            "from_unit": [("", _("Chọn đơn vị")), *((str(unit.pk), unit.name) for unit in leaving)],
            "to_unit": [("", _("Chọn đơn vị")), *((str(unit.pk), unit.name) for unit in taking)],
            "procedures": [(str(number), name) for number, name in procedures],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def transfer(self, division_id: int | None = None) -> Transfer:
        """What a valid form says."""
        told = self.cleaned_data
        return Transfer(
            from_unit_id=told["from_unit"],
            to_unit_id=told["to_unit"],
            day=told["day"],
            decision_no=told["decision_no"],
            decision_date=told["decision_date"],
            procedures=tuple(told["procedures"]),
            division_id=division_id,
        )

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at the field that would put it right."""
        self.add_error(refused.field if refused.field in self.fields else None, said(refused))


class DivisionForm(forms.Form):
    """Where the dossiers shall lie in the new agency."""

    division = _unit(_("Hồ sơ chuyển về"), required=False)

    def __init__(self, data: Any, *, units: Sequence[Unit], root_id: int) -> None:
        super().__init__(data)
        field = self.fields["division"]
        if isinstance(field, forms.ChoiceField):
            rest = [unit for unit in units if unit.pk != root_id]
            field.choices = [*((str(unit.pk), unit.name) for unit in units if unit.pk == root_id),
                             *((str(unit.pk), unit.name) for unit in rest)]  # fmt: skip
