"""The form of reception."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.agencies.models import Kind
from caicach.feedback.forms.about import AboutForm, choice
from caicach.feedback.forms.act import long_text
from caicach.feedback.queries.choices import answering, dossier_with, receiving, within
from caicach.feedback.services.receive import Intake
from caicach.kit.acts import Actor


class ReceiveForm(AboutForm):
    """What was said, by whom, about whom, and which agency has to answer."""

    received_unit = choice(_("Nơi tiếp nhận"))
    unit = choice(_("Cơ quan trả lời"))
    text = long_text(_("Nội dung phản ánh, kiến nghị"), rows=8)
    dossier = forms.CharField(label=_("Mã hồ sơ liên quan"), required=False, max_length=60)
    name = forms.CharField(label=_("Họ tên người gửi, tên tổ chức"), required=False, max_length=200)
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=20)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    address = forms.CharField(label=_("Địa chỉ"), required=False, max_length=300)
    unnamed = forms.BooleanField(label=_("Người gửi đề nghị giấu tên"), required=False)
    field_order = (
        *("received_unit", "unit", "channel", "kind", "text", "field", "procedure", "dossier"),
        *("about_unit", "about_user", "name", "phone", "email", "address", "unnamed", "at"),
    )

    def __init__(self, data: Any = None, *, actor: Actor, today: date) -> None:
        super().__init__(data)
        self.actor = actor
        own = receiving(actor, on=today)
        agencies = answering(own, on=today)
        self.offer("received_unit", [(one.pk, one.name) for one in own])
        self.offer("unit", [(one.pk, one.name) for one in agencies], none=_("Chọn cơ quan"))
        # A one-stop centre receives for others; an agency's own officer for the agency.
        self.initial["unit"] = own[0].pk if own and own[0].kind != Kind.CENTRE else None
        self.offer_about(within(agencies, on=today))

    def clean(self) -> dict[str, Any]:
        """Finds the dossier, among those that the clerk may open."""
        cleaned = super().clean()
        if cleaned.get("dossier"):
            cleaned["dossier"] = dossier_with(self.actor, cleaned["dossier"])
            if cleaned["dossier"] is None:
                self.add_error("dossier", _("Không tìm thấy hồ sơ mang mã này trong phạm vi của anh/chị."))
        return cleaned

    def intake(self) -> Intake:
        """What the service takes, of a valid form."""
        told = self.cleaned_data
        return Intake(
            received_unit_id=told["received_unit"],
            unit_id=told["unit"],
            text=told["text"],
            dossier_id=told["dossier"].pk if told["dossier"] else None,
            unnamed=told["unnamed"],
            **{name: told[name] for name in ("name", "phone", "email", "address")},
            **self.about(),
        )
