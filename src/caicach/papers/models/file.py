"""Files: what somebody handed in or the house made, kept once by content."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class File(models.Model):
    """Tệp tin. One content, kept once however often it is handed in; its name is the SHA-256 of what it holds.

    It has no name and no owner: those stand where it is used, such as an attachment of a dossier. `size` is in bytes,
    `media_type` told by content, never by the name under which it came. `pages` is the number of pages of a PDF or of
    images in one file, None where it does not apply. `scan` says what the virus scanner (`scanner`, with the age of its
    signatures) found: `finding` is its name for what is infected.
    """

    NOT_SCANNED, CLEAN, INFECTED = "not_scanned", "clean", "infected"
    SCANS = {NOT_SCANNED: _("Chưa quét virus"), CLEAN: _("Đã quét, sạch"), INFECTED: _("Có mã độc")}

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    pages = models.IntegerField(null=True)
    scan = models.CharField(max_length=12, default=NOT_SCANNED)
    scanned_at = models.DateTimeField(null=True)
    scanner = models.CharField(max_length=200, blank=True)
    finding = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scan__in=["not_scanned", "clean", "infected"]), name="papers_file_scan"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="papers_file_size"),
        ]

    def __str__(self) -> str:
        return self.sha256
