"""The statements by hand that `tools.bench_figures` compares figures with: the best that we can write for an engine.

They name the columns of the present versions alone: of the base file for DuckDB, of a table for PostgreSQL.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from caicach.facts.register import fact_table
from caicach.figures.queries.statement import columns_of
from caicach.figures.rules.expression import Count, Measure
from caicach.figures.rules.predicate import rendered
from caicach.kit.period import Period

CURRENT = "bench_current"
NEEDED = (
    "subject_id, unit_id, field_id, channel, ending, status, extended, fee, at_centre, digitised, apology, explained,"
    " accepted_day, finished_day, deadline_day, due_day, finished_at, deadline_at"
)


def prepare() -> None:
    """The current versions alone, with the covering indexes that serve the statements."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {CURRENT} AS SELECT DISTINCT ON (subject_id) {NEEDED} FROM dossiers_fact"
            " ORDER BY subject_id, version DESC"
        )
        cursor.execute(
            f"CREATE INDEX ON {CURRENT} (finished_day, accepted_day)"
            " INCLUDE (unit_id, field_id, channel, ending, deadline_day, subject_id)"
        )
        cursor.execute(
            f"CREATE INDEX ON {CURRENT} (unit_id, finished_day, accepted_day) INCLUDE (field_id, ending, deadline_day)"
        )
        cursor.execute(f"VACUUM ANALYZE {CURRENT}")


def by_postgresql(text: str) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(text)
        return list(cursor.fetchall())


def ii06(period: Period, relation: str, units: str) -> str:
    """Form II.06 by field."""
    a, b = f"DATE '{period.first}'", f"DATE '{period.end}'"
    new, done = f"accepted_day >= {a}", f"finished_day < {b}"
    open_ = f"(finished_day IS NULL OR finished_day >= {b})"
    tests = [
        "TRUE",
        f"{new} AND channel = 2",
        f"{new} AND channel <> 2",
        f"accepted_day < {a}",
        done,
        f"{done} AND ending = 1 AND finished_day < deadline_day",
        f"{done} AND (ending > 1 OR finished_day = deadline_day)",
        f"{done} AND ending = 1 AND finished_day > deadline_day",
        open_,
        f"{open_} AND deadline_day >= {b} - 1",
        f"{open_} AND deadline_day < {b} - 1",
    ]
    columns = ", ".join(f"count(*) FILTER (WHERE {test})" for test in tests)
    return (
        f"SELECT field_id, {columns} FROM {relation} WHERE unit_id IN ({units}) AND accepted_day < {b}"
        f" AND (finished_day IS NULL OR finished_day >= {a}) GROUP BY field_id"
    )


def late(period: Period) -> str:
    """The condition of what was resolved late."""
    return (
        f"finished_day >= DATE '{period.first}' AND finished_day < DATE '{period.end}' AND ending = 1"
        " AND finished_day > deadline_day"
    )


def by_procedure(period: Period, relation: str, units: str) -> str:
    """What was resolved late, by procedure."""
    return (
        f"SELECT procedure_id, count(*) FILTER (WHERE {late(period)}) FROM {relation} WHERE unit_id IN ({units})"
        " GROUP BY procedure_id"
    )


def first_rows(period: Period, relation: str, units: str, rows: int) -> str:
    """The first dossiers that were resolved late."""
    return (
        f"SELECT subject_id FROM {relation} WHERE unit_id IN ({units}) AND {late(period)} ORDER BY subject_id"
        f" LIMIT {rows}"
    )


def trend(periods: Sequence[Period], relation: str, unit: int) -> str:
    """Received, resolved, late and overdue of a unit in each of the periods, in one statement."""
    columns = []
    for period in periods:
        a, b = f"DATE '{period.first}'", f"DATE '{period.end}'"
        columns += [
            f"accepted_day < {b} AND (finished_day IS NULL OR finished_day >= {a})",
            f"finished_day >= {a} AND finished_day < {b}",
            late(period),
            f"accepted_day < {b} AND (finished_day IS NULL OR finished_day >= {b}) AND deadline_day < {b} - 1",
        ]
    counts = ", ".join(f"count(*) FILTER (WHERE {one})" for one in columns)
    return f"SELECT {counts} FROM {relation} WHERE unit_id = {unit}"


def counted(measures: Mapping[str, Measure], period: Period, relation: str, units: str, dialect: str) -> str:
    """Any counts of dossiers in one statement."""
    columns = columns_of(fact_table("dossiers"))
    tests = [
        rendered(one.predicate, columns, period.first, period.end, dialect=dialect)
        for one in measures.values()
        if isinstance(one, Count)
    ]
    counts = ", ".join(f"count(*) FILTER (WHERE {test})" for test in tests)
    return f"SELECT {counts} FROM {relation} WHERE unit_id IN ({units})"
