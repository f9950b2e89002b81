"""Sums by day as they lie on the disk: one folder for one base of the copy.

For each fact table and day column (a "family") it holds the increments of each term by day and cell, where a cell is a
unit and a field, and the sums held at four days of each month; so the price of an answer depends on neither the length
of the period nor the years stored.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from caicach.facts.queries import copy
from caicach.facts.register import FactTable
from caicach.facts.rules.manifest import Manifest
from caicach.figures.rules.terms import Apart, Term

INDEX = "index.json"

Sums = NDArray[np.int64]

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


def sums_of(generation: Manifest) -> Days | None:
    """The sums of the generation's base; none where they are not written yet."""
    place = folder(generation)
    try:
        return _opened(place, (place / INDEX).stat().st_mtime_ns)
    except FileNotFoundError:
        return None
