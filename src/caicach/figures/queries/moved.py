"""What a seal knows otherwise than the base of the copy: the few rows that differ, summed once and kept in memory.

They are the rows in force at the seal that the base does not hold as such, and, taken away, the base's rows that do not
count at the seal. A page asks many counts of one seal; each of them then costs a few additions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import duckdb
import numpy as np
from numpy.typing import NDArray

from caicach.facts.queries import copy
from caicach.facts.register import FactTable, fact_table
from caicach.facts.rules.manifest import Manifest
from caicach.figures.queries.increments import cells_of, in_order, increments, position, signed
from caicach.figures.queries.sums import Days, Family
from caicach.journal.models import Seal

MOST_ROWS = 200_000
"""More rows than these are counted as they lie: their sums would take more memory than they spare time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A seal as one generation of the copy knows it; `sums` are those of its base. Two of one `key` are the same."""

    key: tuple[str, int, int, str]
    generation: Manifest = field(compare=False)
    seal: Seal = field(compare=False)
    sums: Days = field(compare=False)


def moment(generation: Manifest, seal: Seal, sums: Days) -> Moment:
    """The seal as the generation knows it."""
    return Moment((generation.base_id, generation.generation, seal.no, bytes(seal.hash).hex()), generation, seal, sums)


@lru_cache(maxsize=16)
def moved(known: Moment, table_name: str) -> Days | None:
    """The sums of the rows of a table that differ; None where they must be counted as they lie."""
    table = fact_table(table_name)
    added = copy.added_rows(table, known.generation, known.seal)
    retired = copy.retired_rows(table, known.generation, known.seal)
    sources = [
        f"SELECT {sign} AS sign, * FROM ({rows})"  # noqa: S608 (registered names, own files)
        for sign, rows in ((1, added), (-1, retired))
        if rows
    ]
    if not sources:
        return Days(cells_of([]), {}, known.sums.ordered)
    with copy.cursor() as asked:
        asked.execute(f"CREATE TEMP TABLE differing AS {' UNION ALL '.join(sources)}")
        many = asked.execute("SELECT count(*) FROM differing").fetchone()
        if many is None or many[0] > MOST_ROWS:
            return None
        pairs = [pair for pair in known.sums.ordered if pair[0] == table.name]
        if not all(in_order(asked, "(SELECT * FROM differing WHERE sign = 1)", table, *pair[1:]) for pair in pairs):
            return None
        return Days(*_summed(asked, table, known.sums.families), known.sums.ordered)


def _summed(
    asked: duckdb.DuckDBPyConnection, table: FactTable, families: Mapping[tuple[str, str], Family]
) -> tuple[NDArray[np.int64], dict[tuple[str, str], Family]]:
    wanted = {key: one.terms for key, one in families.items() if key[0] == table.name}
    read = {key: increments(asked, "differing", key[1], list(terms), signed) for key, terms in wanted.items()}
    cells = cells_of([pairs for _days, pairs, _steps in read.values()])
    nothing = {key: np.zeros((1, len(terms), len(cells)), dtype=np.int32) for key, terms in wanted.items()}
    return cells, {
        key: Family(wanted[key], days, position(pairs, cells), steps, days[:1], nothing[key])
        for key, (days, pairs, steps) in read.items()
    }
