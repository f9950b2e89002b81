"""Fact versions as known at a seal: the rows that figures are asked of, in PostgreSQL."""

import re
from datetime import UTC

from caicach.facts.register import FactTable, fact_table
from caicach.journal.models import Seal

TREE = "known"
"""Name under which the rows in force stand in a query."""

SNAPSHOT = re.compile(r"[0-9]+:[0-9]+:[0-9,]*")


def rows_in_force(table: FactTable, seal: Seal) -> str:
    """SQL for PostgreSQL of the table's rows in force at the seal, as a common table expression body.

    A child table's rows are joined with the columns of its parent's version, so that unit, field or channel can be
    asked of them too. A seal that is asked by claimed entry time leaves out what claims a later one. Raises
    `ValueError` for a seal whose snapshot is none.
    """
    if not SNAPSHOT.fullmatch(seal.snapshot):
        raise ValueError(f"seal {seal.no} has no snapshot: {seal.snapshot!r}")
    root = fact_table(table.parent) if table.parent else table
    latest = (
        f"SELECT DISTINCT ON (subject_id) * FROM {root.relation} AS fact"  # noqa: S608 (names of registered tables only)
        f" WHERE pg_visible_in_snapshot(tx, '{seal.snapshot}'::pg_snapshot){few(table)}{_claimed(root, seal)}"
        " ORDER BY subject_id, version DESC"
    )
    if not table.parent:
        return latest
    own = ", ".join(f"child.{column.name}" for column in table.columns)
    joined = f"({latest}) AS parent JOIN {table.relation} AS child USING (subject_id, version)"
    return f"SELECT parent.*, {own} FROM {joined}"  # noqa: S608 (names of registered tables only)


def _claimed(root: FactTable, seal: Seal) -> str:
    """The condition of versions that claim to be entered by the instant asked; nothing where no journal line tells."""
    if seal.claimed is None or not root.kind:
        return ""
    moment = seal.claimed.astimezone(UTC).isoformat()
    line = f"kind = '{root.kind}' AND journal_line.subject_id = fact.subject_id AND seq = fact.version"
    entered = f"coalesce(claimed_at, recorded_at) <= '{moment}'::timestamptz"
    return f" AND EXISTS (SELECT FROM journal_line WHERE {line} AND {entered})"


def few(table: FactTable) -> str:
    """The condition that leaves subjects without rows in a sparse child table out of its parent; else nothing."""
    return f" AND subject_id IN (SELECT subject_id FROM {table.relation})" if table.parent and table.sparse else ""  # noqa: S608
