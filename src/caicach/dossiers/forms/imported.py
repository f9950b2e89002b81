"""The form by which a file of another one-stop system comes in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caicach.kit.refusal import Refused
from caicach.ui.tags import said


class ImportFileForm(forms.Form):
    """The file, whose it is, and how it is taken."""

    file = forms.FileField(
        label=_("Tệp CSV (UTF-8) hoặc XLSX"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        help_text=_("Tệp được kiểm tra trước, chưa ghi gì; sau khi xem kết quả mới chọn ghi hay hủy."),
    )
    system = forms.RegexField(
        label=_("Tên hệ thống kia"),
        regex=r"^[a-z0-9-]{1,40}$",
        initial="khac",
        help_text=_("Chữ thường không dấu, số và gạch nối; mỗi hệ thống một tên, không đổi giữa các lần nhập."),
    )
    companion = forms.BooleanField(
        label=_("Cập nhật hồ sơ đã nhập"),
        required=False,
        help_text=_(
            "Tệp mới hơn của cùng hệ thống: hồ sơ thay đổi được cập nhật, hồ sơ không còn trong tệp được nêu tên."
        ),
    )

    def clean_file(self) -> Any:
        """The file, unless it was above the limit and dropped on its way."""
        file = self.cleaned_data["file"]
        if file.size > settings.FILE_LIMIT:
            raise forms.ValidationError(
                _("Tệp lớn hơn {most} MB; hãy nhờ quản trị máy chủ nhập bằng lệnh caicach import.").format(
                    most=settings.FILE_LIMIT_MB
                )
            )
        return file

    def refuse(self, refused: Refused) -> None:
        """Say why the file was not taken."""
        self.add_error(refused.field if refused.field in self.fields else None, said(refused))
