"""What a list of another system and the dossiers imported from it say of each other: counts by status, and by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.import_rows import STATUS

AT_ONCE = 5_000

THEIR_STATUS = (
    f"SELECT {STATUS} AS status, count(*) FROM checked WHERE filled AND wrong & ~{{differs}}::BIGINT = 0 GROUP BY 1"  # noqa: S608
)
"""How many readable rows of a checked file say which status."""
CHANGED_STATUS = f"""
SELECT number, {STATUS} AS status FROM checked
WHERE filled AND wrong & ~{{differs}}::BIGINT = 0 AND known = 'other' ORDER BY id
"""  # noqa: S608
"""The numbers whose rows say something else than here, with the status that they say."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A dossier of which the two say otherwise: the status there and here (equal where only moments differ)."""

    number: str
    theirs: int
    here: int


def here_by_status(source: str, unit_ids: Sequence[int]) -> dict[int, int]:
    """How many dossiers imported from a system, of those units, have which status."""
    found = Dossier.objects.filter(imported__source=source, unit_id__in=unit_ids).order_by()
    return {row["status"]: row["count"] for row in found.values("status").annotate(count=Count("pk"))}


def statuses_of(numbers: Sequence[str]) -> dict[str, int]:
    """The status here of each of those numbers."""
    found: dict[str, int] = {}
    for begin in range(0, len(numbers), AT_ONCE):
        part = Dossier.objects.filter(number__in=numbers[begin : begin + AT_ONCE]).values_list("number", "status")
        found |= {number: status for number, status in part if number}
    return found
