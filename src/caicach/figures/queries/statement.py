"""The statements that count and list: one shape for every engine, so that a figure and its list cannot disagree."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from caicach.facts.queries.in_force import TREE
from caicach.facts.register import FactTable, all_columns, fact_table
from caicach.figures.queries.engines import Engine
from caicach.figures.queries.scope import FILTERS, Filters, Scope, units_at
from caicach.figures.rules.expression import SUBJECT, Measure, Sum, counted
from caicach.figures.rules.predicate import INTEGER, Columns, rendered
from caicach.figures.rules.terms import Apart, apart
from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@dataclass(frozen=True, slots=True)
class Question:
    """Of whom, of which period and narrowed to what counts are asked, and who counts them."""

    scope: Scope
    period: Period
    engine: Engine
    filters: Filters = field(default_factory=dict)

    @property
    def units(self) -> frozenset[int]:
        """Whose records count, by the tree as known at the engine's seal."""
        return units_at(self.scope, self.engine.seal)


def count(counts: Mapping[str, Measure], asked: Question, *, by: str | None) -> dict[int | None, dict[str, int]]:
    """Every count by group; one statement per fact table."""
    found: dict[int | None, dict[str, int]] = {} if by else {None: dict.fromkeys(counts, 0)}
    for name in dict.fromkeys(one.table for one in counts.values()):
        table = fact_table(name)
        keys = [key for key, one in counts.items() if one.table == name]
        for row in asked.engine.rows(_counting(table, [counts[key] for key in keys], asked, by)):
            found.setdefault(row[0], dict.fromkeys(counts, 0)).update(zip(keys, row[1:], strict=True))
    return found


def listed(measure: Measure, asked: Question, *, after: int | None, limit: int | None) -> list[int]:
    """The values that were counted, in order: the first `limit` of those beyond `after`."""
    table = fact_table(measure.table)
    column = _what(measure, table)
    tests = [_kept(table, asked), _asked(measure, table, asked)]
    if after is not None:
        tests.append(f"{column} > {int(after)}")
    tail = f" LIMIT {int(limit)}" if limit is not None else ""
    rows = asked.engine.rows(
        f"{_known(table, asked)} SELECT {_once(table, column)} {column} FROM {TREE}"  # noqa: S608 (checked, fixed names)
        f" WHERE {' AND '.join(tests)} ORDER BY {column}{tail}"
    )
    return [row[0] for row in rows]


def amounts(measure: Measure, asked: Question) -> dict[int, int]:
    """What each value that was counted adds: 1, or of a sum what its column holds."""
    if not isinstance(measure, Sum):
        return dict.fromkeys(listed(measure, asked, after=None, limit=None), 1)
    table = fact_table(measure.table)
    rows = asked.engine.rows(
        f"{_known(table, asked)} SELECT subject_id, coalesce({measure.column}, 0) FROM {TREE}"  # noqa: S608 (as above)
        f" WHERE {_kept(table, asked)} AND {_asked(measure, table, asked)}"
    )
    return {subject: int(amount) for subject, amount in rows}


def counted_rows(measure: Measure, table: FactTable, asked: Question) -> str:
    """The statement that gives subject and version of each row that is counted, in order; PostgreSQL only."""
    tests = f"{_kept(table, asked)} AND {_asked(measure, table, asked)}"
    return (
        f"{_known(table, asked)} SELECT subject_id, version FROM {TREE}"  # noqa: S608 (checked, fixed names)
        f" WHERE {tests} ORDER BY subject_id, version"
    )


def columns_of(table: FactTable) -> Columns:
    """Names and kinds of the columns that a predicate over the table may use."""
    return tuple((column.name, column.kind) for column in all_columns(table))


@lru_cache(maxsize=2_000)
def taken_apart(measure: Measure) -> Apart | None:
    """The count in pieces by day over its own fact table; None where it must be counted row by row."""
    table = fact_table(measure.table)
    return apart(measure, columns_of(table), child=bool(table.parent), runs=table.runs)


def checked_filter(name: str, table: FactTable) -> str:
    """The column, once answers may be narrowed or told apart by it. Raises `Refused("bad-filter")`."""
    if name not in FILTERS or name not in dict(columns_of(table)):
        known: Collection[str] = [column for column in FILTERS if column in dict(columns_of(table))]
        raise Refused(
            "bad-filter",
            mark("Không lọc hay nhóm được theo “{column}”; có thể dùng: {known}."),
            values={"column": name, "known": ", ".join(known)},
            field=name,
        )
    return table.unit if name == "unit_id" else name


def narrowed(measure: Measure, filters: Filters) -> Measure:
    """The measure of those rows only whose columns have these values. Raises `Refused("bad-filter")`."""
    if not filters:
        return measure
    table = fact_table(measure.table)
    tests = " AND ".join(f"{checked_filter(name, table)} = {int(value)}" for name, value in filters.items())
    return replace(measure, predicate=f"({measure.predicate}) AND {tests}")


def _counting(table: FactTable, measures: Sequence[Measure], asked: Question, by: str | None) -> str:
    columns = [_measured(one, table, asked) for one in measures]
    group = checked_filter(by, table) if by else "NULL"
    return (
        f"{_known(table, asked)} SELECT {', '.join([group, *columns])} FROM {TREE}"  # noqa: S608 (as above)
        f" WHERE {_kept(table, asked)}{f' GROUP BY {group}' if by else ''}"
    )


def _measured(measure: Measure, table: FactTable, asked: Question) -> str:
    kept = f"FILTER (WHERE {_asked(measure, table, asked)})"
    if isinstance(measure, Sum):
        return f"CAST(coalesce(sum({_added(measure, table)}) {kept}, 0) AS bigint)"
    return f"{_how_many(measure, table, asked.engine)} {kept}"


def _added(measure: Sum, table: FactTable) -> str:
    """The column to be added up. Raises `Refused("bad-sum")` where a subject may have several rows, or no number."""
    if table.parent or dict(columns_of(table)).get(measure.column) != INTEGER:
        raise Refused(
            "bad-sum",
            mark(
                "Không cộng được cột «{column}» của bảng dữ kiện «{table}»: cần cột số nguyên, mỗi đối tượng một dòng."
            ),
            values={"table": table.name, "column": measure.column},
        )
    return measure.column


def _known(table: FactTable, asked: Question) -> str:
    """The rows in force stand in a query of their own, so that a subject that went to another unit is asked there."""
    return f"WITH {TREE} AS ({asked.engine.known(table)})"


def _kept(table: FactTable, asked: Question) -> str:
    units = ", ".join(str(int(unit)) for unit in sorted(asked.units))
    narrowed = (f"{checked_filter(name, table)} = {int(value)}" for name, value in asked.filters.items())
    return " AND ".join([f"{table.unit} IN ({units})" if units else "FALSE", *narrowed])


def _asked(measure: Measure, table: FactTable, asked: Question) -> str:
    return rendered(
        measure.predicate, columns_of(table), asked.period.first, asked.period.end, dialect=asked.engine.dialect
    )


def _once(table: FactTable, column: str) -> str:
    """A subject counts once, even where a child table holds several of its rows; of other columns each value does."""
    return "DISTINCT" if table.parent or column != SUBJECT else ""


def _what(measure: Measure, table: FactTable) -> str:
    """The column that is counted. Raises `Refused("bad-column")` for one that the table does not have."""
    column = counted(measure)
    if column != SUBJECT and dict(columns_of(table)).get(column) != INTEGER:
        raise Refused(
            "bad-column",
            mark("Bảng dữ kiện «{table}» không có cột số nguyên «{column}» để đếm giá trị."),
            values={"table": table.name, "column": column},
        )
    return column


def _how_many(measure: Measure, table: FactTable, engine: Engine) -> str:
    column = _what(measure, table)
    once = _once(table, column)
    if once and engine.generation is not None and taken_apart(measure):
        # Runs of one subject never overlap, so at one instant each has one row; telling them apart again takes long.
        # PostgreSQL, the oracle, does it all the same.
        once = ""
    return f"count({once} {column})" if once else "count(*)"
