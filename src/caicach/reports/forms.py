"""What is asked of a report: whose, for which period, row by row of what, and as known when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.figures.rules.asked import moment_written, read_day, read_moment
from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from caicach.reports.rules.ii06 import By
from caicach.reports.rules.monitor import ROW_NAMES, Heat
from caicach.reports.rules.targets import COMPARATOR_NAMES, STATUS_NAMES, Comparator, Status, Wanted
from caicach.reports.rules.variants import BY_WORDS
from caicach.reports.rules.windows import KIND_NAMES, SHAPES, Kind, Named, named
from caicach.ui.tags import DayInput, said

NO = ("", "0", "false")
OWN_DAYS = "days"
"""The kind of period that is told by its two days."""
KINDS = ((OWN_DAYS, _("Tự chọn từ ngày, đến ngày")), *((kind.value, _(name)) for kind, name in KIND_NAMES.items()))


@dataclass(frozen=True, slots=True)
class Question:
    """A report asked for; without `as_of` it is the one known now. `claimed`: by claimed entry time (`know`)."""

    agency: str
    period: Period
    by: By
    own: bool
    as_of: datetime | None
    claimed: bool = False


class Ask(forms.Form):
    """The question in the address of the page, the dates inclusive; what the address leaves out has a usual value.

    `agencies` are code and name of the units that may be asked for; one that is not among them is an error of
    `agency`, which the page answers as not found.
    """

    agency = forms.ChoiceField(label=_("Cơ quan, đơn vị"))
    kind = forms.ChoiceField(label=_("Loại kỳ báo cáo"), choices=KINDS)
    year = forms.IntegerField(label=_("Năm"), required=False)
    number = forms.IntegerField(
        label=_("Kỳ thứ"),
        required=False,
        help_text=_("Tháng 1–12, quý 1–4, 6 tháng 1–2; để trống: kỳ 1."),
    )
    # "from" is a word of Python: its field joins in `__init__`.
    to = forms.CharField(label=_("Đến ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    by = forms.ChoiceField(
        label=_("Mỗi dòng là"),
        choices=[(by.value, _(words)) for by, words in BY_WORDS.items()],
    )
    own = forms.BooleanField(label=_("Chỉ riêng đơn vị này"), required=False)
    as_of = forms.CharField(
        label=_("Số liệu tính đến"),
        required=False,
        help_text=_("Để trống: số liệu hiện tại. Ví dụ: 2024-09-24T17:00"),
    )
    claimed = forms.BooleanField(
        label=_("Theo thời điểm ghi đã khai"),
        required=False,
        help_text=_("Hồ sơ nạp sau được tính theo thời điểm ghi mà chúng khai."),
    )
    field_order = ["agency", "kind", "year", "number", "from", "to", "by", "as_of", "claimed", "own"]

    def __init__(
        self, asked: Mapping[str, str], *, agencies: Sequence[tuple[str, str]], agency: str, period: Period
    ) -> None:
        usual = {
            "agency": agency,
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "by": By.FIELD.value,
        }
        given = {name: value for name, value in asked.items() if value not in NO or name == "as_of"}
        super().__init__(data=_with_window({**usual, **given}), auto_id="id_%s")
        self.fields["from"] = forms.CharField(label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}))
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, object]:
        """Reads the days and the instant, and makes the period."""
        cleaned: dict[str, object] = dict(super().clean() or {})
        self._window(cleaned)
        first, last = self._day(cleaned, "from"), self._day(cleaned, "to")
        try:
            if first and last:
                cleaned["period"] = Period(first, last)
        except Refused as refused:
            self.add_error("to", said(refused))
        try:
            cleaned["as_of"] = read_moment(str(cleaned["as_of"])) if cleaned.get("as_of") else None
        except Refused as refused:
            self.add_error("as_of", said(refused))
        return cleaned

    def _window(self, cleaned: Mapping[str, object]) -> None:
        """Says what is wrong with a year or a number that the kind does not have."""
        kind = cleaned.get("kind")
        if kind in (None, OWN_DAYS) or "year" not in cleaned or "number" not in cleaned:
            return
        try:
            _ = Named(Kind(str(kind)), int(str(cleaned["year"] or 0)), int(str(cleaned["number"] or 1))).period
        except Refused as refused:
            self.add_error(refused.field, said(refused))

    def _day(self, cleaned: Mapping[str, object], name: str) -> date | None:
        try:
            return read_day(str(cleaned[name]), field=name) if name in cleaned else None
        except Refused as refused:
            self.add_error(name, said(refused))
            return None

    def question(self) -> Question:
        """The question of a valid form."""
        cleaned = self.cleaned_data
        return Question(
            agency=cleaned["agency"],
            period=cleaned["period"],
            by=By(cleaned["by"]),
            own=cleaned["own"],
            as_of=cleaned["as_of"],
            claimed=cleaned["claimed"],
        )


def _with_window(given: dict[str, str]) -> dict[str, str]:
    """The days of the kind, year and number that are given; of days alone the kind that has exactly them.

    What cannot be understood stays as it is, for `clean` to say so.
    """
    kind = given.get("kind")
    try:
        if kind in SHAPES:
            period = Named(Kind(kind), int(given.get("year", "")), int(given.get("number") or 1)).period
            return {**given, "from": period.first.isoformat(), "to": period.last.isoformat()}
        if kind is None:
            last = date.fromisoformat(given["to"])
            found = named(Period(date.fromisoformat(given["from"]), last))
            if found is None:
                return {**given, "kind": OWN_DAYS, "year": str(last.year)}
            return {**given, "kind": found.kind.value, "year": str(found.year), "number": str(found.number)}
    except (ValueError, Refused):
        pass
    return {"kind": OWN_DAYS, **given}


class Close(forms.Form):
    """Closing a report: a reason where it was closed before, an explanation where a check does not hold."""

    reason = forms.CharField(label=_("Lý do chốt lại"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    explanation = forms.CharField(
        label=_("Giải trình phép kiểm tra không đạt"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    public = forms.BooleanField(
        label=_("Công bố: ai cũng đọc được, số nhỏ được che"),
        required=False,
        help_text=_("Bản công bố không rút lại được. Chốt lại một bản đã công bố thì bản mới cũng được công bố."),
    )

    def __init__(self, sent: Mapping[str, str] | None, *, again: bool, broken: bool) -> None:
        super().__init__(sent)
        for name, needed in (("reason", again), ("explanation", broken)):
            if not needed:
                del self.fields[name]

    def refuse(self, refused: Refused) -> None:
        """Say why it was refused: at its field where it has one."""
        self.add_error(refused.field if refused.field in self.fields else None, said(refused))


def address(question: Question, *, period: Period | None = None, as_of: datetime | None = None) -> dict[str, str]:
    """The question as the fields of an address, for another period or as known at an instant; empty ones left out."""
    period = period or question.period
    fields = {
        "agency": question.agency,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "by": question.by.value,
        "own": "1" if question.own else "",
        "as_of": moment_written(as_of) if as_of else "",
        "claimed": "1" if as_of and question.claimed else "",
    }
    return {name: value for name, value in fields.items() if value}


class Choose(forms.Form):
    """Whose board is shown, what its map shows, and as known when; what the address leaves out has a usual value."""

    agency = forms.ChoiceField(label=_("Cơ quan, đơn vị"))
    heat = forms.ChoiceField(
        label=_("Bản đồ 12 tháng"),
        choices=[(Heat.LATE.value, _("Tỷ lệ quá hạn")), (Heat.TIMELY.value, _("Tỷ lệ trước và đúng hạn"))],
    )
    rows = forms.ChoiceField(
        label=_("Mỗi dòng là"),
        choices=[("", _("Tự chọn")), *((one.value, _(name)) for one, name in ROW_NAMES.items())],
        required=False,
    )
    as_of = forms.CharField(
        label=_("Số liệu tính đến"), required=False, help_text=_("Để trống: số liệu hiện tại. Ví dụ: 2024-09-24T17:00")
    )

    def __init__(self, asked: Mapping[str, str], *, agencies: Sequence[tuple[str, str]], agency: str) -> None:
        usual = {"agency": agency, "heat": Heat.LATE.value}
        super().__init__(data={**usual, **{name: value for name, value in asked.items() if value}}, auto_id="id_%s")
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]

    def clean_as_of(self) -> datetime | None:
        """The instant, if one is named."""
        return moment_of(self.cleaned_data["as_of"])


def moment_of(text: str) -> datetime | None:
    """The instant of a field that may be empty. Raises `ValidationError`."""
    try:
        return read_moment(text) if text else None
    except Refused as refused:
        raise forms.ValidationError(said(refused)) from refused


class SetTarget(forms.Form):
    """A target of a rate: for whom, how much, from when, by which document."""

    figure = forms.ChoiceField(label=_("Tỷ lệ"))
    unit = forms.TypedChoiceField(label=_("Cơ quan, đơn vị"), coerce=int)
    below = forms.BooleanField(label=_("Cả các đơn vị trực thuộc"), required=False)
    comparator = forms.ChoiceField(
        label=_("Phải đạt"), choices=[(one.value, _(name)) for one, name in COMPARATOR_NAMES.items()]
    )
    value = forms.DecimalField(
        label=_("Chỉ tiêu (%)"), min_value=0, max_value=100, max_digits=6, decimal_places=3, localize=True,
        help_text=_("Ví dụ: 98 hoặc 97,5."),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("Áp dụng từ ngày"), widget=DayInput())
    valid_to = forms.DateField(
        label=_("Đến hết ngày"),
        widget=DayInput(),
        required=False,
        help_text=_("Để trống: cho đến khi có chỉ tiêu mới."),
    )
    source = forms.CharField(
        label=_("Văn bản giao chỉ tiêu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Số, ngày và cơ quan ban hành."),
    )  # fmt: skip
    status = forms.ChoiceField(
        label=_("Nguồn"), choices=[(one.value, _(name)) for one, name in reversed(STATUS_NAMES.items())],
        initial=Status.MEMORY.value,
    )  # fmt: skip

    def __init__(
        self,
        sent: Mapping[str, str] | None,
        *,
        figures: Sequence[tuple[str, object]],
        units: Sequence[tuple[int, str]],
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(sent, initial=dict(initial))
        for name, choices in (("figure", figures), ("unit", units)):
            self.fields[name].choices = [("", _("Hãy chọn")), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The target of a valid form."""
        told = self.cleaned_data
        return Wanted(
            figure=told["figure"],
            unit_id=told["unit"],
            below=told["below"],
            comparator=Comparator(told["comparator"]),
            value=told["value"],
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
            source=told["source"].strip(),
            status=Status(told["status"]),
        )

    def refuse(self, refused: Refused) -> None:
        """Say why it was refused: at its field where it has one."""
        self.add_error(refused.field if refused.field in self.fields else None, said(refused))


class Monday(forms.Form):
    """Whose Monday report, of the week before which Monday, as known when."""

    agency = forms.ChoiceField(label=_("Cơ quan, đơn vị"))
    week = forms.DateField(
        label=_("Thứ Hai họp giao ban"), widget=DayInput(), required=False, input_formats=["%Y-%m-%d"]
    )
    as_of = forms.CharField(
        label=_("Số liệu tính đến"), required=False, help_text=_("Để trống: số liệu hiện tại. Ví dụ: 2024-09-24T17:00")
    )

    def __init__(self, asked: Mapping[str, str], *, agencies: Sequence[tuple[str, str]], agency: str) -> None:
        given = {name: value for name, value in asked.items() if value}
        super().__init__(data={"agency": agency, **given}, auto_id="id_%s")
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]

    def clean_as_of(self) -> datetime | None:
        """The instant, if one is named."""
        return moment_of(self.cleaned_data["as_of"])
