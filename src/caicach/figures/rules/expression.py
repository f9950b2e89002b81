"""What a figure computes, as data, and its text: a count of subjects or of what they are about, a sum, a ratio of two
of those, an expression over other figures (`rules.derived`), or another figure under conditions (`rules.narrowed`)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from caicach.figures.rules.derived import Derived, from_fields
from caicach.figures.rules.derived import fields as derived_fields
from caicach.figures.rules.narrowed import Narrowed, where_fields, where_of

NUMERATOR = "numerator"
DENOMINATOR = "denominator"
DERIVED = "derived"
BASE = "base"
WHERE = "where"
WITHDRAWN = '{"withdrawn": true}'
"""Stands in the place of an expression from the withdrawal of a composed figure on."""
SUBJECT = "subject_id"
"""The column that every fact table has."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many subjects of a fact table meet a predicate; a subject counts once.

    The predicate is SQL over the table's columns, with `:start` and `:end` for the first day of the period and the
    first day after it (`rules.predicate` says what it may hold).
    """

    table: str
    predicate: str


@dataclass(frozen=True, slots=True)
class CountDistinct:
    """How many different values a column has among the subjects that meet a predicate, e.g. different procedures.

    Its list is the list of those values, each once, named by the room that knows them (`facts.register`).
    """

    table: str
    column: str
    predicate: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a whole-number column over the subjects that meet a predicate; an empty value adds nothing.

    Its list is the list of those subjects, each once. A child table may hold a subject several times: no sums there.
    """

    table: str
    column: str
    predicate: str


Measure = Count | CountDistinct | Sum


@dataclass(frozen=True, slots=True)
class Ratio:
    """One count over another."""

    numerator: Measure
    denominator: Measure


Expression = Measure | Ratio | Derived | Narrowed


def parts(expression: Expression) -> dict[str, Measure]:
    """The counts behind an expression: `numerator` (a count's is itself), `denominator` of a ratio.

    What is made of other figures counts nothing itself.
    """
    if isinstance(expression, Derived | Narrowed):
        return {}
    if isinstance(expression, Ratio):
        return {NUMERATOR: expression.numerator, DENOMINATOR: expression.denominator}
    return {NUMERATOR: expression}


def narrow(expression: Measure | Ratio, predicate: str) -> Measure | Ratio:
    """The same counts, where the predicate holds too: of a ratio above and below the line."""
    if isinstance(expression, Ratio):
        return Ratio(_narrow(expression.numerator, predicate), _narrow(expression.denominator, predicate))
    return _narrow(expression, predicate)


def _narrow(measure: Measure, predicate: str) -> Measure:
    return replace(measure, predicate=f"({plain(measure.predicate)}) AND {predicate}")


def counted(measure: Measure) -> str:
    """The column whose values are counted, or stand in the list behind a sum, each once."""
    return measure.column if isinstance(measure, CountDistinct) else SUBJECT


def written(expression: Expression) -> str:
    """The expression as canonical JSON text; blanks and line breaks of a predicate do not make it another one."""
    fields: dict[str, object] = {name: _fields(part) for name, part in parts(expression).items()}
    if isinstance(expression, Derived):
        fields = {DERIVED: derived_fields(expression)}
    elif isinstance(expression, Narrowed):
        fields = {BASE: expression.base, WHERE: where_fields(expression.where)}
    return json.dumps(fields, sort_keys=True, ensure_ascii=False)


def asked_columns(measure: Measure) -> frozenset[str]:
    """The columns that the measure asks beside those of its predicate."""
    return frozenset({counted(measure), measure.column} if isinstance(measure, Sum) else {counted(measure)})


def _fields(measure: Measure) -> dict[str, str]:
    column: dict[str, str] = {}
    if isinstance(measure, CountDistinct):
        column = {"column": measure.column}
    elif isinstance(measure, Sum):
        column = {"sum": measure.column}
    return {"table": measure.table, **column, "predicate": plain(measure.predicate)}


def read(text: str) -> Expression:
    """The expression of a text made by `written`."""
    fields: Mapping[str, Any] = json.loads(text)
    if BASE in fields:
        return Narrowed(fields[BASE], where_of(fields[WHERE]))
    if DERIVED in fields:
        derived = from_fields(fields[DERIVED])
        if not isinstance(derived, Derived):
            raise ValueError(f"no expression: {text}")
        return derived
    numerator = _measure(fields[NUMERATOR])
    return Ratio(numerator, _measure(fields[DENOMINATOR])) if DENOMINATOR in fields else numerator


def _measure(fields: Mapping[str, str]) -> Measure:
    if "sum" in fields:
        return Sum(fields["table"], fields["sum"], fields["predicate"])
    return CountDistinct(**fields) if "column" in fields else Count(**fields)


def plain(predicate: str) -> str:
    """The predicate on one line."""
    return " ".join(predicate.split())
