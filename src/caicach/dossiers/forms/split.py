"""The form by which a scanned stack is split: for each place its pages, looked at before it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.verbs import VerbForm
from caicach.dossiers.models import Attachment
from caicach.dossiers.queries.attachments import stacks_of
from caicach.dossiers.queries.page import components_of
from caicach.dossiers.rules.pages import LEFT_OUT, listed, split_of
from caicach.kit.refusal import Refused
from caicach.papers.rules import page_pictures

BEFORE = "pages_"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the stack: its number and where it stands on the picture of all pages; no corner beyond its end."""

    number: int
    corner: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Piece:
    """What one place will get."""

    name: str
    pages: list[Page]


class SplitScanForm(VerbForm):
    """The stack; for each component, for anything else, and for what is left out, page numbers such as `1-2, 5`."""

    attachment = forms.ChoiceField(
        label=_("Tập quét"), error_messages={"required": _("Hãy chọn tập quét cần tách.")}, widget=forms.HiddenInput
    )

    def prepare(self) -> None:
        """The stacks of the dossier; once one is chosen, the places for its pages."""
        self.stacks = stacks_of(self.dossier.pk)
        chosen = str(self.data.get("attachment") or self.initial.get("attachment") or "")
        found = [one for one in self.stacks if str(one.pk) == chosen]
        self.stack: Attachment | None = found[0] if found else None
        if len(self.stacks) == 1 and not chosen:
            self.stack = self.stacks[0]
        self.names: dict[str, Any] = {}
        self.pieces: list[Piece] = []
        field = self.fields["attachment"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(one.pk), str(one.pk)) for one in self.stacks]
        if self.stack is None:
            return
        self.initial["attachment"] = str(self.stack.pk)
        self.names = {str(one.pk): one.name for one in components_of(self.dossier.rules_version_id)}
        self.names |= {
            Attachment.OTHER: Attachment.KINDS[Attachment.OTHER],
            LEFT_OUT: _("Bỏ qua (trang trắng, tờ ngăn)"),
        }
        for place, name in self.names.items():
            widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "class": "ranges"})
            self.fields[BEFORE + place] = forms.CharField(label=name, required=False, max_length=500, widget=widget)

    @property
    def last(self) -> int:
        """How many pages the stack has."""
        return (self.stack.file.pages if self.stack and self.stack.file else 0) or 0

    @property
    def pages(self) -> list[Page]:
        """The pages of the stack that have a picture."""
        return [_page(number) for number in range(1, page_pictures.shown(self.last) + 1)]

    @property
    def picture(self) -> tuple[int, int]:
        """Width and height of the picture of all pages."""
        return page_pictures.size(self.last)

    @property
    def cell(self) -> tuple[int, int]:
        """Width and height of one page on it."""
        return page_pictures.WIDTH, page_pictures.HEIGHT

    def clean(self) -> dict[str, Any]:
        """Every page belongs to one place."""
        told = super().clean() or {}
        if self.stack is None:
            raise ValidationError(_("Hãy chọn tập quét cần tách."))
        ranges = self._ranges(told)
        try:
            parts = split_of(ranges, last=self.last)
        except Refused as refused:
            self.refuse(refused)
            return told
        self.pieces = [Piece(str(self.names[place]), [_page(one) for one in pages]) for place, pages in parts.items()]
        shown = {one.number for piece in self.pieces for one in piece.pages}
        left = [_page(number) for number in range(1, self.last + 1) if number not in shown]
        if left:
            self.pieces.append(Piece(str(self.names[LEFT_OUT]), left))
        self.told = ";".join(f"{place}:{listed(pages)}" for place, pages in parts.items())
        return told

    def asks_first(self) -> bool:
        """Until the very split that is sent has been looked at."""
        return self.data.get("looked_at") != self.told

    def _ranges(self, told: Mapping[str, Any]) -> dict[str, str]:
        return {place: str(told.get(BEFORE + place) or "") for place in self.names}

    def arguments(self) -> dict[str, object]:
        """By the stack's id and the texts."""
        told = self.cleaned_data
        return {"attachment_id": int(told["attachment"]), "ranges": self._ranges(told)}


def _page(number: int) -> Page:
    return Page(number, page_pictures.corner(number) if number <= page_pictures.MOST_SHOWN else None)
