"""What figures come to, once their counts are known: exact numbers and rates, also of those made of others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from caicach.figures.rules.derived import Derived, Node, Of, Whole, codes, divides, formula, value
from caicach.figures.rules.expression import DENOMINATOR, NUMERATOR, Expression, Ratio, parts
from caicach.figures.rules.narrowed import Narrowed
from caicach.kit import ratio
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@dataclass(frozen=True, slots=True)
class Number:
    """What a figure comes to, exactly: `numerator` alone, or over `denominator`, where 0 means that it has no value.

    `percent` tells how it is printed. `counted`: numerator and denominator are what was counted, not reduced; else they
    are the value itself in lowest terms.
    """

    numerator: int
    denominator: int | None = None
    percent: bool = False
    counted: bool = True

    @property
    def fraction(self) -> Fraction | None:
        """The exact value, or none."""
        if self.denominator is None:
            return Fraction(self.numerator)
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def value(self) -> int | str | None:
        """For machines: a whole number as it is, else a text with 6 decimals, rounded half up; none without a value."""
        if self.denominator is None:
            return self.numerator
        return ratio.Ratio(self.numerator, self.denominator).value

    def printed(self, decimals: int = 2) -> str:
        """Language-neutral text: "12", "62.50%", "1.70", or "–" where there is no value."""
        if self.denominator is None:
            return str(self.numerator)
        if self.fraction is None:
            return ratio.NOTHING
        if not self.percent:
            return ratio.rounded(self.fraction, decimals)
        return f"{ratio.percent(ratio.Ratio(self.numerator, self.denominator), decimals)}%"


class Kind(Enum):
    """What a part of an expression is: a number of things, a rate, or a constant, which goes with both."""

    NUMBER = "number"
    RATE = "rate"
    CONSTANT = "constant"


def key(code: str, part: str) -> str:
    """Under which name a part of a counted figure is counted."""
    return f"{code}/{part}"


def reckon(known: Mapping[str, Expression], counts: Mapping[str, int]) -> dict[str, Number]:
    """All figures from the counts of those that are counted, by `key`. Raises `Refused` as `checked_order` does."""
    found: dict[str, Number] = {}
    kinds: dict[str, Kind] = {}
    for code in checked_order(known):
        expression = known[code]
        if isinstance(expression, Derived):
            kinds[code] = _kind(code, expression, kinds)
            found[code] = _derived(expression, kinds, found, percent=kinds[code] is Kind.RATE)
        elif isinstance(expression, Ratio):
            kinds[code] = Kind.RATE
            found[code] = Number(counts[key(code, NUMERATOR)], counts[key(code, DENOMINATOR)], percent=True)
        else:
            kinds[code] = Kind.NUMBER
            found[code] = Number(counts[key(code, NUMERATOR)])
    return found


def checked_order(known: Mapping[str, Expression]) -> list[str]:
    """The codes, each after those that it is made of.

    Raises `Refused`: "unknown-child" for a code that nothing has, "figure-cycle" for a figure that is made of itself.
    """
    order: dict[str, None] = {}

    def visit(code: str, path: tuple[str, ...]) -> None:
        if code in path:
            raise Refused(
                "figure-cycle",
                mark("Số liệu “{code}” được tính từ chính nó: {path}."),
                values={"code": code, "path": " → ".join([*path, code])},
            )
        if code not in known:
            raise Refused(
                "unknown-child",
                mark("Số liệu “{code}” được tính từ “{child}”, nhưng không có số liệu nào mang mã đó."),
                values={"code": path[-1] if path else code, "child": code},
            )
        if code not in order:
            for child in children(known[code]):
                visit(child, (*path, code))
            order[code] = None

    for code in known:
        visit(code, ())
    return list(order)


def check(known: Mapping[str, Expression]) -> None:
    """Whether these figures can be reckoned. Raises as `checked_order` does, and "mixed-figures" for nonsense."""
    reckon(known, {key(code, part): 0 for code, expression in known.items() for part in parts(expression)})


def children(expression: Expression) -> tuple[str, ...]:
    """The codes of the figures that a figure is made of; none of one that is counted itself."""
    if isinstance(expression, Narrowed):
        return (expression.base,)
    return codes(expression) if isinstance(expression, Derived) else ()


def is_whole(code: str, known: Mapping[str, Expression]) -> bool:
    """Whether a figure is always a whole number: a count or a sum, or made of such without dividing."""
    expression = known[code]
    if isinstance(expression, Derived):
        return not divides(expression) and all(is_whole(child, known) for child in children(expression))
    return not isinstance(expression, Ratio)


def _kind(code: str, node: Node, kinds: Mapping[str, Kind]) -> Kind:
    if isinstance(node, Of):
        return kinds[node.code]
    if not isinstance(node, Derived):
        return Kind.CONSTANT
    left, right = _kind(code, node.left, kinds), _kind(code, node.right, kinds)
    try:
        return _TOGETHER[node.operation, left, right]
    except KeyError:
        raise Refused(
            "mixed-figures",
            mark(
                "Số liệu “{code}”: không tính được “{part}”. Tỷ lệ không cộng với tỷ lệ hay với số đếm; "
                "hãy cộng các tử số và mẫu số."
            ),
            values={"code": code, "part": formula(node, lambda one: one)},
        ) from None


def _together() -> Iterator[tuple[tuple[str, Kind, Kind], Kind]]:
    number, rate, constant = Kind.NUMBER, Kind.RATE, Kind.CONSTANT
    for operation in "+-*/":
        for one in Kind:
            yield (operation, one, constant), one
    for operation in "+-*":
        yield (operation, constant, number), number
        yield (operation, constant, rate), rate
    for operation in "+-":
        yield (operation, number, number), number
    # Rates are not added: their sum or mean is no rate of anything. Their distance in percentage points is.
    yield ("-", rate, rate), rate
    yield ("*", number, number), number
    yield ("*", number, rate), number
    yield ("*", rate, number), number
    yield ("*", rate, rate), rate
    yield ("/", number, number), rate
    yield ("/", rate, rate), rate
    yield ("/", number, rate), number
    yield ("/", constant, number), rate
    yield ("/", constant, rate), number


_TOGETHER = dict(_together())
"""What comes of two kinds; what does not stand here has no meaning."""


def _derived(node: Derived, kinds: Mapping[str, Kind], found: Mapping[str, Number], *, percent: bool) -> Number:
    counted = _counted(node, kinds, found) if percent else None
    if counted is not None:
        return Number(*counted, percent=True)
    exact = value(node, {code: found[code].fraction for code in codes(node)})
    if exact is None:
        return Number(0, 0, percent=percent, counted=False)
    if not percent and exact.denominator == 1:
        return Number(exact.numerator)
    return Number(exact.numerator, exact.denominator, percent=percent, counted=False)


def _counted(node: Node, kinds: Mapping[str, Kind], found: Mapping[str, Number]) -> tuple[int, int] | None:
    """Numerator and denominator as they were counted: of a quotient of whole numbers, and of what a rate leaves."""
    if isinstance(node, Of):
        one = found[node.code]
        return (one.numerator, one.denominator) if one.counted and one.denominator is not None else None
    if not isinstance(node, Derived):
        return None
    if node.operation == "/":
        return _whole_pair(node, kinds, found)
    if node.operation == "-" and isinstance(node.left, Whole) and (rest := _counted(node.right, kinds, found)):
        return node.left.number * rest[1] - rest[0], rest[1]
    return None


def _whole_pair(node: Derived, kinds: Mapping[str, Kind], found: Mapping[str, Number]) -> tuple[int, int] | None:
    pair = []
    for side in (node.left, node.right):
        exact = value(side, {code: found[code].fraction for code in codes(side)})
        if _kind("", side, kinds) is Kind.RATE or exact is None or exact.denominator != 1:
            return None
        pair.append(exact.numerator)
    return pair[0], pair[1]
