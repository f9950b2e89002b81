"""What a seal knows of some subjects: the values of a few columns, from PostgreSQL, which knows every seal."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from caicach.facts.queries.in_force import TREE, rows_in_force
from caicach.facts.register import FactTable, all_columns
from caicach.journal.models import Seal


def values_known(
    table: FactTable, subjects: Collection[int], columns: Sequence[str], seal: Seal
) -> list[tuple[Any, ...]]:
    """Subject and columns of the rows in force at the seal, by subject; of a child table each of its rows.

    One statement over the index of subjects, so that it costs by how many are asked, not by how many there are.
    Raises `ValueError` for a column that the table does not have.
    """
    unknown = set(columns) - {column.name for column in all_columns(table)}
    if unknown:
        raise ValueError(f"cannot be asked of {table.name}: {sorted(unknown)}")
    # PostgreSQL narrows to the subjects before it chooses their versions.
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT subject_id, {', '.join(columns)} FROM ({rows_in_force(table, seal)}) AS {TREE}"  # noqa: S608
            " WHERE subject_id = ANY(%s) ORDER BY subject_id",
            [list(subjects)],
        )
        return list(cursor.fetchall())
