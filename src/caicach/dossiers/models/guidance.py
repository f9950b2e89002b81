"""Guidance given without a dossier."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Guidance(models.Model):
    """Lượt hướng dẫn. Somebody asked about a procedure and was told what to do; no dossier came of it yet.

    Who asked is not recorded; `question` is what was asked, in short.
    """

    CHANNELS = {1: _("Tại quầy"), 2: _("Điện thoại"), 3: _("Trực tuyến")}

    procedure = models.ForeignKey("procedures.Procedure", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    channel = models.SmallIntegerField()
    question = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="dossiers_guidance_channel", condition=models.Q(channel__in=[1, 2, 3]))
        ]
        indexes = [models.Index(fields=["unit", "given_at"], name="dossiers_guidance_day")]

    def __str__(self) -> str:
        return f"guidance {self.pk}"
