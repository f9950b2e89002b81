"""The verbs about the files of a dossier."""

from django.utils.translation import gettext_lazy as _

from caicach.accounts.rules import Role
from caicach.dossiers import permits
from caicach.dossiers.forms.files import AttachForm
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.attach_upload import attach_upload
from caicach.dossiers.views.entry import ALL, Entry

FILES = (
    Entry(
        word="attach", title=_("Đính kèm tệp"), done=_("Đã đính kèm tệp."),
        form=AttachForm, service=attach_upload, permit=permits.may_attach,
        roles=(*ALL, Role.RESULT_DESK, Role.RECORDS_CLERK), statuses=frozenset(Status),
        hint=_("Tệp được kiểm tra nội dung trước khi lưu; giấy tờ mật không bao giờ được tải lên."),
    ),
)  # fmt: skip
