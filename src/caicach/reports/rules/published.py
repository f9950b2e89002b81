"""Which tables may be public beside each other, and what those that are tell about the next one.

Tables of one tree of units are one series: the same unit, the same kind of rows, periods that do not overlap. So no two
of them can be subtracted from each other; what they share is what one period ends with and the next begins with.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from caicach.reports.rules import ii06 as form
from caicach.reports.rules.withheld import Beside, Place, Sum, Table, solve

DAY = timedelta(days=1)
NEW = 0
"""The id of the table that is about to be published."""


@dataclass(frozen=True, slots=True)
class Published:
    """A public table: the id of its edition, its days, its cells, and those of them that are withheld."""

    id: int
    first: date
    last: date
    table: Table
    hidden: frozenset[Place]

    def place(self, place: Place) -> Place:
        """A cell of this table beside those of others; of the new one a cell is itself."""
        return place if self.id == NEW else (f"{self.id}:{place[0]}", place[1])


@dataclass(frozen=True, slots=True)
class Series:
    """What a public table is one of: whose, with which units, row by row of what, and for which days."""

    agency: int
    own: bool
    by: str
    units: frozenset[int]
    first: date
    last: date

    def stands_beside(self, other: "Series") -> bool:
        """Whether both may be public: other units, or the same series of other days; the same table is a revision."""
        if not self.units & other.units:
            return True
        same = (self.agency, self.own, self.by) == (other.agency, other.own, other.by)
        apart = self.last < other.first or other.last < self.first
        return same and (apart or (self.first, self.last) == (other.first, other.last))


def beside(new: Published, others: Sequence[Published], *, kept: AbstractSet[Place]) -> Beside:
    """What is known beside a new table from the public tables of its series; `kept` is what its predecessor withheld.

    A table is heard when its days touch those of the new one, or of one that is heard.
    """
    heard = _heard(new, others)
    found = _Found(set(), set(), [])
    for one in (new, *heard):
        for other in heard:
            if other.id != one.id and one.last + DAY == other.first:
                _border(one, other, found)
            elif one.id == NEW and other.last + DAY == one.first:
                _border(other, one, found)
    hidden = {one.place(place) for one in heard for place in one.hidden} - found.known
    linked = {place for each in found.links for place in each.cells if ":" not in place[0]}
    sums = [Sum(one.place(each.whole), tuple(map(one.place, each.parts))) for one in heard for each in one.table.sums]
    # A stock of zero is told by the next table, in which its line may be missing altogether.
    zeros = {
        place for place, count in new.table.counts.items() if not count and place[1] in (form.OPENING, form.CLOSING)
    }
    return Beside(
        kept=frozenset(kept | linked),
        told=frozenset((found.known | zeros) & new.table.counts.keys()),
        hidden=frozenset(hidden),
        solved=solve(hidden | linked, [*sums, *found.links]),
    )


@dataclass(slots=True)
class _Found:
    """`known`: cells that a border tells; `links`: pairs of withheld cells that are the same number."""

    known: set[Place]
    seen: set[tuple[int, int]]
    links: list[Sum]


def _heard(new: Published, others: Sequence[Published]) -> list[Published]:
    left, heard, fresh = list(others), [], [new]
    while fresh:
        touching = [
            one for one in left if any(one.last + DAY == at.first or at.last + DAY == one.first for at in fresh)
        ]
        left = [one for one in left if one not in touching]
        heard += touching
        fresh = touching
    return heard


def _border(before: Published, after: Published, found: _Found) -> None:
    """What stands open at the end of one table is what the next begins with, wherever both say the same number."""
    if (before.id, after.id) in found.seen:
        return
    found.seen.add((before.id, after.id))
    for line in _lines(before.table.counts, after.table.counts):
        end, start = (line, form.CLOSING), (line, form.OPENING)
        if before.table.counts.get(end, 0) != after.table.counts.get(start, 0):
            continue  # told apart by a correction: who takes one for the other is mistaken
        ends, starts = _hides(before, after, end), _hides(after, before, start)
        if ends and starts:
            found.links.append(Sum(before.place(end), (after.place(start),)))
        else:
            found.known |= {before.place(end), after.place(start)}


def _lines(*tables: Mapping[Place, int]) -> Iterator[str]:
    yield from dict.fromkeys(line for counts in tables for line, _column in counts)


def _hides(one: Published, other: Published, place: Place) -> bool:
    """Whether a table withholds the cell; the new one withholds what the table at its border does."""
    if one.id != NEW:
        return place in one.hidden
    twin = (place[0], form.OPENING if place[1] == form.CLOSING else form.CLOSING)
    return place in one.table.counts and twin in other.hidden
