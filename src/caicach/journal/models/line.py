"""Journal lines, and the erasable personal values beside them."""

from django.db import models

from caicach.journal.models.fields import CurrentTransaction, TransactionId


class Line(models.Model):
    """Dòng nhật ký. Who did what to which subject, when it happened and when it was entered.

    `body` is canonical JSON kept and hashed as written; every other column repeats a part of it for searching and is
    compared with it by `verify`. Lines of one subject form a chain: each body names the hash of the line before.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    seq = models.IntegerField()
    action = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    origin = models.CharField(max_length=10)
    claimed_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=80, null=True, unique=True)  # noqa: DJ001 (unique where given)
    body = models.TextField()
    hash = models.BinaryField(max_length=32)
    tx = TransactionId(db_default=CurrentTransaction())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "seq"], name="journal_line_chain"),
        ]
        indexes = [
            models.Index(fields=["tx"], name="journal_line_tx"),
            models.Index(fields=["action", "occurred_at"], name="journal_line_by_day"),
            models.Index(
                fields=["recorded_at"], condition=models.Q(claimed_at__isnull=False), name="journal_line_loaded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} #{self.seq} {self.action}"


class Personal(models.Model):
    """Giá trị cá nhân của một dòng nhật ký. Erasing it leaves the chain whole: the line holds keyed digests only."""

    line_id = models.BigIntegerField(primary_key=True)
    key = models.BinaryField(max_length=32)
    values = models.JSONField()

    def __str__(self) -> str:
        return f"personal values of line {self.line_id}"
