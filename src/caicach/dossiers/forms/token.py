"""Signing with a token: the public certificate, then the signature."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

LARGEST = 64 * 1024
"""Bytes of a certificate chain or a signature."""


def read_small(file: UploadedFile) -> bytes:
    """What an uploaded file holds, at most `LARGEST` and a byte."""
    content: bytes = file.read(LARGEST + 1)
    return content


class CertificateForm(forms.Form):
    """The public certificate of the token."""

    certificate = forms.FileField(
        label=_("Chứng thư số công khai"), help_text=_("Tệp .cer, .crt hoặc .pem xuất từ phần mềm của thiết bị ký.")
    )

    def content(self) -> bytes:
        """The file."""
        return read_small(self.cleaned_data["certificate"])


class SignatureForm(forms.Form):
    """The signature that the token made, as text or as a file."""

    signature = forms.CharField(
        label=_("Chữ ký (base64)"), required=False, max_length=LARGEST * 2, widget=forms.Textarea(attrs={"rows": 5})
    )
    file = forms.FileField(label=_("Hoặc tệp chữ ký"), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two, readable."""
        told = super().clean() or {}
        try:
            told["bytes"] = (
                read_small(told["file"])
                if told.get("file")
                else base64.b64decode("".join(str(told.get("signature", "")).split()), validate=True)
            )
        except binascii.Error:
            told["bytes"] = b""
        if not told["bytes"]:
            self.add_error("signature", _("Hãy dán chữ ký dạng base64 hoặc chọn tệp chữ ký."))
        return told
