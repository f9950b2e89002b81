"""Counts from sums by day: what the base of the copy holds up to any day, by unit and field, without reading its rows.

One folder for one base of the copy. For each fact table and day column (a "family") it holds the increments of each
term by day and cell, where a cell is a unit and a field, and the sums held at four days of each month; so the price of
an answer depends on neither the length of the period nor the years stored. What changed since the base was written is
few rows: they are counted row by row, the base's rows that they replace are taken away again. The same holds as of an
earlier seal: what it does not know yet is taken away, what it still knew is added.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from caicach.facts.queries import copy
from caicach.facts.register import FactTable, fact_table
from caicach.facts.rules.manifest import Manifest
from caicach.figures.queries import statement
from caicach.figures.queries.engines import Engine
from caicach.figures.queries.statement import Question, taken_apart
from caicach.figures.rules.expression import Measure
from caicach.figures.rules.terms import END, START, Apart, Term
from caicach.journal.models import Seal

EPOCH = date(1970, 1, 1)
INDEX = "index.json"
CELL = ("unit_id", "field_id")
"""What a cell is: the columns by which these counts may be narrowed and told apart."""

Sums = NDArray[np.int64]
Rows = Callable[[FactTable, Manifest, Seal], str | None]

ARRAYS: Sequence[str] = ("days", "cells", "steps", "marks", "held")
"""The arrays of a family, in the order of its fields."""

LAYOUT = 2
"""Sums written in another layout are written anew."""


@dataclass(frozen=True, slots=True)
class Family:
    """The increments of some terms on one day column: `steps[term, i]` rows on `days[i]` in `cells[i]`, by day.

    `held[mark, term, cell]` is the sum before the day `marks[mark]`. Days are counted from 1 January 1970.
    """

    terms: Mapping[str, int]
    days: NDArray[np.int32]
    cells: NDArray[np.int32]
    steps: NDArray[np.int32]
    marks: NDArray[np.int32]
    held: NDArray[np.int32]

    def before(self, fixed: str, day: int) -> Sums:
        """The number of rows before the day that meet the fixed condition, by cell."""
        row = self.terms[fixed]
        mark = int(np.searchsorted(self.marks, day, side="right")) - 1
        if mark < 0:
            return np.zeros(self.held.shape[2], dtype=np.int64)
        # Bounds of another width than the days' would have all days copied to that width first.
        low, high = np.searchsorted(self.days, np.array((self.marks[mark], day), dtype=self.days.dtype))
        found: Sums = self.held[mark, row].astype(np.int64)
        if low < high:
            since = np.bincount(self.cells[low:high], weights=self.steps[row, low:high], minlength=len(found))
            found += since.astype(np.int64)
        return found


@dataclass(frozen=True, slots=True)
class Days:
    """All families of one base: the unit and field of each cell, and which pairs of days are in order in every row."""

    cells: NDArray[np.int64]
    families: Mapping[tuple[str, str], Family]
    ordered: frozenset[tuple[str, str, str]]

    def can(self, table: FactTable, found: Apart | None) -> bool:
        """Whether the count was summed, and holds."""
        if found is None:
            return False
        if found.ordered and (table.name, *found.ordered) not in self.ordered:
            return False
        return all(self._has(piece.term) for piece in found.pieces)

    def _has(self, term: Term) -> bool:
        family = self.families.get((term.table, term.day))
        return family is not None and term.fixed in family.terms


def folder(generation: Manifest) -> Path:
    """Where the sums of the generation's base lie."""
    return copy.root() / f"days-{generation.base_id}"


def count(counts: Mapping[str, Measure], asked: Question, *, by: str | None) -> dict[int | None, dict[str, int]] | None:
    """The counts by group, or None where they must be counted row by row."""
    generation, seal = asked.engine.generation, asked.engine.seal
    if generation is None or seal is None or not {by, *asked.filters} <= {None, *CELL}:
        return None
    found = {key: taken_apart(measure) for key, measure in counts.items()}
    days = _days(folder(generation))
    if days is None or not all(days.can(fact_table(counts[key].table), pieces) for key, pieces in found.items()):
        return None
    answers = _base(days, {key: pieces for key, pieces in found.items() if pieces}, asked, by)
    for sign, rows in ((1, copy.added_rows), (-1, copy.retired_rows)):
        for group, more in _few(counts, asked, by, (generation, seal), rows).items():
            line = answers.setdefault(group, dict.fromkeys(counts, 0))
            for key, number in more.items():
                line[key] += sign * number
    return answers


def _base(days: Days, found: Mapping[str, Apart], asked: Question, by: str | None) -> dict[int | None, dict[str, int]]:
    kept = np.isin(days.cells[:, 0], sorted(asked.units))
    for name, value in asked.filters.items():
        kept &= days.cells[:, CELL.index(name)] == value
    sums = {key: _summed(days, pieces, asked) for key, pieces in found.items()}
    if by is None:
        return {None: {key: int(cells[kept].sum()) for key, cells in sums.items()}}
    groups, group = np.unique(days.cells[kept, CELL.index(by)], return_inverse=True)
    rows = {
        key: np.bincount(group, weights=cells[kept], minlength=len(groups)).astype(np.int64).tolist()
        for key, cells in sums.items()
    }
    return {int(name): {key: rows[key][i] for key in sums} for i, name in enumerate(groups.tolist())}


def _summed(days: Days, found: Apart, asked: Question) -> Sums:
    bounds = {START: (asked.period.first - EPOCH).days, END: (asked.period.end - EPOCH).days}
    parts = [
        piece.sign * days.families[piece.term.table, piece.term.day].before(piece.term.fixed, bounds[piece.bound])
        for piece in found.pieces
    ]
    return np.sum(parts, axis=0)  # type: ignore[no-any-return]


def _few(
    counts: Mapping[str, Measure], asked: Question, by: str | None, known: tuple[Manifest, Seal], rows: Rows
) -> dict[int | None, dict[str, int]]:
    changed = {key: one for key, one in counts.items() if rows(fact_table(one.table), *known)}
    if not changed:
        return {}
    engine = Engine("duckdb", lambda table: rows(table, *known) or "", copy.ask, seal=known[1])
    return statement.count(changed, Question(asked.scope, asked.period, engine, asked.filters), by=by)


@lru_cache(maxsize=4)
def _opened(place: Path, _written: int) -> Days:
    index = json.loads((place / INDEX).read_text())
    families = {
        (one["table"], one["day"]): Family(
            {fixed: row for row, fixed in enumerate(one["terms"])},
            *(np.load(place / f"{one['file']}-{name}.npy", mmap_mode="r") for name in ARRAYS),
        )
        for one in index["families"]
    }
    return Days(np.load(place / "cells.npy"), families, frozenset(tuple(one) for one in index["ordered"]))


def _days(place: Path) -> Days | None:
    try:
        return _opened(place, (place / INDEX).stat().st_mtime_ns)
    except FileNotFoundError:
        return None


def terms_wanted(measures: Sequence[Measure]) -> dict[tuple[str, str], list[str]]:
    """The fixed conditions to be summed, by fact table and day, in order."""
    wanted: dict[tuple[str, str], set[str]] = {}
    for measure in measures:
        found = taken_apart(measure)
        for piece in found.pieces if found else ():
            wanted.setdefault((piece.term.table, piece.term.day), set()).add(piece.term.fixed)
    return {key: sorted(fixed) for key, fixed in sorted(wanted.items())}


def pairs_wanted(measures: Sequence[Measure]) -> list[tuple[str, str, str]]:
    """The pairs of days that have to be in order, with their fact tables."""
    found = {(one.table, *apart_.ordered) for one in measures if (apart_ := taken_apart(one)) and apart_.ordered}
    return sorted(found)
