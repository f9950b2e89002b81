"""The forms of acts on many dossiers: which ones, and to whom."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import TimedForm, reason_field
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.people import officers_of, open_of, units_under
from caicach.ui.tags import number_text

MOST = 200
"""So many dossiers in one form at most."""


def chosen_of(values: Iterable[str]) -> dict[int, int | None]:
    """The dossiers that a form names, `id` or `id.version` each; what is no number names none."""
    found: dict[int, int | None] = {}
    for value in values:
        number, _dot, seen = value.partition(".")
        if _is_number(number) and len(found) < MOST:
            found[int(number)] = int(seen) if _is_number(seen) else None
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16


class BulkForm(TimedForm):
    """What all of them are asked; `dossiers` are those that it is about."""

    note = reason_field(_("Ghi chú cho mọi hồ sơ"), required=False)

    def __init__(self, data: Mapping[str, object] | None = None, *, dossiers: Sequence[Dossier], today: date) -> None:
        super().__init__(data)
        self.dossiers = dossiers
        self.today = today
        self.prepare()
        self.order_fields([name for name in self.fields if name not in ("note", "at")])

    def prepare(self) -> None:
        """Fills the choices that depend on the dossiers."""

    def arguments(self) -> dict[str, object]:
        """What the service is called with, besides the act and the dossier."""
        return {"note": self.cleaned_data["note"]}


class BulkTakeOverForm(BulkForm):
    """Nothing but a note."""


class BulkAssignForm(BulkForm):
    """Who is to process them."""

    officer = forms.TypedChoiceField(
        label=_("Công chức thụ lý"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn công chức thụ lý.")},
    )  # fmt: skip

    def prepare(self) -> None:
        """The officers of the units where they lie, the least busy first."""
        found = officers_of({one.handling_unit_id for one in self.dossiers}, on=self.today)
        busy = open_of([user.pk for user in found])
        told = gettext("{name} – đang giữ {count} hồ sơ")
        self.fields["officer"].choices = [  # type: ignore[attr-defined]
            (str(user.pk), told.format(name=user, count=number_text(busy.get(user.pk, 0))))
            for user in sorted(found, key=lambda user: (busy.get(user.pk, 0), str(user)))
        ]

    def arguments(self) -> dict[str, object]:
        """By the officer's id."""
        return {"officer_id": self.cleaned_data["officer"], "note": self.cleaned_data["note"]}


class BulkForwardForm(BulkForm):
    """To which unit."""

    unit = forms.TypedChoiceField(
        label=_("Đơn vị nhận"), coerce=int, error_messages={"required": _("Hãy chọn đơn vị nhận hồ sơ.")}
    )

    def prepare(self) -> None:
        """The units under the agencies that are competent for them."""
        agencies = sorted({one.competent_unit_id for one in self.dossiers})
        found = {unit.pk: unit for agency in agencies for unit in units_under(agency, on=self.today)}
        choices = [(str(unit.pk), unit.name) for unit in found.values()]
        self.fields["unit"].choices = [("", gettext("Chọn đơn vị")), *choices]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, object]:
        """By the unit's id."""
        return {"unit_id": self.cleaned_data["unit"], "note": self.cleaned_data["note"]}
