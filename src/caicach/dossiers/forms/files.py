"""The form by which a file is attached to a dossier."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.verbs import VerbForm
from caicach.dossiers.models import Attachment
from caicach.dossiers.queries.page import components_of

ACCEPT = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.docx,.xlsx,.odt,image/*,application/pdf"


class Several(forms.ClearableFileInput):
    """A choice of one file or several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, in the order in which they were chosen. A file above the limit was dropped while it came in."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each as a file field takes it; raises `ValidationError` for what was dropped."""
        found = [super(FilesField, self).clean(one, initial) for one in data or ()]
        if any(getattr(one, "file", None) is None for one in found):
            raise ValidationError(
                _("Tệp này lớn hơn mức cho phép nên không được nhận; hãy quét lại với dung lượng nhỏ hơn.")
            )
        return found


class AttachForm(VerbForm):
    """What it stands for, the file, and whether it is a secret paper that must stay outside."""

    target = forms.ChoiceField(label=_("Tệp này là"))
    file = FilesField(
        label=_("Tệp"),
        required=False,
        widget=Several(attrs={"accept": ACCEPT}),
        help_text=_("PDF, ảnh, DOCX, XLSX, ODT. Chọn nhiều ảnh hoặc PDF thì các trang được ghép thành một tệp PDF."),
    )
    photo = FilesField(
        label=_("Hoặc chụp bằng điện thoại"),
        required=False,
        widget=Several(attrs={"accept": "image/*", "capture": "environment"}),
    )
    scanned = forms.BooleanField(label=_("Quét hoặc chụp tại quầy"), required=False)
    label = forms.CharField(label=_("Ghi tên tệp"), required=False, max_length=200)
    secret = forms.BooleanField(
        label=_("Giấy tờ mật: chỉ ghi số, xử lý ngoài hệ thống"),
        required=False,
        help_text=_("Không bao giờ tải giấy tờ mật lên."),
    )
    secret_number = forms.CharField(label=_("Số của giấy tờ mật"), required=False, max_length=60)

    def prepare(self) -> None:
        """The components of the dossier's list, the result, and anything else."""
        places = [(str(one.pk), one.name) for one in components_of(self.dossier.rules_version_id)]
        field = self.fields["target"]
        if isinstance(field, forms.ChoiceField):
            kinds = Attachment.KINDS
            field.choices = [
                ("", _("Chọn")),
                *places,
                (Attachment.RESULT, kinds[Attachment.RESULT]),
                (Attachment.OTHER, kinds[Attachment.OTHER]),
            ]

    def arguments(self) -> dict[str, object]:
        """By kind and component."""
        told = self.cleaned_data
        target, uploads = told["target"], [*told["file"], *told["photo"]]
        return {
            "kind": Attachment.COMPONENT if target.isdecimal() else target,
            "component_id": int(target) if target.isdecimal() else None,
            "uploads": [(one.name, one.file) for one in uploads],
            "source": Attachment.SCAN if told["scanned"] or told["photo"] else Attachment.UPLOAD,
            "secret": told["secret"],
            "secret_number": told["secret_number"],
            "label": told["label"],
        }
