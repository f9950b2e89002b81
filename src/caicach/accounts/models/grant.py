"""A right: who holds which role at which unit, from when to when, why and by whom."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from caicach.accounts.models.absence import Absence
from caicach.accounts.models.user import User
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit


class Grant(models.Model):
    """One role of one person at one unit, or at the unit and all under it when `subtree` is set.

    `valid_from` and `valid_to` are the first and the last day, both included; an empty last day means until withdrawn.
    `purpose` is empty for daily work and names the occasion otherwise (an inspection team, a replacement); with
    `absence` it is held in the absent person's place. Rows are never removed: a right is withdrawn by its last day,
    which for one that never came into force is the day before its first one.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=24)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    subtree = models.BooleanField(default=False)
    purpose = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="granted_rows")
    reason = models.TextField()
    absence = models.ForeignKey(Absence, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")

    class Meta:
        ordering = ["user", "valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                name="accounts_grant_dates",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from") - timedelta(days=1)),
            ),
            models.CheckConstraint(name="accounts_grant_role", condition=Q(role__in=[role.value for role in Role])),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.unit_id}"
