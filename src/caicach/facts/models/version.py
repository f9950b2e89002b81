"""What every fact table has: which subject, which version, which transaction."""

from django.db import models

from caicach.journal.models import CurrentTransaction, TransactionId


class FactVersion(models.Model):
    """Phiên bản dữ kiện. What the figures need to know of a subject from this version on; no personal data.

    A change appends a version; the version in force as of a seal is the highest one whose transaction the seal knows.
    """

    subject_id = models.BigIntegerField()
    version = models.IntegerField()
    tx = TransactionId(db_default=CurrentTransaction())

    class Meta:
        abstract = True
