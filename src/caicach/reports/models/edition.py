"""A report that was closed: what it said, who answers for it, and what it rests on."""

from django.conf import settings
from django.db import models

from caicach.agencies.models import Unit


class Edition(models.Model):
    """Bản chốt số liệu. One closing of one report; it is never changed, a correction is the next number.

    `cells` is canonical JSON of all that the report printed (`rules.edition`), `cells_sha256` its hash. `seal_no` and
    `seal_hash` name the knowledge it rests on, `definitions` (JSON) the version of each figure, `fingerprint` the hash
    over every fact version that was counted (`queries.editions.fingerprint`). `closing` is canonical JSON of the checks
    and, where the report is public, of what its public form withholds (`rules.closing`), `closing_sha256` its hash;
    both are empty for reports closed before these were kept. `explanation` says why a check that does
    not hold may stand, `reason` why a later number replaces the one before.
    """

    form = models.CharField(max_length=20)
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    own = models.BooleanField()
    by = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    number = models.IntegerField()
    cells = models.TextField()
    cells_sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    definitions = models.TextField()
    closing = models.TextField(blank=True, default="")
    closing_sha256 = models.CharField(max_length=64, blank=True, default="")
    public = models.BooleanField(default=False)
    seal_no = models.BigIntegerField()
    seal_hash = models.CharField(max_length=64)
    explanation = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ["-last", "-first", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "agency", "own", "by", "first", "last", "number"], name="reports_edition_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.agency_id} {self.first}–{self.last} #{self.number}"
