"""The verbs about the files of a dossier."""

from django.utils.translation import gettext_lazy as _

from caicach.accounts.rules import Role
from caicach.dossiers import permits
from caicach.dossiers.forms.files import AttachForm
from caicach.dossiers.forms.reuse import DetachForm, ReuseFileForm
from caicach.dossiers.forms.split import SplitScanForm
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.attach_upload import attach_upload
from caicach.dossiers.services.detach import detach
from caicach.dossiers.services.reuse_file import reuse_file
from caicach.dossiers.services.split_scan import split_scan
from caicach.dossiers.views.entry import ALL, Entry

ATTACHERS = (*ALL, Role.RESULT_DESK, Role.RECORDS_CLERK)

FILES = (
    Entry(
        word="attach", title=_("Đính kèm tệp"), done=_("Đã đính kèm tệp."),
        form=AttachForm, service=attach_upload, permit=permits.may_attach,
        roles=ATTACHERS, statuses=frozenset(Status), after="dossiers:files", template="dossiers/attach.html",
        hint=_("Tệp được kiểm tra nội dung trước khi lưu; giấy tờ mật không bao giờ được tải lên."),
    ),
    Entry(
        word="detach", title=_("Gỡ tệp đính kèm"), done=_("Đã gỡ tệp; tệp vẫn nằm trong lịch sử hồ sơ."),
        form=DetachForm, service=detach, permit=permits.may_attach,
        roles=ATTACHERS, statuses=frozenset(Status), listed=False, after="dossiers:files", danger=True,
        hint=_("Chỉ gỡ tệp đính kèm nhầm. Nếu hồ sơ đã được tính là số hóa, thiếu tệp này có thể không còn được tính."),
    ),
    Entry(
        word="split_scan", title=_("Tách tập quét cho từng thành phần"), done=_("Đã tách tập quét."),
        form=SplitScanForm, service=split_scan, permit=permits.may_attach,
        roles=ATTACHERS, statuses=frozenset(Status), listed=False, after="dossiers:files",
        template="dossiers/split_scan.html",
    ),
    Entry(
        word="reuse_file", title=_("Dùng lại tệp đã có"), done=_("Đã dùng lại tệp đã có."),
        form=ReuseFileForm, service=reuse_file, permit=permits.may_attach,
        roles=ATTACHERS, statuses=frozenset(Status), listed=False, after="dossiers:files",
        hint=_("Người nộp không phải nộp lại giấy tờ mà cơ quan nhà nước đang giữ (Điều 5 Nghị định 118/2025/NĐ-CP)."),
    ),
)  # fmt: skip
