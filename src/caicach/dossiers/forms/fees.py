"""The forms about money: taking a fee, exempting from one, cancelling what was taken."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import reason_field
from caicach.dossiers.forms.verbs import VerbForm
from caicach.dossiers.queries.fees import account, exemptions_for
from caicach.payments.models import Receipt
from caicach.payments.rules import Method
from caicach.ui.tags import moment_text, money_text


def _paper(label: object, most: int, hint: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=False,
        max_length=most,
        help_text=hint,  # type: ignore[arg-type]
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class TakeFeeForm(VerbForm):
    """What was paid, how, and the official receipt given for it."""

    amount = forms.IntegerField(label=_("Số tiền (đồng)"), min_value=1, max_value=10**12)
    method = forms.ChoiceField(
        label=_("Hình thức nộp tiền"),
        choices=list(Receipt.METHODS.items()),
        initial=Method.CASH.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn hình thức nộp tiền.")},
    )
    series = _paper(_("Ký hiệu biên lai"), 30, _("Ghi theo biên lai đã lập; CaiCach không cấp biên lai."))
    number = _paper(_("Số biên lai"), 30)
    reference = _paper(_("Mã giao dịch"), 80, _("Bắt buộc khi nộp trực tuyến; chuyển khoản thì ghi nếu có."))

    def prepare(self) -> None:
        """Begins from what is still owed."""
        owed = account(self.dossier.pk).outstanding
        self.fields["amount"].initial = owed
        self.fields["amount"].help_text = gettext("Còn phải nộp: {owed}.").format(owed=money_text(owed))

    def arguments(self) -> dict[str, object]:
        """Texts without the blanks around them."""
        return {name: value.strip() if isinstance(value, str) else value for name, value in super().arguments().items()}


class ExemptFeeForm(VerbForm):
    """On which ground of the catalogue."""

    exemption = forms.TypedChoiceField(
        label=_("Diện được miễn"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn diện được miễn.")},
    )  # fmt: skip
    note = reason_field(_("Giấy tờ chứng minh, ghi chú"), required=False)

    def prepare(self) -> None:
        """The grounds of the fees that are still owed."""
        grounds = exemptions_for(self.dossier)
        _choose(self.fields["exemption"], ((ground.pk, f"{ground.name} – {ground.fee.name}") for ground in grounds))
        if not grounds:
            self.fields["exemption"].help_text = _("Danh mục không nêu diện được miễn cho khoản phí của thủ tục này.")

    def arguments(self) -> dict[str, object]:
        """By the ground's id."""
        return {"exemption_id": self.cleaned_data["exemption"], "note": self.cleaned_data["note"]}


class VoidFeeForm(VerbForm):
    """Which payment, and why."""

    receipt = forms.TypedChoiceField(
        label=_("Khoản thu cần hủy"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn khoản thu cần hủy.")},
    )  # fmt: skip
    reason = reason_field(help_text=_("Biên lai đã lập vẫn giữ số; lập lại thì dùng số khác."))

    def prepare(self) -> None:
        """The payments that stand."""
        valid = account(self.dossier.pk).valid
        _choose(self.fields["receipt"], ((one.pk, _told(one)) for one in valid))
        if len(valid) == 1:
            self.fields["receipt"].initial = valid[0].pk

    def arguments(self) -> dict[str, object]:
        """By the receipt's id."""
        return {"receipt_id": self.cleaned_data["receipt"], "reason": self.cleaned_data["reason"]}


def _told(receipt: Receipt) -> str:
    method = Receipt.METHODS[receipt.method]
    return f"{money_text(receipt.amount)} · {method} · {receipt} · {moment_text(receipt.taken_at)}"


def _choose(field: forms.Field, choices: Iterable[tuple[object, str]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
