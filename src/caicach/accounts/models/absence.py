"""An absence: who is away from when to when, and who stands in."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from caicach.accounts.models.user import User


class Absence(models.Model):
    """Vắng mặt, có người thay. `substitute` stands in for `person` from the first to the last day, both included.

    The rights come by grants that name this absence. An absence that ends early gets an earlier last day; one that
    never began ends on the day before its first.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stood_in")
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-first_day", "-id"]
        constraints = [
            models.CheckConstraint(
                name="accounts_absence_days", condition=Q(last_day__gte=F("first_day") - timedelta(days=1))
            ),
            models.CheckConstraint(name="accounts_absence_two_people", condition=~Q(person=F("substitute"))),
        ]

    def __str__(self) -> str:
        return f"absence of {self.person_id}"
