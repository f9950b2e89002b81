"""The form of an import: a workbook, or rows copied from one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.desk.forms.people import AdminForm
from caicach.kit.refusal import Refused
from caicach.kit.sheet import Row, as_text, pasted_rows, workbook_rows

LARGEST = 5_000_000


class ImportForm(AdminForm):
    """Either the file or the text; the confirmed form carries the rows of the file as text."""

    workbook = forms.FileField(
        label=_("Tệp bảng tính (.xlsx)"), required=False, widget=forms.FileInput(attrs={"accept": ".xlsx"})
    )
    rows = forms.CharField(
        label=_("Hoặc các dòng sao chép từ bảng tính"),
        required=False,
        strip=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Dòng đầu là tên cột; các ô cách nhau bằng dấu tab."),
    )

    def clean(self) -> dict[str, object]:
        """The rows, wherever they come from."""
        told = super().clean() or {}
        file = told.get("workbook")
        try:
            if file is not None and file.size > LARGEST:
                raise Refused("too-large", str(_("Tệp lớn hơn 5 MB; hãy chia thành nhiều lần nhập.")), field="workbook")
            found = workbook_rows(file.read()) if file else pasted_rows(str(told.get("rows") or ""))
        except Refused as refused:
            self.refuse(refused)
            return told
        if len(found) < 2:
            self.add_error(None, _("Hãy chọn tệp hoặc dán các dòng: một dòng tên cột và ít nhất một dòng dữ liệu."))
        told["read"] = found
        return told

    def read(self) -> list[Row]:
        """The rows of a valid form."""
        return list(self.cleaned_data["read"])

    def text(self) -> str:
        """The rows as text, for the confirmed form."""
        return as_text(self.read())
