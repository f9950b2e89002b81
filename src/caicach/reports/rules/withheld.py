"""Small cells of a table for the public are withheld, and so many others that no sum gives them away.

A count of one or two dossiers in a small commune can point at a person. Cells from 1 to k-1 are withheld first; zeros
stay, for nobody stands behind them. Then, in every sum of the table, no withheld cell stands alone, and the withheld
parts of a published whole come to k at least. Last, the sums are looked at together, as a system of linear equations:
no withheld cell follows from the published ones.

What this does not guard: two tables of overlapping periods, agencies or instants held side by side, and bounds that
follow from counts being whole and not negative.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction

from caicach.reports.rules import ii06 as form

Place = tuple[int | None, int]
"""A cell: the place of its row (none for the total line) and the number of its column."""


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


def of_report(rows: Sequence[form.Row], total: form.Cells, notes: Mapping[str, int], *, smallest: int) -> Withheld:
    """What of form II.06 is withheld."""
    lines: dict[int | None, form.Cells] = {None: total, **{place: row.cells for place, row in enumerate(rows)}}
    counts = {(line, column.number): cells[column.number] for line, cells in lines.items() for column in form.COLUMNS}
    sums = [
        Sum((line, identity.whole), tuple((line, part) for part in identity.parts))
        for line in lines
        for identity in form.IDENTITIES
    ]
    sums += [
        Sum((None, column.number), tuple((place, column.number) for place in range(len(rows))))
        for column in form.COLUMNS
    ]
    return Withheld(
        smallest=smallest,
        cells=withhold(counts, sums, smallest=smallest),
        notes=frozenset(key for key, count in notes.items() if 0 < count < smallest),
    )


def withhold(counts: Mapping[Place, int], sums: Sequence[Sum], *, smallest: int) -> frozenset[Place]:
    """The cells that are not published. Ends, because every round withholds more."""
    hidden = {place for place, count in counts.items() if 0 < count < smallest}
    while True:
        more = set(_thin(counts, sums, hidden, smallest)) or _covers(counts, sums, hidden)
        if not more:
            return frozenset(hidden)
        hidden |= more


def _thin(
    counts: Mapping[Place, int], sums: Sequence[Sum], hidden: AbstractSet[Place], smallest: int
) -> Iterator[Place]:
    """A further cell for each sum in which one stands alone, or whose withheld parts are small together."""
    for each in sums:
        within = [place for place in each.cells if place in hidden]
        small = each.whole not in hidden and sum(counts[place] for place in within) < smallest
        if within and (len(within) == 1 or small):
            yield from _least(counts, each, hidden)


def _covers(counts: Mapping[Place, int], sums: Sequence[Sum], hidden: AbstractSet[Place]) -> set[Place]:
    """Further cells beside those that follow from the others; from any touched sum where their own have none left."""
    exposed = determined(hidden, sums)
    if not exposed:
        return set()
    own = {place for each in sums if exposed & set(each.cells) for place in _least(counts, each, hidden)}
    return own or {place for each in sums if hidden & set(each.cells) for place in _least(counts, each, hidden)}


def _least(counts: Mapping[Place, int], each: Sum, hidden: AbstractSet[Place]) -> list[Place]:
    """The published cell of the sum by which least is lost: a small count, but a zero last; a part before the whole."""
    published = [place for place in each.cells if place not in hidden]
    return sorted(published, key=lambda place: (not counts[place], place == each.whole, counts[place]))[:1]


def determined(hidden: AbstractSet[Place], sums: Sequence[Sum]) -> frozenset[Place]:
    """The withheld cells that follow from the published ones by the sums, exactly (Gauss and Jordan)."""
    solved: dict[Place, dict[Place, Fraction]] = {}
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
    return frozenset(pivot for pivot, row in solved.items() if len(row) == 1)


def _subtract(row: dict[Place, Fraction], other: Mapping[Place, Fraction], times: Fraction) -> None:
    for place, value in other.items():
        left = row.get(place, Fraction(0)) - times * value
        if left:
            row[place] = left
        else:
            row.pop(place, None)
