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
from caicach.ui.tags import said

NO = ("", "0", "false")


@dataclass(frozen=True, slots=True)
class Question:
    """A report asked for; without `as_of` it is the one known now."""

    agency: str
    period: Period
    by: By
    own: bool
    as_of: datetime | None


class Ask(forms.Form):
    """The question in the address of the page, the dates inclusive; what the address leaves out has a usual value.

    `agencies` are code and name of the units that may be asked for; one that is not among them is an error of
    `agency`, which the page answers as not found.
    """

    agency = forms.ChoiceField(label=_("Cơ quan, đơn vị"))
    # "from" is a word of Python: its field joins in `__init__`.
    to = forms.CharField(label=_("Đến ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    by = forms.ChoiceField(
        label=_("Mỗi dòng là"),
        choices=[(By.FIELD.value, _("Lĩnh vực")), (By.AGENCY.value, _("Cơ quan, đơn vị"))],
    )
    own = forms.BooleanField(label=_("Chỉ riêng đơn vị này"), required=False)
    as_of = forms.CharField(
        label=_("Số liệu tính đến"),
        required=False,
        help_text=_("Để trống: số liệu hiện tại. Ví dụ: 2024-09-24T17:00"),
    )
    field_order = ["agency", "from", "to", "by", "as_of", "own"]

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
        super().__init__(data={**usual, **given}, auto_id="id_%s")
        self.fields["from"] = forms.CharField(label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}))
        self.fields["agency"].choices = list(agencies)  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, object]:
        """Reads the days and the instant, and makes the period."""
        cleaned: dict[str, object] = dict(super().clean() or {})
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
        )


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
    }
    return {name: value for name, value in fields.items() if value}
