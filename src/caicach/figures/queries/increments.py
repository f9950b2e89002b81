"""Rows counted by day and cell: what sums by day are made of."""

from collections.abc import Callable, Sequence

import duckdb
import numpy as np
from numpy.typing import NDArray

from caicach.facts.register import FactTable

CELL = ("unit_id", "field_id")
"""What a cell is: the columns by which these counts may be narrowed and told apart."""

DAY = "datetime64[D]"

Amount = Callable[[str], str]


def rows(condition: str) -> str:
    """SQL of the number of rows that meet a condition."""
    return f"count(*) FILTER (WHERE {condition})"


def signed(condition: str) -> str:
    """SQL of the rows that meet a condition, each as much as its column `sign` says."""
    return f"coalesce(sum(sign) FILTER (WHERE {condition}), 0)"


def increments(
    asked: duckdb.DuckDBPyConnection, relation: str, day: str, fixed: Sequence[str], amount: Amount = rows
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]:
    """Days since 1970, cells and, by condition, the rows of each day and cell, in order of days."""
    columns = ", ".join(f"{amount(one or 'TRUE')}::INTEGER AS n{number}" for number, one in enumerate(fixed))
    found = asked.execute(
        f"SELECT {day} AS day, {', '.join(CELL)}, {columns} FROM {relation}"  # noqa: S608 (checked predicates)
        f" WHERE {day} IS NOT NULL GROUP BY ALL ORDER BY day"
    ).fetchnumpy()
    days = np.asarray(found["day"]).astype(DAY).astype(np.int32)
    pairs = np.stack([np.asarray(found[name], dtype=np.int64) for name in CELL], axis=1)
    return days, pairs, np.stack([np.asarray(found[f"n{number}"], dtype=np.int32) for number in range(len(fixed))])


def cells_of(pairs: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """All different cells, in order."""
    return np.unique(np.concatenate([*pairs, np.zeros((0, len(CELL)), np.int64)]), axis=0)


def position(pairs: NDArray[np.int64], cells: NDArray[np.int64]) -> NDArray[np.int32]:
    """Which of the cells, which are in order, each pair is."""
    kinds = [("unit", np.int64), ("field", np.int64)]
    wanted = np.ascontiguousarray(pairs).view(kinds).ravel()
    return np.searchsorted(np.ascontiguousarray(cells).view(kinds).ravel(), wanted).astype(np.int32)


def in_order(asked: duckdb.DuckDBPyConnection, relation: str, table: FactTable, first: str, then: str) -> bool:
    """Whether no row's second day comes before its first, nor a run of a child table begins before another ends."""
    wrong = f"{then} IS NOT NULL AND ({first} IS NULL OR {then} < {first})"
    if table.parent:
        before = f"lag(coalesce({then}, DATE 'infinity')) OVER (PARTITION BY subject_id ORDER BY {first}, {then})"
        relation = f"(SELECT *, {before} AS left_before FROM {relation})"  # noqa: S608 (names of registered columns)
        wrong = f"({wrong}) OR left_before > {first}"
    found = asked.execute(f"SELECT count(*) FROM {relation} WHERE {wrong}").fetchone()  # noqa: S608 (as above)
    return found is not None and found[0] == 0
