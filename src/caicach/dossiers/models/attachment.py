"""Files attached to a dossier, and who has read them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """Tệp đính kèm hồ sơ. What stands for a component, the result, or anything else, in electronic form.

    It is a kept file; or the number of a secret paper, which is handled outside the system and never uploaded; or the
    address of an e-file that another system keeps (`elsewhere`). `source` says how it came: scanned at the counter,
    uploaded, reused from an earlier dossier of the same person, or made by the house itself. The description is the
    minimum of Decree 118/2025/NĐ-CP Art. 19(2): type of paper, whose it is (identity number, otherwise name, year of
    birth, day and body of issue), title, abstract, from when to when and where it is valid. A row that is detached
    stays, with `detached_at`.
    """

    COMPONENT, RESULT, OTHER = "component", "result", "other"
    KINDS = {COMPONENT: _("Thành phần hồ sơ"), RESULT: _("Kết quả giải quyết"), OTHER: _("Giấy tờ khác")}
    SCAN, UPLOAD, REUSED, MADE = "scan", "upload", "reused", "made"
    SOURCES = {
        SCAN: _("Quét tại quầy"),
        UPLOAD: _("Tải lên"),
        REUSED: _("Dùng lại từ hồ sơ trước"),
        MADE: _("Lập trên hệ thống"),
    }

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=10)
    component = models.ForeignKey("procedures.Component", null=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("papers.File", null=True, on_delete=models.PROTECT, related_name="attachments")
    secret_number = models.CharField(max_length=60, blank=True)
    elsewhere = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=8)
    label = models.CharField(max_length=200, blank=True)
    attached_at = models.DateTimeField()
    detached_at = models.DateTimeField(null=True)

    paper_type = models.CharField(max_length=60, blank=True)
    owner_identity = models.CharField(max_length=30, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    owner_born = models.CharField(max_length=10, blank=True)
    issued_on = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300, blank=True)
    abstract = models.CharField(max_length=1000, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    valid_where = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, secret_number="", elsewhere="")
                | Q(file__isnull=True, elsewhere="") & ~Q(secret_number="")
                | Q(file__isnull=True, secret_number="") & ~Q(elsewhere=""),
                name="dossiers_attachment_is_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind="component", component__isnull=False)
                | Q(kind__in=["result", "other"], component__isnull=True),
                name="dossiers_attachment_of_component",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["scan", "upload", "reused", "made"]), name="dossiers_attachment_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.dossier_id}"


class Read(models.Model):
    """Lượt đọc. Who opened what of a dossier when; written as it is given out, never changed.

    It is an attached file, or a result (`document`: its draft, print or signed file), or a printed form of the one-stop
    shop (`paper`: its word, such as `receipt`). One row an opening.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="reads", db_index=False)
    attachment = models.ForeignKey("dossiers.Attachment", null=True, on_delete=models.PROTECT, related_name="reads")
    document = models.ForeignKey("papers.Document", null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=30, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "at"], name="dossiers_read_dossier"),
            models.Index(fields=["user", "at"], name="dossiers_read_user"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(attachment__isnull=False, document__isnull=True, paper="")
                | Q(attachment__isnull=True, document__isnull=False, paper="")
                | Q(attachment__isnull=True, document__isnull=True) & ~Q(paper=""),
                name="dossiers_read_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper or self.attachment_id or self.document_id} of {self.dossier_id} read by {self.user_id}"
