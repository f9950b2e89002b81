"""The filters of the list of messages, and the reason for a decision about one."""

from collections.abc import Mapping
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.kit.refusal import Refused
from caicach.notices.queries.outbox import Ask
from caicach.notices.rules.state import CHANNELS, STATES, Channel
from caicach.ui.tags import said

LONGEST_KEY = 80


class Filters(forms.Form):
    """What the address narrows the list to; a value that does not exist narrows nothing."""

    state = forms.ChoiceField(label=_("Trạng thái"), required=False)
    channel = forms.ChoiceField(label=_("Kênh gửi"), required=False)

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self._offer("state", STATES)
        self._offer("channel", {code: text for code, text in CHANNELS.items() if code != Channel.INNER})

    def _offer(self, name: str, texts: Mapping[str, str]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext("Tất cả")), *((str(code), gettext(text)) for code, text in texts.items())]

    def ask(self, before: str) -> Ask:
        """What is asked of the list."""
        self.is_valid()
        asked = self.cleaned_data
        return Ask(
            state=asked.get("state") or "",
            channel=asked.get("channel") or "",
            before=int(before) if before.isdecimal() and len(before) < 19 else None,
        )


class DecisionForm(forms.Form):
    """Why a message is sent again or cancelled."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def refuse(self, refused: Refused) -> None:
        """Shows a service's refusal at the field that would put it right, otherwise at the head of the form."""
        self.add_error(refused.field if refused.field in self.fields else None, said(refused))


def request_key(sent: Mapping[str, object]) -> str:
    """The key of a form that was sent, or a fresh one; one that is too long or no plain text is no key of ours."""
    key = str(sent.get("request_key") or "")
    return key if 0 < len(key) <= LONGEST_KEY and key.isprintable() else str(uuid4())
