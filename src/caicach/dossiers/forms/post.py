"""The forms of results that go by post: what goes with a bundle, and which letters have arrived."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import TimedForm
from caicach.dossiers.forms.bulk import chosen_of

CODE_LENGTH = 40


class SendForm(TimedForm):
    """The post's number of the whole bundle; which results and their codes is read from the rows."""

    receipt = forms.CharField(
        label=_("Số phiếu gửi của bưu chính"), required=False, max_length=CODE_LENGTH,
        help_text=_("Số trên phiếu nhận chung của nhân viên bưu chính, nếu có."),
    )  # fmt: skip

    def tracking(self) -> dict[int, str]:
        """The post's code of each chosen dossier."""
        chosen = chosen_of(self.data.getlist("row")) if hasattr(self.data, "getlist") else {}
        return {one: str(self.data.get(f"tracking-{one}", "")).strip()[:CODE_LENGTH] for one in chosen}


class DeliveredForm(TimedForm):
    """When the chosen letters arrived."""

    def chosen(self) -> Mapping[int, int | None]:
        """The dossiers chosen, with what was seen of each."""
        return chosen_of(self.data.getlist("row")) if hasattr(self.data, "getlist") else {}
