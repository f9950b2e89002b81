"""Seals: the clock of knowledge."""

from datetime import datetime

from django.db import models


class Seal(models.Model):
    """Dấu niêm phong. All lines committed up to a database snapshot, under one Merkle root, chained to the seal before.

    "Số liệu tính đến T" means: as known by the last seal published at or before T. A row belongs to a seal's
    knowledge when its transaction is visible in `snapshot`, so a late commit is never skipped and an answer can be
    redrawn exactly.

    `claimed` is no column: a seal in memory bears it when knowledge is asked by the entry time that loaded histories
    claim (`journal.queries.claimed_at`); then of what it knows only what claims to be entered by that instant counts.
    """

    claimed: datetime | None = None

    no = models.BigIntegerField(primary_key=True)
    published_at = models.DateTimeField(unique=True)
    snapshot = models.TextField()
    lines = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"seal {self.no} of {self.published_at:%Y-%m-%d %H:%M:%S}"

    def claiming(self, moment: datetime) -> "Seal":
        """The same seal, asked by claimed entry time."""
        self.claimed = moment
        return self
