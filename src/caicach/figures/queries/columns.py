"""Figures side by side, each narrowed in its own way: late dossiers by each cause, procedures by each level."""

from collections.abc import Mapping, Sequence

from caicach.figures.queries.answers import count
from caicach.figures.queries.defined import with_children
from caicach.figures.queries.engines import engine_for
from caicach.figures.queries.scope import Filters, Scope
from caicach.figures.queries.statement import Question, narrowed
from caicach.figures.rules.expression import Expression, parts
from caicach.figures.rules.reckon import Number, children, key, reckon
from caicach.journal.models import Seal
from caicach.kit.period import Period

Way = tuple[tuple[str, int], ...]
"""Filters as something that can be a key."""


def columns(
    wanted: Mapping[str, tuple[str, Filters]], *, scope: Scope, period: Period, seal: Seal, by: str | None
) -> dict[int | None, dict[str, Number]]:
    """As `answers.numbers`: the columns' figures (code and filters) by the values of `by`, one statement a fact table.

    Raises `Refused("bad-filter")` for a column by which the facts behind a figure cannot be narrowed.
    """
    ways: dict[Way, list[str]] = {}
    for code, filters in wanted.values():
        ways.setdefault(_way(filters), []).append(code)
    known = with_children([code for code, _ in wanted.values()], seal, on=period.last)
    expressions = {code: one.figure.expression for code, one in known.items()}
    needed = {way: _with_below(codes, expressions) for way, codes in ways.items()}
    measures = {
        _name(place, key(code, part)): narrowed(measure, dict(way))
        for place, way in enumerate(ways)
        for code, expression in needed[way].items()
        for part, measure in parts(expression).items()
    }
    found = count(measures, Question(scope, period, engine_for(seal)), by=by)
    return {group: _told(wanted, ways, needed, line) for group, line in found.items()}


def _told(
    wanted: Mapping[str, tuple[str, Filters]],
    ways: Mapping[Way, Sequence[str]],
    needed: Mapping[Way, Mapping[str, Expression]],
    line: Mapping[str, int],
) -> dict[str, Number]:
    numbers = {}
    for place, way in enumerate(ways):
        names = (key(code, part) for code, expression in needed[way].items() for part in parts(expression))
        numbers[way] = reckon(needed[way], {name: line[_name(place, name)] for name in names})
    return {column: numbers[_way(filters)][code] for column, (code, filters) in wanted.items()}


def _with_below(codes: Sequence[str], expressions: Mapping[str, Expression]) -> dict[str, Expression]:
    """The figures and all that they are made of."""
    found: dict[str, Expression] = {}
    open_ = list(codes)
    while open_:
        code = open_.pop()
        if code not in found:
            found[code] = expressions[code]
            open_ += children(expressions[code])
    return found


def _way(filters: Filters) -> Way:
    return tuple(sorted(filters.items()))


def _name(place: int, name: str) -> str:
    return f"{place}:{name}"
