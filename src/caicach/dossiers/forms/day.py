"""The forms of a clerk's day: the count of money, and guidance without a dossier."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.agencies.models import Unit
from caicach.dossiers.forms.act import TimedForm, reason_field
from caicach.dossiers.models import Guidance
from caicach.dossiers.queries.offer import choices
from caicach.procedures.models import Procedure


class CountForm(TimedForm):
    """The cash counted, and who takes it over."""

    unit = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.DateField(widget=forms.HiddenInput)
    counted = forms.IntegerField(label=_("Tiền mặt đếm được (đồng)"), min_value=0, max_value=10**12)
    reason = reason_field(_("Lý do chênh lệch"), required=False, help_text=_("Bắt buộc khi tiền đếm khác biên lai."))
    handed_to = forms.CharField(
        label=_("Thủ quỹ nhận tiền"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields.pop("at")

    def clean(self) -> dict[str, object]:
        """It happens now."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        cleaned["at"] = None
        return cleaned


class GuideForm(TimedForm):
    """Which procedure, how it was asked, and what, in short."""

    unit = forms.IntegerField(label=_("Nơi tiếp nhận"))
    procedure = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "procedures"}),
    )
    channel = forms.TypedChoiceField(
        label=_("Hình thức hướng dẫn"),
        coerce=int,
        choices=list(Guidance.CHANNELS.items()),
        initial=1,
        widget=forms.RadioSelect,
    )
    question = forms.CharField(
        label=_("Nội dung được hỏi"),
        max_length=300,
        required=False,
        help_text=_("Ghi ngắn gọn, không ghi tên người hỏi."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_procedure(self) -> Procedure:
        """The procedure with that code."""
        found = Procedure.objects.filter(code=self.cleaned_data["procedure"].strip().upper()).first()
        if found is None:
            raise forms.ValidationError(_("Không có thủ tục nào mang mã này; hãy chọn trong danh sách."))
        return found

    def offer(self, units: Sequence[Unit], *, on: date, first: Sequence[int]) -> list[tuple[str, str]]:
        """Draws the names of the counters; gives the procedures to choose from, by code and name."""
        field = self.fields["unit"]
        if len(units) == 1:
            field.widget, field.initial = forms.HiddenInput(), units[0].pk
        else:
            field.widget = forms.Select(choices=[("", _("Chọn đơn vị")), *((unit.pk, unit.name) for unit in units)])
        return [(one.version.procedure.code, one.version.name) for one in choices("", on=on, first=first)]
