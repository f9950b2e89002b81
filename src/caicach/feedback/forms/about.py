"""The fields that say what a feedback is about; reception and correction have them."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.agencies.models import Unit
from caicach.feedback.forms.act import TimedForm
from caicach.feedback.queries.choices import fields, person_with, procedure_with
from caicach.feedback.rules.kinds import CHANNELS, KINDS


def choice(label: object, *, required: bool = True, help_text: object = "", **more: Any) -> forms.TypedChoiceField:
    """A choice among ids or codes."""
    return forms.TypedChoiceField(
        label=label,  # type: ignore[arg-type]
        required=required,
        help_text=help_text,  # type: ignore[arg-type]
        coerce=int,
        empty_value=None,
        **more,
    )


class AboutForm(TimedForm):
    """Kind, channel, field or procedure, and whom it is about."""

    kind = choice(_("Phản ánh, kiến nghị về"), widget=forms.RadioSelect)
    channel = choice(_("Hình thức gửi"))
    field = choice(_("Lĩnh vực"), required=False, help_text=_("Để trống khi đã ghi mã thủ tục."))
    procedure = forms.CharField(label=_("Mã thủ tục"), required=False, max_length=60)
    about_unit = choice(_("Đơn vị được phản ánh"), required=False)
    about_user = forms.CharField(
        label=_("Tài khoản của người được phản ánh"),
        required=False,
        max_length=64,
        help_text=_("Tên đăng nhập, nếu người ấy có tài khoản: người ấy sẽ không xem, không xử lý được."),
    )

    def offer_about(self, units: list[Unit]) -> None:
        """Fill the choices."""
        self.offer("kind", [(int(code), gettext(label)) for code, label in KINDS.items()])
        self.offer("channel", [(code, gettext(label)) for code, label in CHANNELS.items()])
        self.offer("field", [(one.pk, one.name) for one in fields()], none=_("Theo thủ tục"))
        self.offer("about_unit", [(one.pk, one.name) for one in units], none=_("Không nêu"))

    def clean(self) -> dict[str, Any]:
        """Finds what was named by a code or a name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, find, wrong in (
            ("procedure", procedure_with, _("Không có thủ tục nào mang mã này.")),
            ("about_user", person_with, _("Không có tài khoản nào tên như vậy.")),
        ):
            if cleaned.get(name):
                found = find(cleaned[name])
                if found is None:
                    self.add_error(name, wrong)
                cleaned[name] = found
            else:
                cleaned[name] = None
        return cleaned

    def about(self) -> dict[str, Any]:
        """The values as the services take them."""
        told = self.cleaned_data
        return {
            "kind": told["kind"],
            "channel": told["channel"],
            "field_id": told["field"],
            "procedure_id": told["procedure"] and told["procedure"].pk,
            "about_unit_id": told["about_unit"],
            "about_user_id": told["about_user"] and told["about_user"].pk,
        }
