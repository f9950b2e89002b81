"""Reading fact versions in bulk: which subjects changed between two seals, and all that a seal knows of some."""

from typing import BinaryIO, cast

from django.db import connection
from psycopg import Cursor, sql

from caicach.facts.queries.in_force import few
from caicach.facts.register import FactTable, fact_table


def span_of_subjects(table: FactTable) -> tuple[int, int]:
    """The lowest and the highest subject of the table's family; (0, -1) when it is empty."""
    root = fact_table(table.parent) if table.parent else table
    with connection.cursor() as asked:
        asked.execute(f"SELECT min(subject_id), max(subject_id) FROM {root.relation}")  # noqa: S608 (a registered table)
        first, last = asked.fetchone()
    return (0, -1) if first is None else (first, last)


def changed_since(table: FactTable, before: str, now: str) -> list[int]:
    """The subjects with a version that the later snapshot knows and the earlier one does not, in order."""
    with connection.cursor() as asked:
        asked.execute(
            f"SELECT DISTINCT subject_id FROM {table.relation}"  # noqa: S608 (a registered table)
            " WHERE tx >= pg_snapshot_xmin(%(before)s::pg_snapshot)"
            " AND NOT pg_visible_in_snapshot(tx, %(before)s::pg_snapshot)"
            " AND pg_visible_in_snapshot(tx, %(now)s::pg_snapshot) ORDER BY subject_id",
            {"before": before, "now": now},
        )
        return [row[0] for row in asked.fetchall()]


def rows_into(
    written: BinaryIO,
    table: FactTable,
    snapshot: str,
    *,
    between: tuple[int, int] | None = None,
    subjects: list[int] | None = None,
) -> None:
    """Write all versions that the snapshot knows of some subjects as CSV: from one id to before another, or these.

    The columns are those of `queries.copy.columns_written`: a version's `until_tx` is the transaction of the next one.
    Instants are in UTC, without an offset.
    """
    chosen, values = _chosen(between, subjects)
    statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(
        sql.SQL(_versions(table, chosen)).format(snapshot=sql.Literal(snapshot), **values)
    )
    with connection.cursor() as asked:
        inner = cast("Cursor[tuple[object, ...]]", asked.cursor)
        with inner.copy(statement) as rows:
            for block in rows:
                written.write(block)


def _chosen(between: tuple[int, int] | None, subjects: list[int] | None) -> tuple[str, dict[str, sql.Composable]]:
    if between is not None:
        return "subject_id >= {first} AND subject_id < {end}", {
            "first": sql.Literal(between[0]),
            "end": sql.Literal(between[1]),
        }
    return "subject_id = ANY({subjects})", {"subjects": sql.Literal(subjects or [])}


def _versions(table: FactTable, chosen: str) -> str:
    root = fact_table(table.parent) if table.parent else table
    columns = [_plain(column.name, column.kind) for column in root.columns]
    versions = (
        "SELECT subject_id, version, tx::text::bigint AS tx,"  # noqa: S608 (names of registered tables and columns)
        " (lead(tx) OVER (PARTITION BY subject_id ORDER BY version))::text::bigint AS until_tx,"
        f" {', '.join(columns)} FROM {root.relation}"
        f" WHERE {chosen} AND pg_visible_in_snapshot(tx, {{snapshot}}::pg_snapshot){few(table)}"
    )
    if not table.parent:
        return versions
    own = ", ".join(f"child.{_plain(column.name, column.kind)}" for column in table.columns)
    return (
        f"SELECT parent.*, {own} FROM ({versions}) AS parent"  # noqa: S608 (as above)
        f" JOIN {table.relation} AS child USING (subject_id, version) WHERE {chosen}"
    )


def _plain(name: str, kind: str) -> str:
    return f"{name} AT TIME ZONE 'UTC' AS {name}" if kind == "instant" else name
