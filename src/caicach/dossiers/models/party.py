"""The parties of a dossier."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Party(models.Model):
    """Người nộp, chủ hồ sơ, người được ủy quyền. Kept as separate parties even when they are one person."""

    ROLES = {"submitter": _("Người nộp"), "owner": _("Chủ hồ sơ"), "proxy": _("Người được ủy quyền")}
    KINDS = {"person": _("Cá nhân"), "organisation": _("Tổ chức"), "agency": _("Cơ quan nhà nước")}

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=10)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    identity = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "role"], name="dossiers_party_role")]
        indexes = [
            models.Index(fields=["identity"], condition=~models.Q(identity=""), name="dossiers_party_identity"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.dossier_id}"
