"""Counts from sums by day: what the base of the copy holds up to any day, by unit and field, without reading its rows.

What a seal knows otherwise than the base is few rows: their sums are added (`queries.moved`), or, where they are not so
few, they are counted row by row.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np

from caicach.facts.queries import copy
from caicach.facts.register import FactTable, fact_table
from caicach.facts.rules.manifest import Manifest
from caicach.figures.queries import statement
from caicach.figures.queries.engines import Engine
from caicach.figures.queries.increments import CELL
from caicach.figures.queries.moved import Moment, moment, moved
from caicach.figures.queries.statement import Question, taken_apart
from caicach.figures.queries.sums import Days, Sums, sums_of
from caicach.figures.rules.expression import Measure
from caicach.figures.rules.terms import END, START, Apart
from caicach.journal.models import Seal

EPOCH = date(1970, 1, 1)

Rows = Callable[[FactTable, Manifest, Seal], str | None]


def answerable(counts: Mapping[str, Measure], asked: Question, *, by: str | None) -> set[str]:
    """The keys of the counts that `count` can answer, perhaps none."""
    generation = asked.engine.generation
    sums = sums_of(generation) if generation is not None and {by, *asked.filters} <= {None, *CELL} else None
    if sums is None:
        return set()
    return {key for key, one in counts.items() if sums.can(fact_table(one.table), taken_apart(one))}


def count(counts: Mapping[str, Measure], asked: Question, *, by: str | None) -> dict[int | None, dict[str, int]] | None:
    """The counts by group, or None where they must be counted row by row."""
    generation, seal = asked.engine.generation, asked.engine.seal
    if generation is None or seal is None or not {by, *asked.filters} <= {None, *CELL}:
        return None
    found = {key: taken_apart(measure) for key, measure in counts.items()}
    sums = sums_of(generation)
    if sums is None or not all(sums.can(fact_table(counts[key].table), pieces) for key, pieces in found.items()):
        return None
    pieces = {key: one for key, one in found.items() if one}
    answers = _summed(sums, pieces, asked, by)
    known = moment(generation, seal, sums)
    for table in dict.fromkeys(one.table for one in counts.values()):
        mine = {key: one for key, one in counts.items() if one.table == table}
        for group, more in _differing(known, table, mine, pieces, asked, by).items():
            line = answers.setdefault(group, dict.fromkeys(counts, 0))
            for key, number in more.items():
                line[key] += number
    return answers


def _differing(
    known: Moment,
    table: str,
    counts: Mapping[str, Measure],
    pieces: Mapping[str, Apart],
    asked: Question,
    by: str | None,
) -> dict[int | None, dict[str, int]]:
    """What the rows of a table that the base holds otherwise add to the counts of that table."""
    few = moved(known, table)
    if few is not None:
        return _summed(few, {key: pieces[key] for key in counts}, asked, by) if few.families else {}
    found: dict[int | None, dict[str, int]] = {}
    for sign, rows in ((1, copy.added_rows), (-1, copy.retired_rows)):
        for group, more in _as_they_lie(counts, asked, by, known, rows).items():
            line = found.setdefault(group, dict.fromkeys(counts, 0))
            for key, number in more.items():
                line[key] += sign * number
    return found


def _summed(
    days: Days, found: Mapping[str, Apart], asked: Question, by: str | None
) -> dict[int | None, dict[str, int]]:
    kept = np.isin(days.cells[:, 0], sorted(asked.units))
    for name, value in asked.filters.items():
        kept &= days.cells[:, CELL.index(name)] == value
    sums = {key: _by_cell(days, pieces, asked) for key, pieces in found.items()}
    if by is None:
        return {None: {key: int(cells[kept].sum()) for key, cells in sums.items()}}
    groups, group = np.unique(days.cells[kept, CELL.index(by)], return_inverse=True)
    rows = {
        key: np.bincount(group, weights=cells[kept], minlength=len(groups)).astype(np.int64).tolist()
        for key, cells in sums.items()
    }
    return {int(name): {key: rows[key][i] for key in sums} for i, name in enumerate(groups.tolist())}


def _by_cell(days: Days, found: Apart, asked: Question) -> Sums:
    bounds = {START: (asked.period.first - EPOCH).days, END: (asked.period.end - EPOCH).days}
    parts = [
        piece.sign * days.families[piece.term.table, piece.term.day].before(piece.term.fixed, bounds[piece.bound])
        for piece in found.pieces
    ]
    return np.sum(parts, axis=0)  # type: ignore[no-any-return]


def _as_they_lie(
    counts: Mapping[str, Measure], asked: Question, by: str | None, known: Moment, rows: Rows
) -> dict[int | None, dict[str, int]]:
    relations = {one.table: rows(fact_table(one.table), known.generation, known.seal) for one in counts.values()}
    if not all(relations.values()):
        return {}
    engine = Engine("duckdb", lambda table: relations[table.name] or "", copy.ask, seal=known.seal)
    return statement.count(counts, Question(asked.scope, asked.period, engine, asked.filters), by=by)


def terms_wanted(measures: Sequence[Measure]) -> dict[tuple[str, str], list[str]]:
    """The fixed conditions to be summed, by fact table and day, in order."""
    wanted: dict[tuple[str, str], set[str]] = {}
    for measure in measures:
        found = taken_apart(measure)
        for piece in found.pieces if found else ():
            wanted.setdefault((piece.term.table, piece.term.day), set()).add(piece.term.fixed)
    return {key: sorted(fixed) for key, fixed in sorted(wanted.items())}


def pairs_wanted(measures: Sequence[Measure]) -> list[tuple[str, str, str]]:
    """The pairs of days that have to be in order, with their fact tables."""
    found = {(one.table, *apart_.ordered) for one in measures if (apart_ := taken_apart(one)) and apart_.ordered}
    return sorted(found)
