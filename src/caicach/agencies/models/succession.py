"""Which unit took over from which, and on which day."""

from django.db import models
from django.db.models import F, Q

from caicach.agencies.models.unit import Unit


class Succession(models.Model):
    """From the day `on`, `successor` answers for what `predecessor` did; the predecessor's last day is the day before.

    A unit may have several predecessors (a merger) and several successors (a division).
    """

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successor_rows")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessor_rows")
    on = models.DateField()
    source = models.TextField()

    class Meta:
        ordering = ["on", "predecessor"]
        constraints = [
            models.UniqueConstraint(name="agencies_succession_once", fields=["predecessor", "successor"]),
            models.CheckConstraint(name="agencies_succession_not_itself", condition=~Q(predecessor=F("successor"))),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} > {self.successor_id}, {self.on}"
