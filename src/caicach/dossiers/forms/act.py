"""What the forms of all verbs share: the business time, the request key, and a refusal put beside its field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.kit.acts import request_key as request_key
from caicach.ui.tags import DayInput as DayInput
from caicach.ui.tags import MomentInput as MomentInput
from caicach.ui.tags import TimedForm as TimedForm
from caicach.ui.tags import check_year as check_year
from caicach.ui.tags import seen_of as seen_of


def reason_field(label: object = _("Lý do"), *, required: bool = True, help_text: object = "") -> forms.CharField:
    """A few lines of text with the reason."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_length=500,
        help_text=help_text,  # type: ignore[arg-type]
        widget=forms.Textarea(attrs={"rows": 3}),
    )
