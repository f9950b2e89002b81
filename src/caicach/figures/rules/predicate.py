"""What a measure's predicate may hold, and its SQL for one period.

A predicate is parsed into a tree, and every node of the tree must be one that is named here, with the arguments named
here; whatever else SQL knows (subqueries, functions, operators, other tables) is refused. Each value has a kind, and
only equal kinds are compared: a day with an instant would depend on the time zone of a database session.

Allowed: columns, whole numbers, TRUE and FALSE, DATE 'yyyy-mm-dd', :start and :end; = <> < <= > >=, IS [NOT] DISTINCT
FROM, IS [NOT] NULL/TRUE/FALSE, [NOT] IN (numbers), BETWEEN; AND, OR, NOT, parentheses; CASE; CAST(boolean AS INT).
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from sqlglot import exp, parse
from sqlglot.errors import SqlglotError

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

INTEGER, DATE, INSTANT, BOOLEAN = "integer", "date", "instant", "boolean"
KINDS = frozenset({INTEGER, DATE, INSTANT, BOOLEAN})

Columns = tuple[tuple[str, str], ...]
"""Names and kinds of the columns that a predicate may use."""

BOUNDS = ("start", "end")
LONGEST = 4_000
FORBIDDEN = (";", "--", "/*", "*/", "\\", "$", "\x00")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

SHAPES: dict[type[exp.Expr], frozenset[str]] = {
    exp.Column: frozenset({"this"}),
    exp.Literal: frozenset({"this", "is_string"}),
    exp.Boolean: frozenset({"this"}),
    exp.Placeholder: frozenset({"this"}),
    exp.Neg: frozenset({"this"}),
    exp.Paren: frozenset({"this"}),
    exp.Not: frozenset({"this"}),
    exp.Cast: frozenset({"this", "to"}),
    exp.Case: frozenset({"this", "ifs", "default"}),
    exp.Is: frozenset({"this", "expression", "negate"}),
    exp.In: frozenset({"this", "expressions"}),
    exp.Between: frozenset({"this", "low", "high"}),
    **{
        node: frozenset({"this", "expression"})
        for node in (
            exp.And,
            exp.Or,
            exp.EQ,
            exp.NEQ,
            exp.LT,
            exp.LTE,
            exp.GT,
            exp.GTE,
            exp.NullSafeEQ,
            exp.NullSafeNEQ,
        )
    },
}
"""The nodes that a tree may hold, each with all the arguments that it may have."""

VALUES = (exp.Column, exp.Literal, exp.Boolean, exp.Placeholder, exp.Neg, exp.Paren, exp.Cast, exp.Case)
"""What may be compared; anything else must stand in parentheses, so that no reader has to know SQL's precedences."""


@lru_cache(maxsize=2_000)
def checked(predicate: str, columns: Columns) -> exp.Expr:
    """The predicate's tree, once every part is allowed. Raises `Refused("bad-predicate")` with the part at fault."""
    if len(predicate) > LONGEST or any(sign in predicate for sign in FORBIDDEN):
        raise _refused(mark("Biểu thức đếm quá dài, hoặc có ghi chú hay ký tự không được dùng: “{part}”."), predicate)
    try:
        trees = parse(predicate, read="postgres")
    except (SqlglotError, RecursionError) as error:
        raise _refused(mark("Biểu thức đếm không đúng cú pháp: “{part}”."), predicate) from error
    if len(trees) != 1 or trees[0] is None:
        raise _refused(mark("Biểu thức đếm không đúng cú pháp: “{part}”."), predicate)
    tree = trees[0]
    if _Check(dict(columns)).kind(tree) != BOOLEAN:
        raise _refused(mark("Biểu thức đếm phải là một điều kiện đúng hoặc sai: “{part}”."), predicate)
    return tree


@lru_cache(maxsize=20_000)
def rendered(predicate: str, columns: Columns, start: date, end: date, *, dialect: str = "postgres") -> str:
    """The predicate as SQL of a dialect, in parentheses; `:start` and `:end` stand in it as typed dates."""
    days = {"start": start, "end": end}

    def bound(node: exp.Expr) -> exp.Expr:
        return _date(days[node.name]) if isinstance(node, exp.Placeholder) else node

    tree = checked(predicate, columns).copy().transform(bound)
    return exp.Paren(this=tree).sql(dialect=dialect, identify=True, comments=False)


def columns_used(predicate: str, columns: Columns) -> frozenset[str]:
    """The names of the columns that the predicate asks."""
    return frozenset(column.name for column in checked(predicate, columns).find_all(exp.Column))


def _date(day: date) -> exp.Cast:
    return exp.Cast(this=exp.Literal.string(day.isoformat()), to=exp.DataType.build("date"))


def _refused(message: str, part: object, **values: object) -> Refused:
    shown = part.sql(dialect="postgres") if isinstance(part, exp.Expr) else str(part)
    return Refused("bad-predicate", message, values={"part": " ".join(shown.split())[:200], **values})


class _Check:
    """Walks a tree from the top and gives the kind of each part; the first part that is not allowed is refused."""

    def __init__(self, columns: dict[str, str]) -> None:
        self.columns = columns
        self.rules: dict[type[exp.Expr], Callable[..., str]] = {
            exp.Column: self.column,
            exp.Literal: self.literal,
            exp.Boolean: lambda _: BOOLEAN,
            exp.Placeholder: self.placeholder,
            exp.Neg: self.negative,
            exp.Paren: lambda node: self.kind(node.this),
            exp.Not: lambda node: self.conditions(node.this),
            exp.And: lambda node: self.conditions(node.this, node.expression),
            exp.Or: lambda node: self.conditions(node.this, node.expression),
            exp.Cast: self.cast,
            exp.Case: self.case,
            exp.Is: self.state,
            exp.In: lambda node: self.comparison(node.this, *node.expressions),
            exp.Between: lambda node: self.comparison(node.this, node.args["low"], node.args["high"]),
        }

    def kind(self, node: object) -> str:
        """The kind of a node's value, once the node and all below it are allowed."""
        shape = SHAPES.get(type(node))  # type: ignore[arg-type]
        if not isinstance(node, exp.Expr) or shape is None:
            raise _refused(mark("Biểu thức đếm không được dùng “{part}”."), node)
        given = {name for name, value in node.args.items() if value not in (None, [], False)}
        if given - shape or node.comments:
            raise _refused(mark("Biểu thức đếm không được dùng “{part}”."), node)
        rule = self.rules.get(type(node))
        return rule(node) if rule else self.comparison(node.args["this"], node.args["expression"])

    def column(self, node: exp.Column) -> str:
        """A column of the fact table, by its plain name."""
        name = node.this
        if not isinstance(name, exp.Identifier) or name.args.get("quoted") or name.this not in self.columns:
            raise _refused(
                mark("Không có cột “{part}” trong bảng dữ kiện; các cột hiện có: {known}."),
                node,
                known=", ".join(sorted(self.columns)),
            )
        return self.columns[name.this]

    def literal(self, node: exp.Literal) -> str:
        """A whole number; a text stands only in a DATE."""
        if node.is_string or not re.fullmatch("[0-9]{1,18}", str(node.this)):
            raise _refused(mark("Chỉ dùng số nguyên và ngày viết như DATE '2023-01-31', không dùng “{part}”."), node)
        return INTEGER

    def placeholder(self, node: exp.Placeholder) -> str:
        """A bound of the period."""
        if node.this not in BOUNDS:
            raise _refused(mark("Chỉ có :start và :end, không có “{part}”."), node)
        return DATE

    def negative(self, node: exp.Neg) -> str:
        """A number below zero."""
        if not isinstance(node.this, exp.Literal):
            raise _refused(mark("Biểu thức đếm không được dùng “{part}”."), node)
        return self.kind(node.this)

    def cast(self, node: exp.Cast) -> str:
        """A day written as text, or yes and no as 1 and 0."""
        wanted = node.args["to"]
        inside = node.this
        if wanted == exp.DataType.build("date") and isinstance(inside, exp.Literal) and inside.is_string:
            if not _is_day(str(inside.this)):
                raise _refused(
                    mark("Chỉ dùng số nguyên và ngày viết như DATE '2023-01-31', không dùng “{part}”."), node
                )
            return DATE
        if wanted == exp.DataType.build("int") and self.kind(inside) == BOOLEAN:
            return INTEGER
        raise _refused(mark("Biểu thức đếm không được dùng “{part}”."), node)

    def case(self, node: exp.Case) -> str:
        """All outcomes are of one kind; what is asked is a condition, or compares with the value after CASE."""
        subject = node.args.get("this")
        outcomes: list[exp.Expr] = []
        for branch in node.args["ifs"]:
            if type(branch) is not exp.If or set(branch.args) - {"this", "true"}:
                raise _refused(mark("Biểu thức đếm không được dùng “{part}”."), node)
            if subject is None:
                self.conditions(branch.this)
            else:
                self.comparison(subject, branch.this)
            outcomes.append(branch.args["true"])
        if node.args.get("default") is not None:
            outcomes.append(node.args["default"])
        return self.alike(outcomes)

    def state(self, node: exp.Is) -> str:
        """IS NULL of anything; IS TRUE and IS FALSE of a condition."""
        wanted = node.expression
        self.value(node.this)
        inside = self.kind(node.this)
        if type(wanted) is exp.Null or (type(wanted) is exp.Boolean and inside == BOOLEAN):
            return BOOLEAN
        raise _refused(mark("Biểu thức đếm không được dùng “{part}”."), node)

    def conditions(self, *nodes: exp.Expr) -> str:
        """Each is true or false."""
        for node in nodes:
            if self.kind(node) != BOOLEAN:
                raise _refused(mark("Phần “{part}” phải là một điều kiện đúng hoặc sai."), node)
        return BOOLEAN

    def comparison(self, *nodes: exp.Expr) -> str:
        """Two or more plain values of one kind."""
        if len(nodes) < 2:
            raise _refused(mark("Phần “{part}” không được so sánh với giá trị nào."), nodes[0])
        for node in nodes:
            self.value(node)
        self.alike(nodes)
        return BOOLEAN

    def value(self, node: exp.Expr) -> None:
        """What is compared is a value, not a condition without parentheses."""
        if not isinstance(node, VALUES):
            raise _refused(mark("Phần “{part}” cần được đặt trong ngoặc đơn, hoặc không so sánh được."), node)

    def alike(self, nodes: "list[exp.Expr] | tuple[exp.Expr, ...]") -> str:
        """The one kind of all of them."""
        kinds = [self.kind(node) for node in nodes]
        for node, kind in zip(nodes, kinds, strict=True):
            if kind != kinds[0]:
                raise _refused(
                    mark("Không so sánh được “{part}” ({kind}) với một giá trị khác loại ({other})."),
                    node,
                    kind=kind,
                    other=kinds[0],
                )
        return kinds[0]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(DAY.fullmatch(text))
