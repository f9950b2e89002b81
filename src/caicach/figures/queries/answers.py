"""Asking figures: what was counted for a unit and a period, as known at a seal, and the very subjects behind it.

Count and list are the same predicate over the same rows: the versions in force at the seal are chosen first, then the
unit's are kept, then the predicate is asked. What is derived from other figures passes the whole question on to each.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caicach.facts.register import subjects_of
from caicach.figures.queries import days, statement
from caicach.figures.queries.defined import Defined, with_children
from caicach.figures.queries.engines import engine_for
from caicach.figures.queries.scope import Filters, Scope
from caicach.figures.queries.statement import Question, listed
from caicach.figures.register import Figure
from caicach.figures.rules.expression import DENOMINATOR, NUMERATOR, Count, Measure, Sum, counted, parts
from caicach.figures.rules.narrowed import Narrowed
from caicach.figures.rules.reckon import Number, children, is_whole, key, reckon
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

Lists = Mapping[str, Mapping[str, Sequence[str]]]
"""The labels behind counted figures: by code and part."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure's answer. `figure` is the figure as it was defined at the seal; version 0: none was recorded by then.

    `children` are the answers of the figures that it is made of, to the same question; `narrowed` is what was composed,
    where it is a composed figure (`figure.expression` is then what was counted for it).
    """

    figure: Figure
    scope: Scope
    period: Period
    seal: Seal
    number: Number
    definition_version: int
    filters: Filters
    children: tuple["Answer", ...] = ()
    narrowed: Narrowed | None = None

    @property
    def numerator(self) -> int:
        """The count, or what stands above the line."""
        return self.number.numerator

    @property
    def denominator(self) -> int | None:
        """What stands below the line, none of a whole number."""
        return self.number.denominator

    @property
    def value(self) -> int | str | None:
        """For machines: the whole number of a count; else 6 decimals as text, none where nothing divides it."""
        return self.number.value

    def printed(self, decimals: int = 2) -> str:
        """Language-neutral text: "12" for a count, "62.50%" for a rate, "–" where nothing divides it."""
        return self.number.printed(decimals)


def answer(
    code: str,
    *,
    scope: Scope,
    period: Period,
    seal: Seal,
    filters: Filters | None = None,
    drafts: Mapping[str, Defined] | None = None,
) -> Answer:
    """The figure for the scope and the period, as known at the seal; `drafts` stand for figures not recorded yet.

    All counts behind it are asked together: one statement per fact table.
    """
    asked = Question(scope, period, engine_for(seal), filters or {})
    known = with_children([code], seal, on=period.last, drafts=drafts)
    found = _numbers(known, asked, by=None)[None]

    def told(one: str) -> Answer:
        below = children(known[one].figure.expression)
        return Answer(
            known[one].figure, scope, period, seal, found[one], known[one].version, dict(filters or {}),
            tuple(told(child) for child in below), known[one].narrowed,
        )  # fmt: skip

    return told(code)


def numbers(
    codes: Sequence[str], *, scope: Scope, period: Period, seal: Seal, by: str | None, filters: Filters | None = None
) -> dict[int | None, dict[str, Number]]:
    """Many figures at once, rates too, by the values of a column (None: one row under None).

    Each rate of a group is that of the group's own numerator and denominator. Absent groups count nothing.
    """
    known = with_children(codes, seal, on=period.last)
    found = _numbers(known, Question(scope, period, engine_for(seal), filters or {}), by=by)
    return {group: {code: line[code] for code in codes} for group, line in found.items()}


def tabulate(
    codes: Sequence[str], *, scope: Scope, period: Period, seal: Seal, by: str | None, filters: Filters | None = None
) -> dict[int | None, dict[str, int]]:
    """As `numbers`, of figures that are whole numbers. Raises `Refused("not-a-count")` for a rate."""
    known = with_children(codes, seal, on=period.last)
    expressions = {code: one.figure.expression for code, one in known.items()}
    for code in codes:
        if not is_whole(code, expressions):
            raise Refused(
                "not-a-count",
                mark("Số liệu “{code}” là tỷ lệ nên không cộng theo nhóm được; hãy hỏi tử số và mẫu số của nó."),
                values={"code": code},
            )
    found = _numbers(known, Question(scope, period, engine_for(seal), filters or {}), by=by)
    return {group: {code: line[code].numerator for code in codes} for group, line in found.items()}


def _numbers(known: Mapping[str, Defined], asked: Question, *, by: str | None) -> dict[int | None, dict[str, Number]]:
    expressions = {code: one.figure.expression for code, one in known.items()}
    measures = {
        key(code, part): measure
        for code, expression in expressions.items()
        for part, measure in parts(expression).items()
    }
    return {group: reckon(expressions, line) for group, line in count(measures, asked, by=by).items()}


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
    """Ids of the subjects behind the figure's part, in order; `after` and `limit` give one page of them.

    Raises `Unknown`: a figure made of others has no list of its own, each of those has.
    """
    measure = _part(code, part, seal, period)
    asked = Question(scope, period, engine_for(seal), filters or {})
    return listed(measure, asked, after=after, limit=limit)


def amounts(found: Answer, part: str) -> dict[int, int]:
    """What each subject (or counted value) behind a part of an answer adds to it: 1, or of a sum its number."""
    asked = Question(found.scope, found.period, engine_for(found.seal), found.filters)
    return statement.amounts(_part(found.figure.code, part, found.seal, found.period), asked)


def _part(code: str, part: str, seal: Seal, period: Period) -> Measure:
    expression = with_children([code], seal, on=period.last)[code].figure.expression
    found = parts(expression)
    if part in found:
        return found[part]
    if made_of := children(expression):
        raise Unknown(
            "no-list",
            mark("Số liệu “{code}” được tính từ số liệu khác; hãy hỏi danh sách của: {children}."),
            values={"code": code, "children": ", ".join(made_of)},
            field="part",
        )
    raise Unknown(
        "unknown-part",
        mark("Số liệu “{code}” không có phần “{part}”; chỉ có: {known}."),
        values={"code": code, "part": part, "known": ", ".join(found)},
        field="part",
    )


def listed_behind(found: Answer, part: str, *, limit: int | None = None) -> list[int]:
    """Ids of the first subjects behind a part of an answer, in order; of a draft too."""
    asked = Question(found.scope, found.period, engine_for(found.seal), found.filters)
    return listed(parts(found.figure.expression)[part], asked, after=None, limit=limit)


def listed_total(found: Answer, part: str = NUMERATOR) -> int:
    """How many subjects the list behind a part of an answer has: the count itself; of a sum those it is taken over."""
    measure = parts(found.figure.expression)[part]
    if isinstance(measure, Sum):
        over = {part: Count(measure.table, measure.predicate)}
        asked = Question(found.scope, found.period, engine_for(found.seal), found.filters)
        return count(over, asked, by=None)[None][part]
    return found.denominator or 0 if part == DENOMINATOR else found.numerator


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
    measure = _part(code, part, seal, period)
    names = subjects_of(measure.table, counted(measure)).labels(found)
    return sorted(names[subject] for subject in found)


def lists(found: Answer) -> dict[str, dict[str, list[str]]]:
    """The labels behind an answer, by code and part: its own, or those of the counted figures that it is made of."""
    if found.children:
        return {code: one for child in found.children for code, one in lists(child).items()}
    code = found.figure.code
    asked = {"scope": found.scope, "period": found.period, "seal": found.seal, "filters": found.filters}
    return {code: {part: records(code, part=part, **asked) for part in parts(found.figure.expression)}}  # type: ignore[arg-type]


def records_sha256(code: str, *, scope: Scope, period: Period, seal: Seal, filters: Filters | None = None) -> str:
    """SHA-256 of the lists behind a figure, see `sha256_of`."""
    found = answer(code, scope=scope, period=period, seal=seal, filters=filters)
    return sha256_of(found, lists(found))


def sha256_of(found: Answer, behind: Lists) -> str:
    """SHA-256 of the lists behind an answer: `digest` of its own; else over the figures it is made of.

    Those stand one a line, by code: the code, a blank, their `digest`.
    """
    if not found.children:
        return digest(behind[found.figure.code])
    lines = [f"{code} {digest(one)}" for code, one in sorted(behind.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def digest(labels: Mapping[str, Sequence[str]]) -> str:
    """SHA-256 over the sorted labels, one a line; of a ratio the numerator's, a line "/", the denominator's."""
    lines = list(labels[NUMERATOR])
    if DENOMINATOR in labels:
        lines += ["/", *labels[DENOMINATOR]]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def count(counts: Mapping[str, Measure], asked: Question, *, by: str | None) -> dict[int | None, dict[str, int]]:
    """Every count by group: from the sums by day where they know the answer, the others row by row."""
    summed = days.answerable(counts, asked, by=by)
    found = days.count({key: counts[key] for key in summed}, asked, by=by) if summed else None
    if found is None:
        return statement.count(counts, asked, by=by)
    rest = {key: one for key, one in counts.items() if key not in summed}
    for group, line in (statement.count(rest, asked, by=by) if rest else {}).items():
        found[group] = found.get(group, {}) | line
    return {group: dict.fromkeys(counts, 0) | line for group, line in found.items()}
