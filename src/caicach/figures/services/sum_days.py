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
from caicach.figures.queries.days import ARRAYS, CELL, INDEX, LAYOUT, folder, pairs_wanted, terms_wanted
from caicach.figures.rules.expression import Measure

DAY = "datetime64[D]"
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
    read = {key: _increments(*key, fixed, generation) for key, fixed in terms_wanted(measures).items()}
    cells = np.unique(np.concatenate([one[1] for one in read.values()] or [np.zeros((0, 2), np.int64)]), axis=0)
    for number, ((table, day), fixed) in enumerate(terms_wanted(measures).items()):
        days, pairs, steps = read.pop((table, day))
        arrays = _family(days, _position(pairs, cells), steps, len(cells))
        for name, array in zip(ARRAYS, arrays, strict=True):
            np.save(aside / f"{number}-{name}.npy", array)
        families.append({"table": table, "day": day, "terms": fixed, "file": str(number)})
    np.save(aside / "cells.npy", cells)
    index = _head(measures) | {
        "families": families,
        "ordered": [pair for pair in pairs_wanted(measures) if _in_order(*pair, generation)],
    }
    (aside / INDEX).write_text(json.dumps(index, indent=1))
    for path in aside.iterdir():
        opened = os.open(path, os.O_RDONLY)
        os.fsync(opened)
        os.close(opened)


def _increments(
    table: str, day: str, fixed: Sequence[str], generation: Manifest
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]:
    """Days, cells and, by condition, the rows of each day and cell, in order of days."""
    columns = ", ".join(
        f"count(*) FILTER (WHERE {one or 'TRUE'})::INTEGER AS n{number}" for number, one in enumerate(fixed)
    )
    rows = copy.base_rows(fact_table(table), generation)
    with copy.cursor() as asked:
        found = asked.execute(
            f"SELECT {day} AS day, {', '.join(CELL)}, {columns} FROM ({rows})"  # noqa: S608 (checked predicates)
            f" WHERE {day} IS NOT NULL GROUP BY ALL ORDER BY day"
        ).fetchnumpy()
    days = np.asarray(found["day"]).astype(DAY).astype(np.int32)
    pairs = np.stack([np.asarray(found[name], dtype=np.int64) for name in CELL], axis=1)
    return days, pairs, np.stack([np.asarray(found[f"n{number}"], dtype=np.int32) for number in range(len(fixed))])


def _position(pairs: NDArray[np.int64], cells: NDArray[np.int64]) -> NDArray[np.int32]:
    """Which of the sorted cells each pair is."""
    kinds = [("unit", np.int64), ("field", np.int64)]
    wanted = np.ascontiguousarray(pairs).view(kinds).ravel()
    return np.searchsorted(np.ascontiguousarray(cells).view(kinds).ravel(), wanted).astype(np.int32)


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


def _in_order(table: str, first: str, then: str, generation: Manifest) -> bool:
    """Whether no row's second day comes before its first, nor a run of a child table begins before another ends."""
    rows = copy.base_rows(fact_table(table), generation)
    wrong = f"{then} IS NOT NULL AND ({first} IS NULL OR {then} < {first})"
    if fact_table(table).parent:
        before = f"lag(coalesce({then}, DATE 'infinity')) OVER (PARTITION BY subject_id ORDER BY {first}, {then})"
        rows = f"SELECT *, {before} AS left_before FROM ({rows})"  # noqa: S608 (names of registered columns)
        wrong = f"({wrong}) OR left_before > {first}"
    found: int = copy.ask(f"SELECT count(*) FROM ({rows}) WHERE {wrong}")[0][0]  # noqa: S608 (as above)
    return found == 0


def _sweep(generation: Manifest) -> None:
    """Remove the sums of other bases once nobody can be reading them."""
    limit = time.time() - copy.KEPT.total_seconds()
    for path in copy.root().glob("days-*"):
        if path != folder(generation) and path.stat().st_mtime < limit:
            shutil.rmtree(path, ignore_errors=True)
