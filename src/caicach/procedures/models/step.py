"""A step of the internal process (quy trình nội bộ) of a version."""

from django.db import models
from django.db.models import Q

from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.procedures.models.named import Named
from caicach.procedures.models.version import Version


class Step(Named):
    """Who does what, in which order, in how many working hours (8 make a working day).

    `unit` is the unit that does it; empty means the competent agency of the dossier, or its one-stop desk where the
    role is one of the desk's.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="process_steps")
    role = models.CharField(max_length=24)
    hours = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(name="procedures_step_position", fields=["version", "position"]),
            models.CheckConstraint(name="procedures_step_role", condition=Q(role__in=[role.value for role in Role])),
        ]
