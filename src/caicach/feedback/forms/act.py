"""What the forms of all verbs share: the business time, and a refusal put beside its field."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caicach.feedback.models import Feedback
from caicach.kit.acts import Actor
from caicach.ui import tags

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONG = 5_000


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


class TimedForm(tags.TimedForm):
    """As every form of an act; feedback is younger than the papers of a dossier may be."""

    def clean_at(self) -> datetime | None:
        """A year of the time in which feedback is kept."""
        at: datetime | None = self.cleaned_data["at"]
        if at is not None:
            check_year(at)
        return at

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
