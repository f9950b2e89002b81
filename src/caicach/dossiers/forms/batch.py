"""The form of a batch: who hands in, told once, and the rows pasted from a sheet."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.agencies.models import Unit
from caicach.dossiers.forms.act import TimedForm
from caicach.dossiers.models import Dossier, Party
from caicach.dossiers.queries.batches import Meant
from caicach.dossiers.rules.checks import Given
from caicach.dossiers.rules.pasted import Row, read_rows
from caicach.dossiers.services.receive import Intake, Somebody
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.ui.tags import said


def _text(label: object, most: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class BatchForm(TimedForm):
    """What all dossiers of the batch share, and the rows."""

    received_unit = forms.IntegerField(label=_("Nơi tiếp nhận"))
    channel = forms.TypedChoiceField(
        label=_("Hình thức nộp"),
        coerce=int,
        choices=[(code, told) for code, told in Dossier.CHANNELS.items() if code != 2],
        initial=1,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label=_("Đối tượng"), choices=list(Party.KINDS.items()), initial="agency")
    name = _text(_("Họ tên người nộp hoặc tên tổ chức"), 200, required=True)
    identity = _text(_("Số định danh cá nhân hoặc mã số tổ chức"), 30)
    phone = _text(_("Điện thoại"), 20)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    address = _text(_("Địa chỉ"), 300)
    rows = forms.CharField(
        label=_("Các hồ sơ"),
        max_length=100_000,
        help_text=_(
            "Mỗi dòng một hồ sơ, dán từ bảng tính hoặc gõ, các ô cách nhau bằng dấu tab: mã thủ tục, chủ hồ sơ, "
            "nội dung, x nếu đủ giấy tờ; nhiều cơ quan cùng thẩm quyền thì thêm mã cơ quan."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "wrap": "off"}),
        error_messages={"required": _("Hãy dán hoặc gõ ít nhất một dòng hồ sơ.")},
    )

    def clean_rows(self) -> tuple[Row, ...]:
        """The rows of the pasted text."""
        try:
            return read_rows(self.cleaned_data["rows"])
        except Refused as refused:
            raise forms.ValidationError(said(refused)) from refused

    def offer(self, units: Sequence[Unit]) -> None:
        """Draws the names of the counters; for showing the form only."""
        field = self.fields["received_unit"]
        if len(units) == 1:
            field.widget, field.initial = forms.HiddenInput(), units[0].pk
        else:
            field.widget = forms.Select(choices=[("", _("Chọn đơn vị")), *((unit.pk, unit.name) for unit in units)])

    def intake(self, meant: Meant) -> Intake | Refused:
        """A row as the service takes it, or why it cannot even be asked: unknown code, no unit, papers missing."""
        row, version, unit = meant.row, meant.version, meant.unit_id
        if version is None or not meant.units:
            return Refused(
                "batch-code", mark("Không có thủ tục nào đang áp dụng mang mã {code}."), values={"code": row.code}
            )
        if unit is None:
            known = ", ".join(sorted(meant.units))
            return Refused("batch-unit", mark("Hãy ghi mã cơ quan giải quyết: {known}."), values={"known": known})
        if not row.complete:
            return Refused("batch-papers", mark("Giấy tờ chưa đủ; hãy tiếp nhận riêng hồ sơ này để yêu cầu bổ sung."))
        told = {name: self.cleaned_data[name] for name in ("kind", "name", "identity", "phone", "email", "address")}
        owner = Somebody(role="owner", kind="person", name=row.owner) if row.owner else Somebody(role="owner", **told)
        papers = [
            Given(one.pk, originals=one.originals or int(not one.copies), copies=one.copies)
            for one in version.components.all()
            if one.required
        ]
        return Intake(
            procedure_id=version.procedure_id,
            unit_id=unit,
            received_unit_id=self.cleaned_data["received_unit"],
            channel=self.cleaned_data["channel"],
            parties=[Somebody(role="submitter", **told), owner],
            papers=papers,
            summary=row.content,
        )
