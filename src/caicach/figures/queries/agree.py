"""Whether the columnar copy agrees with PostgreSQL, its oracle: in the rows, and in every count of every figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from caicach.agencies.models import Unit
from caicach.facts.queries.in_force import TREE
from caicach.facts.register import Column, FactTable, all_columns, all_tables
from caicach.facts.rules.manifest import Manifest
from caicach.figures.queries import days, statement
from caicach.figures.queries.engines import Engine, columnar, postgresql
from caicach.figures.queries.scope import Scope
from caicach.figures.queries.statement import Question
from caicach.figures.register import all_figures
from caicach.figures.rules.expression import Measure, parts
from caicach.journal.models import Seal
from caicach.kit.period import Period

SUMS = {
    "postgres": {
        "integer": "sum({0})",
        "date": "sum({0} - DATE '1970-01-01')",
        "instant": "sum((extract(epoch FROM {0}) * 1000000)::numeric(30))",
        "boolean": "count(*) FILTER (WHERE {0})",
    },
    "duckdb": {
        "integer": "sum({0})",
        "date": "sum({0} - DATE '1970-01-01')",
        "instant": "sum(epoch_us({0}))",
        "boolean": "count(*) FILTER (WHERE {0})",
    },
    "spark": {
        "integer": "sum({0})",
        "date": "sum(datediff({0}, DATE '1970-01-01'))",
        "instant": "sum(unix_micros(CAST({0} AS TIMESTAMP)))",
        "boolean": "count(*) FILTER (WHERE {0})",
    },
}
"""What is added up of a column of each kind, so that one different value shows."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the copy says something else: `what` is a table and column, or a figure's part with unit and period."""

    what: str
    here: int
    oracle: int


def differences(generation: Manifest, seal: Seal, periods: Sequence[Period]) -> Iterator[Difference]:
    """Everything in which the generation differs from PostgreSQL, both as known at the seal."""
    yield from between(columnar(generation, seal), postgresql(seal), periods)


def between(mine: Engine, oracle: Engine, periods: Sequence[Period]) -> Iterator[Difference]:
    """Everything in which an engine differs from another that is taken to be right."""
    for table in all_tables():
        yield from _compared(f"{table.name}.", _rows(table, mine), _rows(table, oracle))
    measures = {
        f"{figure.code}/{part}": measure
        for figure in all_figures()
        for part, measure in parts(figure.expression).items()
    }
    everywhere = Scope(0, "", "", frozenset(Unit.objects.values_list("pk", flat=True)), own=False)
    for period in periods:
        where = f" {period.first.isoformat()}–{period.last.isoformat()} unit_id="
        right = statement.count(measures, Question(everywhere, period, oracle), by="unit_id")
        asked = Question(everywhere, period, mine)
        yield from _tables_compared(where, statement.count(measures, asked, by="unit_id"), right)
        summed = {key: one for key, one in measures.items() if days.count({key: one}, asked, by=None) is not None}
        by_day = days.count(summed, asked, by="unit_id") if summed else None
        if by_day is not None:
            kept = {unit: {key: line[key] for key in summed} for unit, line in right.items()}
            yield from _tables_compared(f" (days){where}", by_day, kept)


def _rows(table: FactTable, engine: Engine) -> dict[str, int]:
    columns = [Column("subject_id", "integer", ""), *all_columns(table)]
    sums = [SUMS[engine.dialect][column.kind].format(column.name) for column in columns]
    filled = [f"count({column.name})" for column in columns]
    row = engine.rows(
        f"WITH {TREE} AS ({engine.known(table)}) SELECT count(*), {', '.join([*sums, *filled])} FROM {TREE}"  # noqa: S608
    )[0]
    names = ["*", *(f"{column.name} sum" for column in columns), *(f"{column.name} filled" for column in columns)]
    return {name: int(value or 0) for name, value in zip(names, row, strict=True)}


def _tables_compared(
    where: str, here: Mapping[int | None, Mapping[str, int]], oracle: Mapping[int | None, Mapping[str, int]]
) -> Iterator[Difference]:
    for group in {**here, **oracle}:
        yield from _compared(f"{where}{group} ", here.get(group, {}), oracle.get(group, {}))


def _compared(where: str, here: Mapping[str, int], oracle: Mapping[str, int]) -> Iterator[Difference]:
    for name in {**here, **oracle}:
        if here.get(name, 0) != oracle.get(name, 0):
            yield Difference(f"{where}{name}".strip(), here.get(name, 0), oracle.get(name, 0))


def all_measures() -> list[Measure]:
    """Every count that a figure is made of, each once."""
    return sorted({one for figure in all_figures() for one in parts(figure.expression).values()}, key=repr)
