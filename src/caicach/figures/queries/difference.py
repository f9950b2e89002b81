"""Why a figure says something else at one instant of knowledge than at another: who came or went, and why.

The causes, the first that holds: the definition changed and the subject did not; the tree of units changed, under which
it would have been counted before too, or would be counted still; a correction, a new calendar or a move of competence
(as the room that owns the facts names its acts); something entered late, that is after the first instant about a time
before it; else it happened in between.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from caicach.facts.register import FactTable, fact_table, subjects_of
from caicach.figures.queries.answers import Answer, amounts, answer
from caicach.figures.queries.scope import Filters, Scope, units_at
from caicach.figures.rules.expression import SUBJECT, counted, parts
from caicach.journal.models import Line, Seal
from caicach.kit.period import Period
from caicach.kit.words import mark


class Cause(StrEnum):
    """Why a subject came or went."""

    DEFINITION = "definition"
    TREE = "tree"
    CORRECTION = "correction"
    CALENDAR = "calendar"
    COMPETENCE = "competence"
    LATE_ENTRY = "late_entry"
    SINCE = "since"
    UNKNOWN = "unknown"


CAUSE_WORDS = {
    Cause.DEFINITION: mark("định nghĩa số liệu thay đổi"),
    Cause.TREE: mark("cây đơn vị thay đổi (sáp nhập, chia tách, đổi đơn vị cấp trên)"),
    Cause.CORRECTION: mark("đính chính"),
    Cause.CALENDAR: mark("lịch làm việc thay đổi"),
    Cause.COMPETENCE: mark("chuyển thẩm quyền"),
    Cause.LATE_ENTRY: mark("nhập muộn: việc xảy ra trước thời điểm đầu, ghi sau đó"),
    Cause.SINCE: mark("việc xảy ra giữa hai thời điểm"),
    Cause.UNKNOWN: mark("không có dòng nhật ký nào giữa hai thời điểm"),
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One subject (or counted value) that came, went or changed, why, and the lines entered in between, oldest first.

    `amounts` is what it adds at each instant: 0 or 1, of a sum its number.
    """

    subject: int
    label: str
    cause: Cause
    lines: tuple[Line, ...]
    amounts: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part of a figure at both instants, and who makes the difference; only in a sum can who stays have `changed`."""

    part: str
    before: int
    after: int
    came: tuple[Moved, ...]
    went: tuple[Moved, ...]
    changed: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure at an earlier and a later instant of knowledge.

    A figure that is made of others has no parts of its own: `children` are theirs, of either definition.
    """

    earlier: Answer
    later: Answer
    parts: tuple[PartDifference, ...]
    children: tuple["Difference", ...] = ()

    @property
    def counted(self) -> tuple["Difference", ...]:
        """The differences of all counted figures behind it, each once; a counted figure's own."""
        found = {} if self.children else {self.later.figure.code: self}
        for child in self.children:
            found |= {one.later.figure.code: one for one in child.counted}
        return tuple(found.values())


def difference(
    code: str, *, scope: Scope, period: Period, earlier: Seal, later: Seal, filters: Filters | None = None
) -> Difference:
    """The figure as known at two seals, with each subject that makes the difference, part by part.

    A part that only one of the definitions has is compared with nothing. A few statements for each part, whatever the
    number of subjects.
    """
    asked = {"scope": scope, "period": period, "filters": filters}
    first, second = (answer(code, seal=seal, **asked) for seal in (earlier, later))  # type: ignore[arg-type]
    names = list({**parts(first.figure.expression), **parts(second.figure.expression)})
    below = dict.fromkeys(one.figure.code for at in (first, second) for one in at.children)
    return Difference(
        first,
        second,
        tuple(_part(name, first, second) for name in names),
        tuple(difference(child, earlier=earlier, later=later, **asked) for child in below),  # type: ignore[arg-type]
    )


def _part(name: str, first: Answer, second: Answer) -> PartDifference:
    before, after = _amounts(name, first), _amounts(name, second)
    measure = (parts(second.figure.expression) | parts(first.figure.expression))[name]
    came, went = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    changed = sorted(one for one in after.keys() & before.keys() if after[one] != before[one])
    everybody = [*came, *went, *changed]
    told = _lines(measure.table, counted(measure), everybody, first.seal, second.seal)
    labels = subjects_of(measure.table, counted(measure)).labels(everybody)
    redefined = first.figure.expression != second.figure.expression
    acts = _family(measure.table).causes
    by_tree = _by_tree(name, first, second, set(before), set(after))

    def moved(subject: int) -> Moved:
        lines = told.get(subject, ())
        cause = _cause(lines, acts, first.seal.published_at, redefined)
        return Moved(
            subject,
            labels.get(subject, str(subject)),
            Cause.TREE if subject in by_tree else cause,
            lines,
            (before.get(subject, 0), after.get(subject, 0)),
        )

    lists = (tuple(map(moved, one)) for one in (came, went, changed))
    return PartDifference(name, sum(before.values()), sum(after.values()), *lists)


def _amounts(name: str, found: Answer) -> dict[int, int]:
    return amounts(found, name) if name in parts(found.figure.expression) else {}


def _by_tree(name: str, first: Answer, second: Answer, before: set[int], after: set[int]) -> set[int]:
    """Who came that the later tree would have had before, and who went that the earlier tree would have still."""
    earlier, later = (units_at(found.scope, found.seal) for found in (first, second))
    if earlier == later:
        return set()

    def under(units: frozenset[int], found: Answer) -> set[int]:
        return set(_amounts(name, replace(found, scope=replace(found.scope, fixed=units))))

    return ((after - before) & under(later, first)) | ((before - after) & under(earlier, second))


def _family(table: str) -> FactTable:
    known = fact_table(table)
    return fact_table(known.parent) if known.parent else known


def _lines(
    table: str, column: str, moved: Collection[int], earlier: Seal, later: Seal
) -> Mapping[int, tuple[Line, ...]]:
    """The lines that the later seal knows and the earlier one does not, by subject."""
    kind = _family(table).kind
    if not kind or column != SUBJECT or not moved:
        return {}
    found = Line.objects.raw(
        "SELECT * FROM journal_line WHERE kind = %(kind)s AND subject_id = ANY(%(moved)s)"
        " AND NOT pg_visible_in_snapshot(tx, %(earlier)s::pg_snapshot)"
        " AND pg_visible_in_snapshot(tx, %(later)s::pg_snapshot) ORDER BY subject_id, seq",
        {"kind": kind, "moved": list(moved), "earlier": earlier.snapshot, "later": later.snapshot},
    )
    lines: dict[int, tuple[Line, ...]] = {}
    for line in found:
        lines[line.subject_id] = (*lines.get(line.subject_id, ()), line)
    return lines


def _cause(lines: Sequence[Line], acts: Mapping[str, str], known_at: datetime, redefined: bool) -> Cause:
    if not lines:
        return Cause.DEFINITION if redefined else Cause.UNKNOWN
    named = [Cause(acts[line.action]) for line in lines if line.action in acts]
    for cause in (Cause.CORRECTION, Cause.CALENDAR, Cause.COMPETENCE):
        if cause in named:
            return cause
    return Cause.LATE_ENTRY if any(line.occurred_at < known_at for line in lines) else Cause.SINCE
