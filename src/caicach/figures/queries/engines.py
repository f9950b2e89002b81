"""The engines that count: PostgreSQL over the fact versions, DuckDB over their columnar copy. One statement for both.

Names in a statement come from the register, values are numbers and days that were checked, so it holds no parameters.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from caicach.facts.queries import copy
from caicach.facts.queries.in_force import rows_in_force
from caicach.facts.register import FactTable
from caicach.facts.rules.manifest import Manifest
from caicach.journal.models import Seal


@dataclass(frozen=True, slots=True)
class Engine:
    """Where rows are asked: the SQL of a table's rows in force, the dialect of predicates, and how to run a statement.

    `seal` is what is known, `generation` that of the copy, none for PostgreSQL.
    """

    dialect: str
    known: Callable[[FactTable], str]
    rows: Callable[[str], Sequence[tuple[Any, ...]]]
    generation: Manifest | None = None
    seal: Seal | None = None


def engine_for(seal: Seal) -> Engine:
    """The copy where it rules and knows the seal; PostgreSQL, which knows every seal and claimed entry times, else."""
    generation = copy.current() if seal.claimed is None else None
    if generation is not None and copy.rules(generation) and copy.knows(generation, seal):
        return columnar(generation, seal)
    return postgresql(seal)


def postgresql(seal: Seal) -> Engine:
    """The fact versions themselves: always right, and the oracle of the other."""
    return Engine("postgres", lambda table: rows_in_force(table, seal), _asked, seal=seal)


def columnar(generation: Manifest, seal: Seal) -> Engine:
    """The generation of the copy, as known at a seal that it knows."""
    return Engine(
        "duckdb",
        lambda table: copy.rows_in_force(table, generation, seal),
        copy.ask,
        generation,
        seal,
    )


def _asked(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
