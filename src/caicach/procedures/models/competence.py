"""Which agency handles a procedure, from day to day."""

from django.db import models
from django.db.models import F, Q

from caicach.agencies.models import Unit
from caicach.procedures.models.procedure import Procedure


class Competence(models.Model):
    """`unit` is competent for `procedure` from `valid_from` to `valid_to`, both included (empty: until now).

    Several units may be competent on one day (a procedure of every commune), so only the same pair may not begin twice.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="competences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="competences")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["procedure", "valid_from"]
        constraints = [
            models.CheckConstraint(
                name="procedures_competence_dates", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
            models.UniqueConstraint(name="procedures_competence_once", fields=["procedure", "unit", "valid_from"]),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} @ {self.unit_id}, {self.valid_from}"
