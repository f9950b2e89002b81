"""The forms about files that are there already: taking one off, and using an earlier one again."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.dossiers.forms.act import reason_field
from caicach.dossiers.forms.verbs import VerbForm
from caicach.dossiers.models import Attachment
from caicach.dossiers.queries.attachments import attached_to, reusable_for, titled
from caicach.dossiers.queries.page import components_of
from caicach.ui.tags import day_text, number_text

MOST_OFFERED = 100


class DetachForm(VerbForm):
    """Which one, and why; a link names it, and then it is the only one."""

    attachment = forms.ChoiceField(
        label=_("Tệp sẽ gỡ"), widget=forms.RadioSelect, error_messages={"required": _("Hãy chọn tệp cần gỡ.")}
    )
    reason = reason_field(help_text=_("Tệp không bị xóa: vẫn nằm trong lịch sử hồ sơ cùng lý do này."))

    def prepare(self) -> None:
        """What is attached now."""
        chosen = str(self.data.get("attachment") or self.initial.get("attachment") or "")
        found = attached_to(self.dossier.pk)
        named = [one for one in found if str(one.pk) == chosen]
        field = self.fields["attachment"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(one.pk), described(one)) for one in named or found]
        if named and not self.is_bound:
            self.initial["attachment"] = chosen

    def arguments(self) -> dict[str, object]:
        """By its id."""
        return {"attachment_id": int(self.cleaned_data["attachment"]), "reason": self.cleaned_data["reason"]}


class ReuseFileForm(VerbForm):
    """Which component, and which file that an earlier dossier of the same person holds."""

    component = forms.ChoiceField(
        label=_("Dùng cho thành phần"), error_messages={"required": _("Hãy chọn thành phần hồ sơ.")}
    )
    attachment = forms.ChoiceField(
        label=_("Tệp đã có"), widget=forms.RadioSelect, error_messages={"required": _("Hãy chọn tệp dùng lại.")}
    )

    def prepare(self) -> None:
        """The components that may be reused; the files of the same person in dossiers that the reader may open."""
        components = [one for one in components_of(self.dossier.rules_version_id) if one.reusable]
        found = reusable_for(self.actor, self.dossier, on=self.today)[:MOST_OFFERED]
        component, file = self.fields["component"], self.fields["attachment"]
        if isinstance(component, forms.ChoiceField) and isinstance(file, forms.ChoiceField):
            empty = [("", _("Chọn"))] if len(components) != 1 else []
            component.choices = [*empty, *((str(one.pk), one.name) for one in components)]
            file.choices = [(str(one.pk), f"{one.dossier} · {described(one)}") for one in found]
            if not components:
                component.help_text = _("Thủ tục này không có thành phần nào được dùng lại dữ liệu đã có.")
            if not file.choices:
                file.help_text = _("Chưa có tệp nào trong các hồ sơ trước của người nộp mà anh/chị được xem.")

    def arguments(self) -> dict[str, object]:
        """By ids."""
        told = self.cleaned_data
        return {"component_id": int(told["component"]), "attachment_id": int(told["attachment"])}


def described(attachment: Attachment) -> str:
    """An attachment in one line: what it is, how many pages, since when."""
    told = [titled(attachment)]
    if attachment.secret_number:
        told.append(gettext("giấy tờ mật số {number}").format(number=attachment.secret_number))
    if attachment.file is not None and attachment.file.pages:
        told.append(gettext("{count} trang").format(count=number_text(attachment.file.pages)))
    return " · ".join([*told, day_text(attachment.attached_at)])
