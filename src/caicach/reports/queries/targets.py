"""Targets as a seal knows them, and which of them holds for a unit."""

from collections.abc import Collection

from django.db.models import F, Q

from caicach.journal.models import Seal
from caicach.reports.models import Target
from caicach.reports.rules.targets import Comparator, Goal, Status

KNOWN = "SELECT * FROM reports_target WHERE pg_visible_in_snapshot(tx, %(snapshot)s::pg_snapshot)"


def goals_known(seal: Seal) -> list[Goal]:
    """Every version of every target that the seal knows; one statement."""
    return [goal_of(row) for row in Target.objects.raw(KNOWN, {"snapshot": seal.snapshot})]


def goal_of(row: Target) -> Goal:
    """A version as the rules read it."""
    return Goal(
        id=row.pk,
        figure=row.figure,
        unit_id=row.unit_id,
        below=row.below,
        comparator=Comparator(row.comparator),
        value=row.value,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        status=Status(row.status),
        number=row.number,
    )


def targets_of(units: Collection[int]) -> list[Target]:
    """The versions of the targets of these units and of those for all, the newest of each first; one statement."""
    found = Target.objects.filter(Q(unit_id__in=units) | Q(unit=None)).select_related("unit", "set_by")
    return list(found.order_by("figure", F("unit__name_vi").asc(nulls_first=True), "-number"))
