"""The form of a result that is given out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import reason_field
from caicach.dossiers.forms.verbs import VerbForm
from caicach.dossiers.models import Return


class ReturnForm(VerbForm):
    """To whom, by which way, with what."""

    receiver = forms.ChoiceField(
        label=_("Người nhận"), choices=[*Return.RECEIVERS.items()], widget=forms.RadioSelect, initial="owner",
        required=False,
    )  # fmt: skip
    name = forms.CharField(
        label=_("Họ tên người nhận"), required=False, max_length=200,
        help_text=_("Bắt buộc với người được ủy quyền; để trống nếu đúng là người đứng tên."),
    )  # fmt: skip
    identity = forms.CharField(label=_("Số giấy tờ tùy thân của người nhận"), required=False, max_length=30)
    way = forms.ChoiceField(
        label=_("Cách trả"), choices=[*Return.WAYS.items()], widget=forms.RadioSelect, initial="desk", required=False
    )
    tracking = forms.CharField(label=_("Mã bưu gửi"), required=False, max_length=40)
    originals = forms.CharField(label=_("Bản chính trả lại"), required=False, max_length=300)
    slip_lost = forms.BooleanField(label=_("Người nhận báo mất giấy hẹn"), required=False)
    note = reason_field(_("Ghi chú"), required=False)

    def arguments(self) -> dict[str, object]:
        """The owner at the desk where nothing else is said."""
        told = super().arguments()
        return {**told, "receiver": told["receiver"] or "owner", "way": told["way"] or "desk"}
