"""Digital signatures on papers, and what is prepared for one that a token is to make."""

from django.conf import settings
from django.db import models

from caicach.papers.rules.signatures import SignatureRole


class Signature(models.Model):
    """Chữ ký số trên văn bản. What was found when it was put in: name on the certificate, claimed time, soundness.

    `file` is the PDF as it was with this signature, the newest on top. A returned paper keeps none of its signatures:
    `void` marks those of a text that was changed.
    """

    document = models.ForeignKey("papers.Document", on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=8)
    file = models.ForeignKey("papers.File", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    serial = models.CharField(max_length=64)
    at = models.DateTimeField()
    intact = models.BooleanField()
    valid = models.BooleanField()
    trusted = models.BooleanField()
    void = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "role"], condition=models.Q(void=False), name="papers_signature_one_a_role"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in SignatureRole]), name="papers_signature_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} signature of {self.document_id}"


class Preparation(models.Model):
    """Chuẩn bị ký số bằng thiết bị. A PDF with a reserved place and what a token on somebody's desk has to sign.

    `attributes` are the DER bytes whose SHA-256 is signed, `certificates` the signer's chain (DER, its own first), and
    `text_digest` tells the text it was made of, so that a changed text is never signed.
    """

    document = models.ForeignKey("papers.Document", on_delete=models.PROTECT, related_name="preparations")
    role = models.CharField(max_length=8)
    file = models.ForeignKey("papers.File", on_delete=models.PROTECT, related_name="+")
    text_digest = models.CharField(max_length=64)
    document_digest = models.BinaryField(max_length=64)
    region_start = models.IntegerField()
    region_end = models.IntegerField()
    attributes = models.BinaryField()
    certificates = models.JSONField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"preparation of {self.document_id} for {self.role}"
