"""What the forms of all verbs share: the business time, and a refusal put beside its field."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caicach.feedback.models import Feedback
from caicach.kit.acts import Act, Actor
from caicach.kit.refusal import Refused
from caicach.ui.tags import said

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_NUMBER = 9
LONG = 5_000


class MomentInput(forms.DateTimeInput):
    """A moment to the minute, picked in the browser."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def check_year(value: date) -> None:
    """Raises `ValidationError` for a year that is mistyped."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(
            _("Hãy ghi năm từ %(first)s đến %(last)s."), params={"first": FIRST_YEAR, "last": LAST_YEAR}
        )


def long_text(label: object, *, required: bool = True, help_text: object = "", rows: int = 5) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_length=LONG,
        help_text=help_text,  # type: ignore[arg-type]
        widget=forms.Textarea(attrs={"rows": rows}),
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

    def offer(self, name: str, choices: list[Any], *, none: object = "") -> None:
        """Offer choices in a field; `none` are the words of choosing nothing."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*([("", none)] if none else []), *choices]


class VerbForm(TimedForm):
    """The form of a verb: what it is about, who fills it in, and the day of its choices."""

    def __init__(
        self,
        data: Any = None,
        *,
        feedback: Feedback,
        actor: Actor,
        today: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.feedback, self.actor, self.today = feedback, actor, today
        self.prepare()
        self.order_fields([name for name in self.fields if name != "at"])

    def prepare(self) -> None:
        """Fills the choices that depend on the feedback."""

    def arguments(self) -> dict[str, object]:
        """What the service is called with, besides the act and the feedback."""
        return {name: value for name, value in self.cleaned_data.items() if name != "at"}


def seen_of(sent: Mapping[str, object]) -> int | None:
    """The version of the record that a sent form was drawn from; None for a form that does not say."""
    text = str(sent.get("seen") or "")
    return int(text) if 0 < len(text) <= LONGEST_NUMBER and text.isdecimal() and text.isascii() else None
