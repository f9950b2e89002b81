"""Which counts can be answered from sums by day, and how: a predicate taken apart into what is fixed and its days.

Write F(day, fixed, t) for the number of rows whose `day` lies before t and which meet the condition `fixed`. Then

- a flow, `day >= :start AND day < :end AND fixed`, is F(day, fixed, end) - F(day, fixed, start);
- a stock, `from < :b AND (to IS NULL OR to >= :c) AND fixed`, is F(from, fixed, b) - F(to, fixed, c), as long as b <= c
  or both are bounds of one period, and no row's `to` comes before its `from`;
- `day < :b AND fixed` alone is F(day, fixed, b).

Several rows of a child table may belong to one subject, which counts once; only a stock at one instant over runs of
days that never overlap is free of that.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from caicach.figures.rules.expression import Count, Measure
from caicach.figures.rules.predicate import DATE, Columns, checked

START, END = "start", "end"


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """F(day, fixed, ·) over a fact table; `fixed` is a condition without bounds, empty when every row meets it."""

    table: str
    day: str
    fixed: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A term before a bound of the period (`start` or `end`), added or taken away (`sign` 1 or -1)."""

    sign: int
    term: Term
    bound: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A count as pieces; it holds where no row's second day of `ordered` comes before its first (or stands alone)."""

    pieces: tuple[Piece, ...]
    ordered: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Bound:
    """A condition on a day column: `before` the bound, `from` it on, or `not before` it (which includes no day)."""

    kind: str
    column: str
    bound: str


def apart(measure: Measure, columns: Columns, *, child: bool, runs: tuple[str, str] | None) -> Apart | None:
    """The count in pieces, or None where it must be counted row by row.

    `child`: whether one subject may have several rows; `runs`: the two days of its runs, if they never overlap.
    """
    if not isinstance(measure, Count):
        return None
    bounds, fixed = [], []
    for part in _conjuncts(checked(measure.predicate, columns)):
        bound = _bound(part, dict(columns))
        if bound is not None:
            bounds.append(bound)
        elif next(part.find_all(exp.Placeholder), None) is not None:
            return None
        else:
            fixed.append(part.sql(dialect="postgres", identify=True, comments=False))
    found = _shape(measure.table, " AND ".join(f"({one})" for one in fixed), bounds)
    if child and (found is None or found.ordered is None or found.ordered != runs or _several(found)):
        return None
    return found


def _shape(table: str, fixed: str, bounds: list[_Bound]) -> Apart | None:
    kinds = {bound.kind: bound for bound in bounds}
    if len(kinds) != len(bounds) or not bounds or "before" not in kinds:
        return None
    before = kinds["before"]
    first = Piece(1, Term(table, before.column, fixed), before.bound)
    if len(bounds) == 1:
        return Apart((first,))
    if len(bounds) > 2:
        return None
    if "from" in kinds:
        same = kinds["from"].column == before.column
        flows = same and (kinds["from"].bound, before.bound) == (START, END)
        return Apart((first, Piece(-1, Term(table, before.column, fixed), START))) if flows else None
    left = kinds["not before"]
    if left.column == before.column or (before.bound, left.bound) == (START, END):
        # Who came before the start and had not left by the end: who left in between came at any time, not counted so.
        return None
    return Apart((first, Piece(-1, Term(table, left.column, fixed), left.bound)), (before.column, left.column))


def _several(found: Apart) -> bool:
    return len({piece.bound for piece in found.pieces}) > 1


def _conjuncts(node: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(node, exp.And):
        yield from _conjuncts(node.this)
        yield from _conjuncts(node.expression)
    elif isinstance(node, exp.Paren) and isinstance(node.this, exp.And):
        yield from _conjuncts(node.this)
    else:
        yield node


def _bound(part: exp.Expr, kinds: dict[str, str]) -> _Bound | None:
    part = part.this if isinstance(part, exp.Paren) else part
    if isinstance(part, exp.LT) and _is_day(part, kinds):
        return _Bound("before", part.this.name, part.expression.name)
    if isinstance(part, exp.GTE) and _is_day(part, kinds):
        return _Bound("from", part.this.name, part.expression.name)
    if isinstance(part, exp.Or):
        empty, later = part.this, part.expression
        if isinstance(empty, exp.Is) and isinstance(empty.expression, exp.Null) and not empty.args.get("negate"):
            same = isinstance(later, exp.GTE) and _is_day(later, kinds) and later.this == empty.this
            return _Bound("not before", later.this.name, later.expression.name) if same else None
    return None


def _is_day(part: exp.Binary, kinds: dict[str, str]) -> bool:
    known = isinstance(part.this, exp.Column) and isinstance(part.expression, exp.Placeholder)
    return known and kinds.get(part.this.name) == DATE
