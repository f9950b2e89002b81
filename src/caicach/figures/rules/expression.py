"""What a figure computes, as data: a count, or a ratio of two counts; and how it is kept as text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NUMERATOR = "numerator"
DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class Count:
    """How many subjects of a fact table meet a predicate; a subject counts once.

    The predicate is SQL over the table's columns, with `:start` and `:end` for the first day of the period and the
    first day after it (`rules.predicate` says what it may hold).
    """

    table: str
    predicate: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """One count over another."""

    numerator: Count
    denominator: Count


Expression = Count | Ratio


def parts(expression: Expression) -> dict[str, Count]:
    """The counts behind an expression: `numerator` always (a count's is itself), `denominator` of a ratio."""
    if isinstance(expression, Count):
        return {NUMERATOR: expression}
    return {NUMERATOR: expression.numerator, DENOMINATOR: expression.denominator}


def written(expression: Expression) -> str:
    """The expression as canonical JSON text; blanks and line breaks of a predicate do not make it another one."""
    fields = {
        name: {"table": part.table, "predicate": plain(part.predicate)} for name, part in parts(expression).items()
    }
    return json.dumps(fields, sort_keys=True, ensure_ascii=False)


def read(text: str) -> Expression:
    """The expression of a text made by `written`."""
    fields: Mapping[str, Any] = json.loads(text)
    numerator = Count(**fields[NUMERATOR])
    return Ratio(numerator, Count(**fields[DENOMINATOR])) if DENOMINATOR in fields else numerator


def plain(predicate: str) -> str:
    """The predicate on one line."""
    return " ".join(predicate.split())
