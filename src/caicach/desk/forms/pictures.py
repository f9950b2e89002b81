"""The form of a picture that is seen of a digital signature."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.desk.forms.people import AdminForm


class PictureForm(AdminForm):
    """A PNG with transparent ground; or none any more."""

    file = forms.FileField(
        label=_("Tệp hình (PNG nền trong suốt)"), required=False, widget=forms.FileInput(attrs={"accept": "image/png"}),
        help_text=_("Chữ ký màu xanh; dấu màu đỏ, đúng kích thước thật, cắt sát hình. Chưa có hình thì in dòng chữ."),
    )  # fmt: skip
    remove = forms.BooleanField(label=_("Bỏ hình đang dùng"), required=False)

    def clean(self) -> dict[str, object]:
        """Either a file, or away with it."""
        told = super().clean() or {}
        if not self.errors and bool(told.get("file")) == bool(told.get("remove")):
            self.add_error("file", _("Hãy chọn tệp hình, hoặc chọn bỏ hình đang dùng."))
        return told

    def content(self) -> bytes:
        """The bytes of a valid form; empty to take the picture away."""
        file = self.cleaned_data["file"]
        return b"" if file is None else bytes(file.read())
