"""Reads of the register of units: by code, and the tree of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from caicach.agencies.models import Unit, UnitParent
from caicach.agencies.rules import COMMITTEES, SYMBOLS, body_name, near, place_name
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

# Every unit has one place on a day D, so that no dossier is counted under two parents:
#   while it stands, under its parent of that day;
#   once it has ended, under its successors; without a successor, under the last parent it had.
# A unit that ended before D is looked up on its own last day (`least`).
REACH = """
WITH RECURSIVE {known} place (unit_id, above_id) AS (
    SELECT p.unit_id, p.parent_id
    FROM {parents} p
    JOIN {units} u ON u.id = p.unit_id
    WHERE p.valid_from <= least(%(day)s::date, u.valid_to)
      AND (p.valid_to IS NULL OR p.valid_to >= least(%(day)s::date, u.valid_to))
      AND NOT EXISTS (
          SELECT FROM {successions} s WHERE s.predecessor_id = p.unit_id AND s."on" <= %(day)s::date)
    UNION ALL
    SELECT s.predecessor_id, s.successor_id FROM {successions} s WHERE s."on" <= %(day)s::date
), tree (root_id, unit_id) AS (
    SELECT id, id FROM agencies_unit WHERE id = ANY(%(roots)s)
    UNION
    SELECT tree.root_id, place.unit_id FROM tree JOIN place ON place.above_id = tree.unit_id
)
SELECT root_id, array_agg(unit_id) FROM tree GROUP BY root_id
"""
PRESENT = REACH.format(
    known="", parents="agencies_unitparent", units="agencies_unit", successions="agencies_succession"
)

# The rows of the register as a database snapshot saw them: of each row the last version that it sees.
KNOWN = """known AS MATERIALIZED (
    SELECT * FROM (
        SELECT DISTINCT ON (kind, row_id) * FROM agencies_placeversion
        WHERE pg_visible_in_snapshot(tx::text::xid8, %(snapshot)s::pg_snapshot)
        ORDER BY kind, row_id, id DESC) AS latest
    WHERE NOT gone
),
parents AS (SELECT unit_id, above_id AS parent_id, first_day AS valid_from, last_day AS valid_to FROM known
    WHERE kind = 1),
successions AS (SELECT unit_id AS predecessor_id, above_id AS successor_id, first_day AS "on" FROM known
    WHERE kind = 2),
units AS (SELECT unit_id AS id, last_day AS valid_to FROM known WHERE kind = 3),
"""
PAST = REACH.format(known=KNOWN, parents="parents", units="units", successions="successions")

ABOVE = """
WITH RECURSIVE up (unit_id, far) AS (
    SELECT parent_id, 1 FROM agencies_unitparent
    WHERE unit_id = %(unit)s AND valid_from <= %(day)s AND (valid_to IS NULL OR valid_to >= %(day)s)
    UNION ALL
    SELECT p.parent_id, up.far + 1 FROM agencies_unitparent p JOIN up ON up.unit_id = p.unit_id
    WHERE p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to >= %(day)s)
)
SELECT u.kind, u.name_vi FROM up JOIN agencies_unit u ON u.id = up.unit_id ORDER BY up.far
"""


# Two bodies under one parent at the same time; committees all bear the same abbreviation.
TWICE = """
SELECT a.abbreviation, a.name_vi, b.name_vi
FROM agencies_unit a
JOIN agencies_unit b ON b.abbreviation = a.abbreviation AND b.id > a.id
JOIN agencies_unitparent pa ON pa.unit_id = a.id
JOIN agencies_unitparent pb ON pb.unit_id = b.id AND pb.parent_id = pa.parent_id
WHERE a.abbreviation <> '' AND NOT (a.kind = ANY(%(committees)s) AND b.kind = ANY(%(committees)s))
  AND pa.valid_from <= coalesce(least(pb.valid_to, b.valid_to), 'infinity')
  AND pb.valid_from <= coalesce(least(pa.valid_to, a.valid_to), 'infinity')
LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands in the head of a unit's papers: itself, the body above it (empty at the top), the place."""

    agency: str
    agency_above: str
    place: str


def letterhead(unit: Unit, *, on: date) -> Letterhead:
    """The head of the papers of a unit on a day, on its own last day for one that has ended; Vietnamese; one statement.

    The place is the commune, district or province that the unit is, or the nearest above it.
    """
    day = min(on, unit.valid_to) if unit.valid_to else on
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, {"unit": unit.pk, "day": day})
        above: list[tuple[str, str]] = cursor.fetchall()
    chain = [(unit.kind, unit.name_vi), *above]
    return Letterhead(
        agency=body_name(*chain[0]),
        agency_above=body_name(*above[0]) if above else "",
        place=next((place_name(name) for kind, name in chain if kind in COMMITTEES), ""),
    )


def parent_of(unit_id: int, *, on: date) -> Unit | None:
    """The unit directly above on a day; None at the top; one statement."""
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    link = UnitParent.objects.filter(standing, unit_id=unit_id).select_related("parent").first()
    return link.parent if link else None


def check_abbreviations() -> None:
    """Raise `Refused("abbreviation-used")` when two bodies under one parent bear one abbreviation; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(TWICE, {"committees": sorted(COMMITTEES)})
        found = cursor.fetchone()
    if found:
        raise Refused(
            "abbreviation-used",
            mark("Tên viết tắt “{text}” đang là của cả {one} và {other}; hai cơ quan cùng cấp phải khác nhau."),
            values={"text": found[0], "one": found[1], "other": found[2]},
            source=SYMBOLS,
            field="abbreviation",
        )


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


def reach(roots: Iterable[int], *, on: date, snapshot: str = "") -> dict[int, frozenset[int]]:
    """For each root, the ids of the root and of all units whose place on that day lies under it. One statement.

    Ended units hang under their successors, so what they did stays countable; a root that does not exist is left out.
    With a database snapshot (`xmin:xmax:running`) the register is read as it stood then.
    """
    with connection.cursor() as cursor:
        cursor.execute(PAST if snapshot else PRESENT, {"roots": list(roots), "day": on, "snapshot": snapshot})
        return {root: frozenset(units) for root, units in cursor.fetchall()}


def subtree(unit_id: int, *, on: date, snapshot: str = "") -> frozenset[int]:
    """The ids of a unit and of all units under it on that day (empty when there is no such unit); as `reach`."""
    return reach([unit_id], on=on, snapshot=snapshot).get(unit_id, frozenset())
