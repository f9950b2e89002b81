"""Fact versions as known at a seal: the rows that figures are asked of."""

from caicach.facts.register import FactTable, fact_table

TREE = "known"
"""Name under which the rows in force stand in a query."""


def rows_in_force(table: FactTable) -> str:
    """SQL of the rows of a fact table in force at a snapshot, as a common table expression body.

    It takes one value, `%(snapshot)s`: the seal's database snapshot. A child table's rows are joined with the columns
    of its parent's version, so that unit, field or channel can be asked of them too.
    """
    root = fact_table(table.parent) if table.parent else table
    latest = (
        f"SELECT DISTINCT ON (subject_id) * FROM {root.relation}"  # noqa: S608 (names of registered tables only)
        " WHERE pg_visible_in_snapshot(tx, %(snapshot)s::pg_snapshot)"
        " ORDER BY subject_id, version DESC"
    )
    if not table.parent:
        return latest
    own = ", ".join(f"child.{column.name}" for column in table.columns)
    joined = f"({latest}) AS parent JOIN {table.relation} AS child USING (subject_id, version)"
    return f"SELECT parent.*, {own} FROM {joined}"  # noqa: S608 (names of registered tables only)
