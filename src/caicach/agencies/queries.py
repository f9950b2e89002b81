"""Reads of the register of units: by code, and the tree of a day."""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from caicach.agencies.models import Unit
from caicach.agencies.rules import near
from caicach.kit.refusal import Unknown
from caicach.kit.words import mark

# Every unit has one place on a day D, so that no dossier is counted under two parents:
#   while it stands, under its parent of that day;
#   once it has ended, under its successors; without a successor, under the last parent it had.
# A unit that ended before D is looked up on its own last day (`least`).
REACH = """
WITH RECURSIVE place (unit_id, above_id) AS (
    SELECT p.unit_id, p.parent_id
    FROM agencies_unitparent p
    JOIN agencies_unit u ON u.id = p.unit_id
    WHERE p.valid_from <= least(%(day)s::date, u.valid_to)
      AND (p.valid_to IS NULL OR p.valid_to >= least(%(day)s::date, u.valid_to))
      AND NOT EXISTS (
          SELECT FROM agencies_succession s WHERE s.predecessor_id = p.unit_id AND s."on" <= %(day)s::date)
    UNION ALL
    SELECT s.predecessor_id, s.successor_id FROM agencies_succession s WHERE s."on" <= %(day)s::date
), tree (root_id, unit_id) AS (
    SELECT id, id FROM agencies_unit WHERE id = ANY(%(roots)s)
    UNION
    SELECT tree.root_id, place.unit_id FROM tree JOIN place ON place.above_id = tree.unit_id
)
SELECT root_id, array_agg(unit_id) FROM tree GROUP BY root_id
"""


def unit_by_code(code: str) -> Unit:
    """The unit with that code, whether it still stands or not. Raises `Unknown("unknown-unit")` with near codes."""
    try:
        return Unit.objects.get(code=code)
    except Unit.DoesNotExist:
        found = near(code, Unit.objects.values_list("code", flat=True))
        raise Unknown(
            "unknown-unit",
            mark("Không có đơn vị nào có mã “{code}”. Mã gần giống: {near}."),
            values={"code": code, "near": ", ".join(found) or "—"},
            field="unit",
        ) from None


def reach(roots: Iterable[int], *, on: date) -> dict[int, frozenset[int]]:
    """For each root, the ids of the root and of all units whose place on that day lies under it. One statement.

    Ended units hang under their successors, so what they did stays countable; a root that does not exist is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(REACH, {"roots": list(roots), "day": on})
        return {root: frozenset(units) for root, units in cursor.fetchall()}


def subtree(unit_id: int, *, on: date) -> frozenset[int]:
    """The ids of a unit and of all units under it on that day (empty when there is no such unit). One statement."""
    return reach([unit_id], on=on).get(unit_id, frozenset())
