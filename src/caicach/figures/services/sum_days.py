"""Sum the counts of all figures by day over the base of the columnar copy, once for each base."""

import json
import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from caicach.facts.queries import copy
from caicach.facts.register import fact_table
from caicach.facts.rules.manifest import Manifest
from caicach.facts.services.copy import writing
from caicach.figures.queries.agree import all_measures
from caicach.figures.queries.days import pairs_wanted, terms_wanted
from caicach.figures.queries.increments import DAY, cells_of, in_order, increments, position
from caicach.figures.queries.sums import ARRAYS, INDEX, LAYOUT, folder
from caicach.figures.rules.expression import Measure

MONTH = "datetime64[M]"
MARKED = (1, 8, 15, 22)
"""Days of each month at which sums are held: periods begin on the first (calendar) or the 15th (reporting) mostly."""


def sum_days(generation: Manifest) -> bool:
    """Write the sums of the generation's base unless they are there; True when they were written now.

    They are written aside and put in place in one step, so that whoever reads finds all of them or none.
    """
    with writing() as mine:
        return mine and _summed(generation)


def _summed(generation: Manifest) -> bool:
    place = folder(generation)
    wanted = all_measures()
    if place.exists() and _head(wanted).items() <= _index(place).items():
        return False
    aside = copy.root() / f"days-aside-{uuid4().hex}"
    aside.mkdir()
    try:
        _write(aside, generation, wanted)
        _put(aside, place)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    _sweep(generation)
    return True


def _head(measures: Sequence[Measure]) -> dict[str, object]:
    return {"layout": LAYOUT, "measures": [repr(one) for one in measures]}


def _index(place: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((place / INDEX).read_text())
    return found


def _put(aside: Path, place: Path) -> None:
    if place.exists():
        place.rename(copy.root() / f"days-old-{uuid4().hex}")
    aside.rename(place)


def _write(aside: Path, generation: Manifest, measures: Sequence[Measure]) -> None:
    families = []
    with copy.cursor() as asked:
        read = {
            (table, day): increments(asked, _base(table, generation), day, fixed)
            for (table, day), fixed in terms_wanted(measures).items()
        }
        ordered = [
            (table, *days)
            for table, *days in pairs_wanted(measures)
            if in_order(asked, _base(table, generation), fact_table(table), *days)
        ]
    cells = cells_of([pairs for _days, pairs, _steps in read.values()])
    for number, ((table, day), fixed) in enumerate(terms_wanted(measures).items()):
        days, pairs, steps = read.pop((table, day))
        arrays = _family(days, position(pairs, cells), steps, len(cells))
        for name, array in zip(ARRAYS, arrays, strict=True):
            np.save(aside / f"{number}-{name}.npy", array)
        families.append({"table": table, "day": day, "terms": fixed, "file": str(number)})
    np.save(aside / "cells.npy", cells)
    index = _head(measures) | {"families": families, "ordered": ordered}
    (aside / INDEX).write_text(json.dumps(index, indent=1))
    for path in aside.iterdir():
        opened = os.open(path, os.O_RDONLY)
        os.fsync(opened)
        os.close(opened)


def _base(table: str, generation: Manifest) -> str:
    return f"({copy.base_rows(fact_table(table), generation)})"


def _family(
    days: NDArray[np.int32], cells: NDArray[np.int32], steps: NDArray[np.int32], width: int
) -> tuple[NDArray[np.generic], ...]:
    marks = _marks(days)
    held = np.zeros((len(marks), len(steps), width), dtype=np.int32)
    bounds = np.searchsorted(days, marks)
    for mark in range(1, len(marks)):
        low, high = bounds[mark - 1], bounds[mark]
        for row, step in enumerate(steps):
            since = np.bincount(cells[low:high], weights=step[low:high], minlength=width)
            held[mark, row] = held[mark - 1, row] + since.astype(np.int32)
    return days, cells, steps, marks, held


def _marks(days: NDArray[np.int32]) -> NDArray[np.int32]:
    """The marked days of all months from that of the first day to that of the last one."""
    if not len(days):
        return np.zeros(0, dtype=np.int32)
    first, last = (days[[0, -1]]).astype(DAY).astype(MONTH)
    months = np.arange(first, last + 1).astype(DAY).astype(np.int32)
    return (months[:, None] + (np.array(MARKED, dtype=np.int32) - 1)).ravel()


def _sweep(generation: Manifest) -> None:
    """Remove the sums of other bases once nobody can be reading them."""
    limit = time.time() - copy.KEPT.total_seconds()
    for path in copy.root().glob("days-*"):
        if path != folder(generation) and path.stat().st_mtime < limit:
            shutil.rmtree(path, ignore_errors=True)
