"""Asking figures: what was counted for a unit and a period, as known at a seal, and the very subjects behind it.

Count and list are the same predicate over the same rows: the versions in force at the seal are chosen first, then the
unit's are kept, then the predicate is asked.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy

from caicach.agencies.queries import subtree, unit_by_code
from caicach.facts.queries import TREE, rows_in_force
from caicach.facts.register import Column, FactTable, fact_table, subjects_of
from caicach.figures.models import Definition
from caicach.figures.register import Figure, known_figure
from caicach.figures.rules.expression import DENOMINATOR, NUMERATOR, SUBJECT, Measure, Ratio, counted, parts, read
from caicach.figures.rules.predicate import INTEGER, Columns, rendered
from caicach.journal.models import Seal
from caicach.kit import ratio
from caicach.kit.period import Period
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

FILTERS = ("field_id", "unit_id", "procedure_id", "channel")
"""Columns by which an answer may be narrowed or broken down."""

Filters = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figure it is: a unit with all units under it, or the unit alone (`own`)."""

    unit_id: int
    code: str
    name: str
    units: frozenset[int]
    own: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure's answer. `figure` is the figure as it was defined at the seal; version 0: none was recorded by then."""

    figure: Figure
    scope: Scope
    period: Period
    seal: Seal
    numerator: int
    denominator: int | None
    definition_version: int
    filters: Filters

    @property
    def value(self) -> int | str | None:
        """For machines: the whole number of a count; of a ratio 6 decimals as text, none where nothing divides it."""
        if self.denominator is None:
            return self.numerator
        return ratio.Ratio(self.numerator, self.denominator).value

    def printed(self, decimals: int = 2) -> str:
        """Language-neutral text: "12" for a count, "62.50%" for a ratio, "–" where nothing divides it."""
        if self.denominator is None:
            return str(self.numerator)
        text = ratio.percent(ratio.Ratio(self.numerator, self.denominator), decimals)
        return text if text == ratio.NOTHING else f"{text}%"


@dataclass(frozen=True, slots=True)
class Defined:
    """A figure as it was in force, and the number of that version."""

    figure: Figure
    version: int


def scope_of(code: str, *, on: date, own: bool = False) -> Scope:
    """The unit with that code and its tree of the day `on` (a period's last day). Raises `Unknown("unknown-unit")`."""
    unit = unit_by_code(code)
    units = frozenset({unit.pk}) if own else subtree(unit.pk, on=on)
    return Scope(unit.pk, unit.code, unit.name, units, own)


def in_force(codes: Iterable[str], seal: Seal) -> dict[str, Defined]:
    """The figures as defined at the seal; where the seal knows no version yet, as they are declared now (version 0).

    One statement. Raises `Unknown("unknown-figure")`.
    """
    wanted = list(dict.fromkeys(codes))
    rows = Definition.objects.raw(
        "SELECT DISTINCT ON (code) * FROM figures_definition WHERE code = ANY(%(codes)s) AND"
        " pg_visible_in_snapshot(tx, %(snapshot)s::pg_snapshot) ORDER BY code, version DESC",
        {"codes": wanted, "snapshot": seal.snapshot},
    )
    recorded = {
        row.code: Defined(
            Figure(row.code, gettext_lazy(row.title), gettext_lazy(row.words), read(row.expression)), row.version
        )
        for row in rows
    }
    return {code: recorded.get(code) or Defined(known_figure(code), 0) for code in wanted}


def answer(code: str, *, scope: Scope, period: Period, seal: Seal, filters: Filters | None = None) -> Answer:
    """The figure for the scope and the period, as known at the seal."""
    defined = in_force([code], seal)[code]
    counted = _counted(parts(defined.figure.expression), scope, period, seal, filters or {}, by=None)[None]
    return Answer(
        figure=defined.figure,
        scope=scope,
        period=period,
        seal=seal,
        numerator=counted[NUMERATOR],
        denominator=counted.get(DENOMINATOR),
        definition_version=defined.version,
        filters=dict(filters or {}),
    )


def tabulate(
    codes: Sequence[str], *, scope: Scope, period: Period, seal: Seal, by: str | None, filters: Filters | None = None
) -> dict[int | None, dict[str, int]]:
    """Many counts at once, by the values of a column (None: one row under None); absent groups count nothing.

    One statement per fact table, and one for the definitions. Raises `Refused("not-a-count")` for a ratio.
    """
    counts: dict[str, Measure] = {}
    for code, defined in in_force(codes, seal).items():
        if isinstance(defined.figure.expression, Ratio):
            raise Refused(
                "not-a-count",
                mark("Số liệu “{code}” là tỷ lệ nên không cộng theo nhóm được; hãy hỏi tử số và mẫu số của nó."),
                values={"code": code},
            )
        counts[code] = defined.figure.expression
    return _counted(counts, scope, period, seal, filters or {}, by=by)


def subjects(
    code: str,
    *,
    scope: Scope,
    period: Period,
    seal: Seal,
    part: str = NUMERATOR,
    filters: Filters | None = None,
    after: int | None = None,
    limit: int | None = None,
) -> list[int]:
    """Ids of the subjects behind the figure's part, in order; `after` and `limit` give one page of them."""
    found = parts(in_force([code], seal)[code].figure.expression)
    if part not in found:
        raise Unknown(
            "unknown-part",
            mark("Số liệu “{code}” không có phần “{part}”; chỉ có: {known}."),
            values={"code": code, "part": part, "known": ", ".join(found)},
            field="part",
        )
    count = found[part]
    table = fact_table(count.table)
    column = _what(count, table)
    values = _values(scope, seal, filters or {})
    tests = [_kept(table, filters or {}), _asked(count, table, period)]
    if after is not None:
        tests.append(f"{column} > %(after)s")
    tail = f" LIMIT {int(limit)}" if limit is not None else ""
    sql = (
        f"{_known(table)} SELECT {_once(table, column)} {column} FROM {TREE}"  # noqa: S608 (checked, fixed names)
        f" WHERE {' AND '.join(tests)} ORDER BY {column}{tail}"
    )
    return [row[0] for row in _rows(sql, {**values, "after": after})]


def records(
    code: str,
    *,
    scope: Scope,
    period: Period,
    seal: Seal,
    part: str = NUMERATOR,
    filters: Filters | None = None,
) -> list[str]:
    """The labels of the subjects behind the figure's part (for dossiers: their numbers), sorted."""
    found = subjects(code, scope=scope, period=period, seal=seal, part=part, filters=filters)
    count = parts(in_force([code], seal)[code].figure.expression)[part]
    names = subjects_of(count.table, counted(count)).labels(found)
    return sorted(names[subject] for subject in found)


def records_sha256(code: str, *, scope: Scope, period: Period, seal: Seal, filters: Filters | None = None) -> str:
    """SHA-256 over the sorted labels, one a line; of a ratio the numerator's, a line "/", the denominator's."""
    defined = in_force([code], seal)[code]
    lists = {
        part: records(code, scope=scope, period=period, seal=seal, part=part, filters=filters)
        for part in parts(defined.figure.expression)
    }
    return digest(lists)


def digest(lists: Mapping[str, Sequence[str]]) -> str:
    """SHA-256 of the labels by part, as `records_sha256` writes them down."""
    lines = list(lists[NUMERATOR])
    if DENOMINATOR in lists:
        lines += ["/", *lists[DENOMINATOR]]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def all_columns(table: FactTable) -> tuple[Column, ...]:
    """The columns that may be asked of a fact table: its own and its parent's."""
    return (*(fact_table(table.parent).columns if table.parent else ()), *table.columns)


def columns_of(table: FactTable) -> Columns:
    """The same as names and kinds."""
    return tuple((column.name, column.kind) for column in all_columns(table))


def _counted(
    counts: Mapping[str, Measure], scope: Scope, period: Period, seal: Seal, filters: Filters, *, by: str | None
) -> dict[int | None, dict[str, int]]:
    """Every count by group; one statement per fact table."""
    found: dict[int | None, dict[str, int]] = {} if by else {None: dict.fromkeys(counts, 0)}
    values = _values(scope, seal, filters)
    for name in dict.fromkeys(count.table for count in counts.values()):
        table = fact_table(name)
        keys = [key for key, count in counts.items() if count.table == name]
        columns = [
            f"{_how_many(counts[key], table)} FILTER (WHERE {_asked(counts[key], table, period)})" for key in keys
        ]
        group = _column(by, table) if by else "NULL"
        sql = (
            f"{_known(table)} SELECT {', '.join([group, *columns])} FROM {TREE}"  # noqa: S608 (as above)
            f" WHERE {_kept(table, filters)}{f' GROUP BY {group}' if by else ''}"
        )
        for row in _rows(sql, values):
            found.setdefault(row[0], dict.fromkeys(counts, 0)).update(zip(keys, row[1:], strict=True))
    return found


def _known(table: FactTable) -> str:
    """The rows in force stand in a query of their own, so that a subject that went to another unit is asked there."""
    return f"WITH {TREE} AS ({rows_in_force(table)})"


def _kept(table: FactTable, filters: Filters) -> str:
    return " AND ".join(["unit_id = ANY(%(units)s)", *(f"{_column(name, table)} = %({name})s" for name in filters)])


def _asked(count: Measure, table: FactTable, period: Period) -> str:
    # A percent sign in the text of a statement with values is written twice.
    return rendered(count.predicate, columns_of(table), period.first, period.end).replace("%", "%%")


def _once(table: FactTable, column: str) -> str:
    """A subject counts once, even where a child table holds several of its rows; of other columns each value does."""
    return "DISTINCT" if table.parent or column != SUBJECT else ""


def _what(count: Measure, table: FactTable) -> str:
    """The column that is counted. Raises `Refused("bad-column")` for one that the table does not have."""
    column = counted(count)
    if column != SUBJECT and dict(columns_of(table)).get(column) != INTEGER:
        raise Refused(
            "bad-column",
            mark("Bảng dữ kiện «{table}» không có cột số nguyên «{column}» để đếm giá trị."),
            values={"table": table.name, "column": column},
        )
    return column


def _how_many(count: Measure, table: FactTable) -> str:
    column = _what(count, table)
    once = _once(table, column)
    return f"count({once} {column})" if once else "count(*)"


def _column(name: str, table: FactTable) -> str:
    if name not in FILTERS or name not in dict(columns_of(table)):
        known: Collection[str] = [column for column in FILTERS if column in dict(columns_of(table))]
        raise Refused(
            "bad-filter",
            mark("Không lọc hay nhóm được theo “{column}”; có thể dùng: {known}."),
            values={"column": name, "known": ", ".join(known)},
            field=name,
        )
    return name


def _values(scope: Scope, seal: Seal, filters: Filters) -> dict[str, Any]:
    return {"units": list(scope.units), "snapshot": seal.snapshot, **filters}


def _rows(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
