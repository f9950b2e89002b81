"""Pictures of handwritten signatures and of seals."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Picture(models.Model):
    """Hình chữ ký, hình dấu. What is seen of a digital signature on a paper: of a person, or of a body (its seal).

    A PNG with transparent ground (Decree 30/2020/NĐ-CP Annex I, part II, section I.7, 8). One for each; the journal
    keeps the hashes of those before it.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.OneToOneField("agencies.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("papers.File", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, unit__isnull=False) | Q(user__isnull=False, unit__isnull=True),
                name="papers_picture_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"picture of user {self.user_id}" if self.user_id else f"seal of unit {self.unit_id}"
