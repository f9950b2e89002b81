"""Small cells of a table for the public are withheld, and so many others that no sum gives them away.

A count of one or two dossiers in a small commune can point at a person. Cells from 1 to k-1 are withheld first; zeros
stay, for nobody stands behind them. Then, in every sum of the table, no withheld cell stands alone, and the withheld
parts of a published whole come to k at least. Last, the sums are looked at together, as a system of linear equations:
no withheld cell follows from the published ones.

Tables that were published before are part of the same system: what one period ends with is what the next begins with
(`rules.published`), and what a revision's predecessor withheld stays withheld. Which tables
may stand beside each other at all is said there too.

What this does not guard: bounds that follow from counts being whole and not negative.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction

from caicach.reports.rules import ii06 as form

Place = tuple[str, int]
"""A cell: the key of its line (`form.TOTAL` for the total line) and the number of its column.

Of a table published before the line's key bears the table's id, as `Published.place` writes it.
"""
Solved = Mapping[Place, Mapping[Place, Fraction]]
"""Equations between withheld cells, each solved for one of them, which stands in no other."""


@dataclass(frozen=True, slots=True)
class Sum:
    """In the table, `whole` is the sum of `parts`."""

    whole: Place
    parts: tuple[Place, ...]

    @property
    def cells(self) -> tuple[Place, ...]:
        """Its parts and its whole."""
        return (*self.parts, self.whole)


@dataclass(frozen=True, slots=True)
class Withheld:
    """Which cells and footnotes of a report are not for the public, where less than `smallest` is small."""

    smallest: int
    cells: frozenset[Place]
    notes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Form II.06 as cells and the sums between them."""

    counts: Mapping[Place, int]
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What was published before and cannot be taken back.

    `kept` are cells that the table's predecessor withheld; `told` are cells of the table that are known whatever it
    withholds; `hidden` are withheld cells of the tables beside it, `solved` what is known of them, also in terms of
    `kept` cells.
    """

    kept: frozenset[Place] = frozenset()
    told: frozenset[Place] = frozenset()
    hidden: frozenset[Place] = frozenset()
    solved: Solved = field(default_factory=dict)


NOTHING_BESIDE = Beside()


def table(rows: Sequence[form.Row], total: form.Cells, sections: Sequence[form.Section] = ()) -> Table:
    """The cells of the form by their places, with every sum in which they stand."""
    lines = {form.TOTAL: total, **{one.key: one.cells for one in sections}, **{one.key: one.cells for one in rows}}
    counts = {(line, column.number): cells[column.number] for line, cells in lines.items() for column in form.COLUMNS}
    sums = [
        Sum((line, identity.whole), tuple((line, part) for part in identity.parts))
        for line in lines
        for identity in form.IDENTITIES
    ]
    under = {one.key: [row.key for row in rows if row.under == one.code] for one in sections}
    wholes = {form.TOTAL: list(under) or [row.key for row in rows], **under}
    sums += [
        Sum((whole, column.number), tuple((part, column.number) for part in parts))
        for whole, parts in wholes.items()
        for column in form.COLUMNS
    ]
    return Table(counts, tuple(sums))


def of_report(
    found: Table, notes: Mapping[str, int], *, smallest: int, beside: Beside = NOTHING_BESIDE
) -> Withheld | None:
    """What of form II.06 is withheld; none where what stands beside it would give something away all the same."""
    cells = withhold(found.counts, found.sums, smallest=smallest, beside=beside)
    if determined(cells | beside.hidden, found.sums, beside.solved):
        return None
    return Withheld(smallest, cells, frozenset(key for key, count in notes.items() if 0 < count < smallest))


@dataclass(slots=True)
class _Work:
    """A table in the course of withholding: what is hidden so far grows."""

    counts: Mapping[Place, int]
    sums: Sequence[Sum]
    smallest: int
    beside: Beside
    hidden: set[Place] = field(default_factory=set)

    def open(self, each: Sum) -> list[Place]:
        """The published cells of a sum that may still be withheld: those by which least is lost come first.

        A small count goes before a large one, a part before the whole, a zero last.
        """
        free = [place for place in each.cells if place not in self.hidden and place not in self.beside.told]
        return sorted(free, key=lambda place: (not self.counts[place], place == each.whole, self.counts[place]))


def withhold(
    counts: Mapping[Place, int], sums: Sequence[Sum], *, smallest: int, beside: Beside = NOTHING_BESIDE
) -> frozenset[Place]:
    """The cells that are not published. Ends, because every round withholds more."""
    small = {place for place, count in counts.items() if 0 < count < smallest}
    work = _Work(counts, sums, smallest, beside, small | (beside.kept & counts.keys()))
    while True:
        more = set(_thin(work)) or _covers(work)
        if not more:
            return frozenset(work.hidden)
        work.hidden |= more


def _thin(work: _Work) -> Iterator[Place]:
    """A further cell for each sum in which one stands alone, or whose withheld parts are small together."""
    for each in work.sums:
        within = [place for place in each.cells if place in work.hidden]
        small = each.whole not in work.hidden and sum(work.counts[place] for place in within) < work.smallest
        if within and (len(within) == 1 or small):
            yield from work.open(each)[:1]


def _covers(work: _Work) -> set[Place]:
    """Further cells beside those that follow from the others; from any touched sum where their own have none left."""
    exposed = determined(work.hidden | work.beside.hidden, work.sums, work.beside.solved)
    if not exposed:
        return set()
    own = {place for each in work.sums if exposed & set(each.cells) for place in work.open(each)[:1]}
    return own or {place for each in work.sums if work.hidden & set(each.cells) for place in work.open(each)[:1]}


def determined(hidden: AbstractSet[Place], sums: Sequence[Sum], base: Solved | None = None) -> frozenset[Place]:
    """The withheld cells that follow from the published ones by the sums, exactly, on top of what is solved already."""
    solved = solve(hidden, sums, base)
    return frozenset(pivot for pivot, row in solved.items() if len(row) == 1)


def solve(
    hidden: AbstractSet[Place], sums: Sequence[Sum], base: Solved | None = None
) -> dict[Place, dict[Place, Fraction]]:
    """The sums as equations between withheld cells, each solved for one of them (Gauss and Jordan)."""
    solved = {pivot: dict(row) for pivot, row in (base or {}).items()}
    for each in sums:
        row = {place: Fraction(1) for place in each.parts if place in hidden}
        if each.whole in hidden:
            row[each.whole] = Fraction(-1)
        for pivot in [place for place in row if place in solved]:
            _subtract(row, solved[pivot], row[pivot])
        if not row:
            continue
        pivot, scale = next(iter(row.items()))
        row = {place: value / scale for place, value in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    return solved


def _subtract(row: dict[Place, Fraction], other: Mapping[Place, Fraction], times: Fraction) -> None:
    for place, value in other.items():
        left = row.get(place, Fraction(0)) - times * value
        if left:
            row[place] = left
        else:
            row.pop(place, None)
