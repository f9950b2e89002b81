"""Days, moments, numbers and refusals as texts in the reader's language, and the form of an act; all pages read alike.

Values are exact (int, Decimal, Fraction), never floating point; they are rounded half up, and only here, when printed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from caicach.kit.acts import Act, Actor
from caicach.kit.period import local
from caicach.kit.ratio import NOTHING, Ratio, percent, rounded, thousands
from caicach.kit.refusal import Refused
from caicach.kit.words import Marked

NO_BREAK = "\N{NO-BREAK SPACE}"


def said(refusal: Refused) -> str:
    """What a refusal says in the reader's language, its source in brackets."""
    values = {name: gettext(value) if isinstance(value, Marked) else value for name, value in refusal.values.items()}
    message = gettext(refusal.message).format(**values)
    return f"{message} ({gettext(refusal.source)})" if refusal.source else message


def day_text(day: date | datetime | None) -> str:
    """A day as dd/mm/yyyy; an aware moment gives its Vietnamese day; none gives a dash."""
    if day is None or day == "":
        return NOTHING
    if isinstance(day, datetime) and day.tzinfo is not None:
        day = local(day)
    return f"{day:%d/%m/%Y}"


def moment_text(moment: datetime | date | None) -> str:
    """A moment as dd/mm/yyyy HH:MM: an aware one in Vietnam's time, one without zone as it stands; a day as a day."""
    if not isinstance(moment, datetime):
        return day_text(moment)
    return f"{_wall(moment):%d/%m/%Y %H:%M}"


def clock_text(moment: datetime | None) -> str:
    """The hour of a moment as HH:MM, Vietnam's time."""
    return f"{_wall(moment):%H:%M}" if moment else NOTHING


def _wall(moment: datetime) -> datetime:
    return local(moment) if moment.tzinfo is not None else moment


def number_text(value: int | Decimal | Fraction | str | None, decimals: int = 0) -> str:
    """A number with its decimals: `1.234,56` in Vietnamese, `1,234.56` in English; none gives a dash.

    Raises `TypeError` for floating point: a figure is exact or it is no figure.
    """
    if value is None or value == "":
        return NOTHING
    if isinstance(value, float):
        raise TypeError("a number that is shown must be exact (int, Decimal, Fraction), not floating point")
    # U+2212 is as wide as a digit, so that columns of numbers stay straight.
    return thousands(rounded(Fraction(value), decimals), _language()).replace("-", "\N{MINUS SIGN}")


def percent_text(numerator: int | None, denominator: int | None, decimals: int = 2) -> str:
    """A ratio of two whole numbers in percent with its sign, rounded half up; a dash when nothing divides it."""
    if numerator is None or not denominator:
        return NOTHING
    return f"{thousands(percent(Ratio(numerator, denominator), decimals), _language())}%"


def _language() -> str:
    return get_language() or "vi"


def money_text(amount: int | Decimal | None) -> str:
    """An amount of Vietnamese đồng."""
    if amount is None or amount == "":
        return NOTHING
    return f"{number_text(amount)}{NO_BREAK}{gettext('đồng')}"


class DayInput(forms.DateInput):
    """A day, picked in the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


MINUTES = "%Y-%m-%dT%H:%M"
SHORT = 10
FIRST_YEAR, LAST_YEAR = 1945, 2100
"""Years that anything entered at a desk may lie in; beyond them a mistyped date would be counted day by day."""


class MomentInput(forms.DateTimeInput):
    """A moment to the minute, picked in the browser."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=MINUTES)


def check_year(value: date) -> None:
    """Raises `ValidationError` for a day or a moment in a year that is mistyped."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(
            _("Hãy ghi năm từ %(first)s đến %(last)s."), params={"first": FIRST_YEAR, "last": LAST_YEAR}
        )


class TimedForm(forms.Form):
    """A form that tells of something that has happened: now, unless another moment is given."""

    at = forms.DateTimeField(
        label=_("Thời điểm thực hiện"),
        help_text=_("Để trống nếu việc diễn ra ngay bây giờ."),
        required=False,
        widget=MomentInput,
        validators=[check_year],
    )

    def act(self, actor: Actor, *, now: datetime, key: str) -> Act:
        """The act that a valid form tells of; business times are kept to the minute."""
        at: datetime = self.cleaned_data["at"] or now.replace(second=0, microsecond=0)
        return Act(actor=actor, at=at, now=now, key=key, seen=seen_of(self.data))

    def refuse(self, refused: Refused) -> None:
        """Shows a service's refusal at the field that would put it right, otherwise at the head of the form."""
        self.add_error(refused.field if refused.field in self.fields else None, said(refused))


def seen_of(sent: Mapping[str, object]) -> int | None:
    """The version of the record that a sent form was drawn from; None for a form that does not say."""
    text = str(sent.get("seen") or "")
    return int(text) if 0 < len(text) < SHORT and text.isdecimal() and text.isascii() else None
