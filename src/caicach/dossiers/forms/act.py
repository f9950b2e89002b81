"""What the forms of all verbs share: the business time, the request key, and a refusal put beside its field."""

from collections.abc import Mapping
from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caicach.kit.acts import Act, Actor
from caicach.kit.acts import request_key as request_key
from caicach.kit.refusal import Refused
from caicach.ui.tags import DayInput as DayInput
from caicach.ui.tags import said

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


def reason_field(label: object = _("Lý do"), *, required: bool = True, help_text: object = "") -> forms.CharField:
    """A few lines of text with the reason."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_length=500,
        help_text=help_text,  # type: ignore[arg-type]
        widget=forms.Textarea(attrs={"rows": 3}),
    )
