"""Composing a figure: its words, the figure it starts from, the conditions; and for which unit it is tried."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from caicach.figures.queries.composed import LABELS
from caicach.figures.register import filter_choices
from caicach.figures.rules.asked import read_day
from caicach.figures.rules.narrowed import COLUMNS, LONGEST_TITLE, LONGEST_WORDS, Draft, Where
from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from caicach.ui.tags import said

CONDITIONS = tuple(COLUMNS)
TICKED = ("field", "channel", "place", "unit")
"""Conditions that are ticked in a list; procedures are too many and are named by their codes."""
Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def _ticks(name: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=_(LABELS[name]), required=False, widget=forms.CheckboxSelectMultiple)


class ComposeForm(forms.Form):
    """A composed figure as a form; `owners` are ids and names of the units whose it may be.

    When it is changed it stays the figure of `owner_id`, under its address.
    """

    title = forms.CharField(label=_("Tên số liệu"), max_length=LONGEST_TITLE)
    words = forms.CharField(
        label=_("Định nghĩa bằng lời"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đếm gì, của ai, trong phạm vi nào; người đọc thấy câu này cạnh con số."),
    )  # fmt: skip
    slug = forms.CharField(
        label=_("Mã"), max_length=40,
        help_text=_("Chữ a–z không dấu, chữ số, gạch ngang; ví dụ hoi-truc-tuyen. Sau khi lưu không đổi được."),
    )  # fmt: skip
    owner = forms.TypedChoiceField(label=_("Số liệu của cơ quan"), coerce=int)
    base = forms.ChoiceField(label=_("Số liệu gốc"), help_text=_("Tỷ lệ được lọc cả tử số và mẫu số."))
    field = _ticks("field")
    procedure = forms.CharField(
        label=_(LABELS["procedure"]), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một mã thủ tục."),
    )  # fmt: skip
    channel = _ticks("channel")
    place = _ticks("place")
    unit = _ticks("unit")
    agency = forms.ChoiceField(label=_("Thử với đơn vị"))
    first = forms.CharField(label=_("Thử từ ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.CharField(label=_("Thử đến ngày"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(
        self,
        sent: Mapping[str, Any] | None,
        *,
        initial: Mapping[str, Any],
        owners: Sequence[tuple[int, str]] = (),
        owner_id: int = 0,
        bases: Groups,
        units: Sequence[tuple[int, str, str]],
    ) -> None:
        super().__init__(sent, initial=dict(initial), auto_id="id_%s")
        places = [(str(pk), name) for pk, _code, name in units]
        self._offer("base", bases)
        self._offer("agency", [(code, name) for _pk, code, name in units])
        self._offer("place", places)
        self._offer("unit", places)
        for name in ("field", "channel"):
            self._offer(name, [(str(pk), label) for pk, label in _choices(name)()])
        self.owner_id = owner_id
        if owner_id:
            del self.fields["slug"], self.fields["owner"]
        else:
            self._offer("owner", [(str(pk), name) for pk, name in owners])

    def _offer(self, name: str, choices: Sequence[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def clean_procedure(self) -> tuple[int, ...]:
        """The ids of the codes that were named."""
        known = {label.split(" ", 1)[0]: pk for pk, label in _choices("procedure")()}
        wanted = self.cleaned_data["procedure"].split()
        missing = [code for code in wanted if code not in known]
        if missing:
            raise forms.ValidationError(_now("Không có thủ tục mang mã: {codes}.").format(codes=", ".join(missing)))
        return tuple(known[code] for code in dict.fromkeys(wanted))

    def clean(self) -> dict[str, Any]:
        """Reads the period for which it is tried."""
        cleaned: dict[str, Any] = dict(super().clean() or {})
        for name in ("first", "last"):
            try:
                cleaned[name] = read_day(cleaned.get(name, ""), field=name)
            except Refused as refused:
                self.add_error(name, said(refused))
        if isinstance(cleaned.get("first"), date) and isinstance(cleaned.get("last"), date):
            try:
                cleaned["period"] = Period(cleaned["first"], cleaned["last"])
            except Refused as refused:
                self.add_error("last", said(refused))
        return cleaned

    def draft(self) -> Draft:
        """What a valid form composes."""
        told = self.cleaned_data
        ticked = {name: tuple(sorted(int(one) for one in told[name])) for name in TICKED}
        where = Where(procedure=tuple(sorted(told["procedure"])), **ticked)
        return Draft(told["title"], told["words"], told["base"], where)

    @property
    def unit_id(self) -> int:
        """Whose figure it is, or is to be."""
        return self.owner_id or int(self.cleaned_data["owner"])

    @property
    def conditions(self) -> list[forms.BoundField]:
        """The fields of the conditions."""
        return [self[name] for name in CONDITIONS]

    @property
    def told(self) -> list[forms.BoundField]:
        """The fields of name, owner and base."""
        return [self[name] for name in ("title", "words", "slug", "owner", "base") if name in self.fields]

    @property
    def tried(self) -> list[forms.BoundField]:
        """The fields of the unit and period for which it is tried."""
        return [self[name] for name in ("agency", "first", "last")]

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at the field that would put it right."""
        self.add_error(refused.field if refused.field in self.fields else None, said(refused))


def begins_with(draft: Draft) -> dict[str, Any]:
    """What the fields hold when a figure is changed."""
    codes = {pk: label.split(" ", 1)[0] for pk, label in _choices("procedure")()}
    return {
        "title": draft.title,
        "words": draft.words,
        "base": draft.base,
        "procedure": "\n".join(codes.get(pk, str(pk)) for pk in draft.where.procedure),
        **{name: [str(pk) for pk in getattr(draft.where, name)] for name in TICKED},
    }


def _choices(name: str) -> Callable[[], Sequence[tuple[int, str]]]:
    return filter_choices(COLUMNS[name]) or (lambda: ())
