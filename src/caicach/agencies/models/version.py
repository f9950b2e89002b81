"""How the register of units came to say what it says: each row that places a unit, in each version."""

from django.db import models


class PlaceVersion(models.Model):
    """Phiên bản vị trí của đơn vị. What a row of the register said from one transaction (`tx`) on.

    `kind` says of which table the row `row_id` is: a unit standing under another (`UNDER`), a unit answering for
    another from a day on (`AFTER`), or a unit's own days (`ITSELF`). `above_id` is the parent or the successor.
    The database writes a version itself whenever such a row is written, changed or removed (`gone`) and keeps it for
    good; of a row's versions that a snapshot sees, the highest id is what was known. What was recorded before versions
    were kept is seen by every snapshot.
    """

    UNDER, AFTER, ITSELF = 1, 2, 3

    kind = models.SmallIntegerField()
    row_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    above_id = models.BigIntegerField(null=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    gone = models.BooleanField()
    tx = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind}/{self.row_id}: {self.unit_id} < {self.above_id}"
