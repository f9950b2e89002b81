"""The forms of interlinked dossiers: the parts to open, the part to take or to finish."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import reason_field
from caicach.dossiers.forms.verbs import VerbForm, choose
from caicach.dossiers.permits import may_do_part
from caicach.dossiers.queries.parts import partners_for, running_parts
from caicach.dossiers.rules.parts import NewPart, Order
from caicach.dossiers.services.turn import seat_of
from caicach.ui.tags import moment_text

MOST = 3
"""So many parts are opened at once; further ones when these are finished."""


class InterlinkForm(VerbForm):
    """In which order, and for each part the agency, the task and the hours; lines without an agency are left out."""

    order = forms.ChoiceField(
        label=_("Cách làm"), widget=forms.RadioSelect, initial=Order.SEQUENCE.value,
        choices=[
            (Order.SEQUENCE.value, _("Lần lượt: cơ quan sau bắt đầu khi cơ quan trước xong")),
            (Order.PARALLEL.value, _("Song song: các cơ quan làm cùng lúc")),
        ],
    )  # fmt: skip

    def prepare(self) -> None:
        """The lines, with the units that can be partners; read once."""
        found = [(str(unit.pk), unit.name) for unit in partners_for(self.dossier, on=self.today)]
        for place in range(1, MOST + 1):
            unit = forms.TypedChoiceField(
                label=gettext("Phần {place}: cơ quan").format(place=place), coerce=int, empty_value=None,
                required=place == 1,
            )  # fmt: skip
            choose(unit, [("", gettext("Chọn đơn vị")), *found])
            self.fields[f"unit_{place}"] = unit
            self.fields[f"task_{place}"] = forms.CharField(
                label=gettext("Phần {place}: việc phải làm").format(place=place), max_length=500, required=place == 1
            )
            self.fields[f"hours_{place}"] = forms.IntegerField(
                label=gettext("Phần {place}: số giờ làm việc").format(place=place), min_value=1, max_value=2000,
                required=place == 1, help_text=gettext("8 giờ là 1 ngày làm việc."),
            )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """A task or a term without an agency is a slip."""
        values = self.cleaned_data
        for place in range(1, MOST + 1):
            if values.get(f"unit_{place}") is None and (values.get(f"task_{place}") or values.get(f"hours_{place}")):
                self.add_error(f"unit_{place}", ValidationError(gettext("Hãy chọn cơ quan làm phần việc này.")))
        return values

    def arguments(self) -> dict[str, object]:
        """The parts in their order."""
        values = self.cleaned_data
        parts = [
            NewPart(values[f"unit_{place}"], values[f"task_{place}"], values[f"hours_{place}"] or 0)
            for place in range(1, MOST + 1)
            if values.get(f"unit_{place}") is not None
        ]
        return {"order": values["order"], "parts": parts}


class TakePartForm(VerbForm):
    """Which of the parts that run and are the reader's to do."""

    or_lead = False

    part = forms.TypedChoiceField(label=_("Phần việc"), coerce=int, widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The only one is chosen."""
        told, seat = gettext("{unit}: {task} (hạn {due})"), seat_of(self.dossier)
        found = [
            (str(one.pk), told.format(unit=one.unit.name, task=one.task, due=moment_text(one.due_at)))
            for one in running_parts(self.dossier)
            if may_do_part(self.actor, seat, one.unit_id, or_lead=self.or_lead).allowed
        ]
        choose(self.fields["part"], found)
        if len(found) == 1:
            self.fields["part"].initial = found[0][0]

    def arguments(self) -> dict[str, object]:
        """By the part's id."""
        found = super().arguments()
        found["part_id"] = found.pop("part")
        return found


class FinishPartForm(TakePartForm):
    """And what came of it; whoever leads may tell it too."""

    or_lead = True
    result = reason_field(_("Kết quả phần việc"), help_text=_("Ghi số, ngày văn bản nếu có và kết quả."))
