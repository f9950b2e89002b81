"""To whom a result was given, and how."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Return(models.Model):
    """Trả kết quả. Once a dossier, again when the post brought it back; names are personal.

    `bundle`, `delivered_at` and `brought_back_at` tell of what went by post.
    """

    RECEIVERS = {"owner": _("Chủ hồ sơ hoặc người nộp"), "proxy": _("Người được ủy quyền")}
    WAYS = {"desk": _("Tại quầy"), "post": _("Qua bưu chính công ích"), "online": _("Bản điện tử")}

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="handed")
    returned_at = models.DateTimeField(db_index=True)
    receiver = models.CharField(max_length=10)
    name = models.CharField(max_length=200, blank=True)
    identity = models.CharField(max_length=30, blank=True)
    way = models.CharField(max_length=10)
    tracking = models.CharField(max_length=40, blank=True)
    originals = models.CharField(max_length=300, blank=True)
    slip_lost = models.BooleanField(default=False)
    bundle = models.ForeignKey(
        "dossiers.PostBundle", null=True, blank=True, on_delete=models.PROTECT, related_name="results"
    )
    delivered_at = models.DateTimeField(null=True)
    brought_back_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"return of {self.dossier_id}"
