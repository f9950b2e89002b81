"""Figures made of other figures: an exact expression whose leaves are the codes of figures and whole numbers.

`(Of("a.late") + Of("a.overdue")) / Of("a.received")` is a `Derived`. What it comes to is a fraction, never a floating
point number; what is divided by zero has no value, and neither has what is made of it.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

OPERATIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
"""How the operations are printed."""


class Node:
    """A part of a derived figure; `+ - * /` with another one, or with a whole number, make a larger part."""

    __slots__ = ()

    def __add__(self, other: "Node | int") -> "Derived":
        return Derived("+", self, _node(other))

    def __radd__(self, other: int) -> "Derived":
        return Derived("+", _node(other), self)

    def __sub__(self, other: "Node | int") -> "Derived":
        return Derived("-", self, _node(other))

    def __rsub__(self, other: int) -> "Derived":
        return Derived("-", _node(other), self)

    def __mul__(self, other: "Node | int") -> "Derived":
        return Derived("*", self, _node(other))

    def __rmul__(self, other: int) -> "Derived":
        return Derived("*", _node(other), self)

    def __truediv__(self, other: "Node | int") -> "Derived":
        return Derived("/", self, _node(other))

    def __rtruediv__(self, other: int) -> "Derived":
        return Derived("/", _node(other), self)


@dataclass(frozen=True, slots=True)
class Of(Node):
    """Another figure, by its code; it is asked for the same unit, period, instant of knowledge and filters."""

    code: str


@dataclass(frozen=True, slots=True)
class Whole(Node):
    """A whole number that is always the same."""

    number: int


@dataclass(frozen=True, slots=True)
class Derived(Node):
    """Two parts and what is done with them: one of `+ - * /`. Raises `ValueError` for anything else."""

    operation: str
    left: Node
    right: Node

    def __post_init__(self) -> None:
        if self.operation not in OPERATIONS:
            raise ValueError(f"unknown operation {self.operation!r}")


def _node(given: Node | int) -> Node:
    if isinstance(given, Node):
        return given
    if type(given) is not int:
        raise TypeError(f"figures are combined with figures and whole numbers, not with {given!r}")
    return Whole(given)


def codes(node: Node) -> tuple[str, ...]:
    """The figures that it is made of, each once, in the order in which they stand in it."""
    return tuple(dict.fromkeys(_leaves(node)))


def _leaves(node: Node) -> Iterator[str]:
    if isinstance(node, Of):
        yield node.code
    elif isinstance(node, Derived):
        yield from _leaves(node.left)
        yield from _leaves(node.right)


def value(node: Node, values: Mapping[str, Fraction | None]) -> Fraction | None:
    """What it comes to where its figures have these values; none where a value is missing or nothing divides."""
    if isinstance(node, Of):
        return values[node.code]
    if isinstance(node, Whole):
        return Fraction(node.number)
    if not isinstance(node, Derived):
        raise TypeError(f"no part of a derived figure: {node!r}")
    left, right = value(node.left, values), value(node.right, values)
    if left is None or right is None or (node.operation == "/" and not right):
        return None
    return OPERATIONS[node.operation](left, right)


def renamed(derived: Derived, name: Callable[[str], str]) -> Derived:
    """The same expression over other figures."""

    def side(node: Node) -> Node:
        if isinstance(node, Derived):
            return renamed(node, name)
        return Of(name(node.code)) if isinstance(node, Of) else node

    return Derived(derived.operation, side(derived.left), side(derived.right))


def divides(node: Node) -> bool:
    """Whether something is divided in it, so that its value may be no whole number."""
    return isinstance(node, Derived) and (node.operation == "/" or divides(node.left) or divides(node.right))


def formula(node: Node, name: Callable[[str], str]) -> str:
    """The expression as text, each figure by the name that `name` gives to its code."""
    if isinstance(node, Of):
        return name(node.code)
    if isinstance(node, Whole):
        return str(node.number)
    if not isinstance(node, Derived):
        raise TypeError(f"no part of a derived figure: {node!r}")
    left, right = formula(node.left, name), formula(node.right, name)
    if node.operation in "*/" and _adds(node.left):
        left = f"({left})"
    if _adds(node.right) if node.operation in "-*" else node.operation == "/" and isinstance(node.right, Derived):
        right = f"({right})"
    return f"{left} {SIGNS[node.operation]} {right}"


def _adds(node: Node) -> bool:
    return isinstance(node, Derived) and node.operation in "+-"


def fields(node: Node) -> Any:
    """The expression for JSON: a code as {"of": code}, a whole number as itself, an operation as a list of three."""
    if isinstance(node, Of):
        return {"of": node.code}
    if isinstance(node, Whole):
        return node.number
    if not isinstance(node, Derived):
        raise TypeError(f"no part of a derived figure: {node!r}")
    return [node.operation, fields(node.left), fields(node.right)]


def from_fields(found: Any) -> Node:
    """The expression that `fields` wrote down."""
    if isinstance(found, dict):
        return Of(found["of"])
    if isinstance(found, list):
        return Derived(found[0], from_fields(found[1]), from_fields(found[2]))
    return Whole(found)
