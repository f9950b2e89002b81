"""Under which unit a unit stands, from day to day."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from caicach.agencies.models.unit import Unit


class UnitParent(models.Model):
    """`unit` stands directly under `parent` from `valid_from` to `valid_to`, both included (empty: until now).

    The database lets a unit have one parent a day. (The exclusion compares ids as one-point ranges, so that it needs
    no extension.)
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="parent_rows")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="child_rows")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [
            models.CheckConstraint(
                name="agencies_unitparent_dates", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(name="agencies_unitparent_not_itself", condition=~Q(unit=F("parent"))),
            ExclusionConstraint(
                name="agencies_unitparent_one_a_day",
                expressions=[
                    (Func(F("unit_id"), F("unit_id"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}, {self.valid_from}"
