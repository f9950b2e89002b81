"""Facts and journal lines that do not belong together."""

from dataclasses import dataclass

from django.db import connection

from caicach.facts.register import FactTable, all_tables, fact_table


@dataclass(frozen=True, slots=True)
class Loose:
    """A fact version without its journal line, or a line without its fact version; `line` is the line's id, if any."""

    relation: str
    subject_id: int
    version: int
    line: int | None


def first_loose() -> Loose | None:
    """The first fact that was not written with a journal line of its own, or the first line that lost its fact.

    Facts bear no hash; this finds what was slipped in, removed or renumbered on one side only, not a value that was
    written over. One statement a table.
    """
    for table in all_tables():
        if table.parent or table.kind:
            found = _loose_child(table) if table.parent else _loose(table)
            if found:
                return Loose(table.relation, *found)
    return None


def _loose(table: FactTable) -> tuple[int, int, int | None] | None:
    return _first(
        "SELECT coalesce(fact.subject_id, line.subject_id), coalesce(fact.version, line.seq), line.id"  # noqa: S608
        " FROM (SELECT id, subject_id, seq, tx FROM journal_line WHERE kind = %s) AS line"
        f" FULL JOIN {table.relation} AS fact ON fact.subject_id = line.subject_id AND fact.version = line.seq"
        " WHERE fact.tx IS DISTINCT FROM line.tx ORDER BY 1, 2 LIMIT 1",
        [table.kind],
    )


def _loose_child(table: FactTable) -> tuple[int, int, int | None] | None:
    return _first(
        f"SELECT child.subject_id, child.version, NULL::bigint FROM {table.relation} AS child"  # noqa: S608
        f" LEFT JOIN {fact_table(table.parent).relation} AS parent USING (subject_id, version)"
        " WHERE parent.tx IS DISTINCT FROM child.tx ORDER BY 1, 2 LIMIT 1",
        [],
    )


def _first(sql: str, values: list[str]) -> tuple[int, int, int | None] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()  # type: ignore[no-any-return]
