"""Asking figures: what was counted for a unit and a period, as known at a seal, and the very subjects behind it.

Count and list are the same predicate over the same rows: the versions in force at the seal are chosen first, then the
unit's are kept, then the predicate is asked.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caicach.facts.register import subjects_of
from caicach.figures.queries import days, statement
from caicach.figures.queries.defined import in_force
from caicach.figures.queries.engines import engine_for
from caicach.figures.queries.scope import Filters, Scope
from caicach.figures.queries.statement import Question, listed
from caicach.figures.register import Figure
from caicach.figures.rules.expression import DENOMINATOR, NUMERATOR, Count, Measure, Ratio, Sum, counted, parts
from caicach.journal.models import Seal
from caicach.kit import ratio
from caicach.kit.period import Period
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure's answer. `figure` is the figure as it was defined at the seal; version 0: none was recorded by then."""

    figure: Figure
    scope: Scope
    period: Period
    seal: Seal
    numerator: int
    denominator: int | None
    definition_version: int
    filters: Filters

    @property
    def value(self) -> int | str | None:
        """For machines: the whole number of a count; of a ratio 6 decimals as text, none where nothing divides it."""
        if self.denominator is None:
            return self.numerator
        return ratio.Ratio(self.numerator, self.denominator).value

    def printed(self, decimals: int = 2) -> str:
        """Language-neutral text: "12" for a count, "62.50%" for a ratio, "–" where nothing divides it."""
        if self.denominator is None:
            return str(self.numerator)
        text = ratio.percent(ratio.Ratio(self.numerator, self.denominator), decimals)
        return text if text == ratio.NOTHING else f"{text}%"


def answer(code: str, *, scope: Scope, period: Period, seal: Seal, filters: Filters | None = None) -> Answer:
    """The figure for the scope and the period, as known at the seal."""
    defined = in_force([code], seal)[code]
    asked = Question(scope, period, engine_for(seal), filters or {})
    found = count(parts(defined.figure.expression), asked, by=None)[None]
    return Answer(
        figure=defined.figure,
        scope=scope,
        period=period,
        seal=seal,
        numerator=found[NUMERATOR],
        denominator=found.get(DENOMINATOR),
        definition_version=defined.version,
        filters=dict(filters or {}),
    )


def tabulate(
    codes: Sequence[str], *, scope: Scope, period: Period, seal: Seal, by: str | None, filters: Filters | None = None
) -> dict[int | None, dict[str, int]]:
    """Many counts at once, by the values of a column (None: one row under None); absent groups count nothing.

    One statement per fact table, and one for the definitions. Raises `Refused("not-a-count")` for a ratio.
    """
    counts: dict[str, Measure] = {}
    for code, defined in in_force(codes, seal).items():
        if isinstance(defined.figure.expression, Ratio):
            raise Refused(
                "not-a-count",
                mark("Số liệu “{code}” là tỷ lệ nên không cộng theo nhóm được; hãy hỏi tử số và mẫu số của nó."),
                values={"code": code},
            )
        counts[code] = defined.figure.expression
    return count(counts, Question(scope, period, engine_for(seal), filters or {}), by=by)


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
    """Ids of the subjects behind the figure's part, in order; `after` and `limit` give one page of them."""
    found = parts(in_force([code], seal)[code].figure.expression)
    if part not in found:
        raise Unknown(
            "unknown-part",
            mark("Số liệu “{code}” không có phần “{part}”; chỉ có: {known}."),
            values={"code": code, "part": part, "known": ", ".join(found)},
            field="part",
        )
    asked = Question(scope, period, engine_for(seal), filters or {})
    return listed(found[part], asked, after=after, limit=limit)


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
    measure = parts(in_force([code], seal)[code].figure.expression)[part]
    names = subjects_of(measure.table, counted(measure)).labels(found)
    return sorted(names[subject] for subject in found)


def records_sha256(code: str, *, scope: Scope, period: Period, seal: Seal, filters: Filters | None = None) -> str:
    """SHA-256 over the sorted labels, one a line; of a ratio the numerator's, a line "/", the denominator's."""
    defined = in_force([code], seal)[code]
    lists = {
        part: records(code, scope=scope, period=period, seal=seal, part=part, filters=filters)
        for part in parts(defined.figure.expression)
    }
    return digest(lists)


def digest(lists: Mapping[str, Sequence[str]]) -> str:
    """SHA-256 of the labels by part, as `records_sha256` writes them down."""
    lines = list(lists[NUMERATOR])
    if DENOMINATOR in lists:
        lines += ["/", *lists[DENOMINATOR]]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def count(counts: Mapping[str, Measure], asked: Question, *, by: str | None) -> dict[int | None, dict[str, int]]:
    """Every count by group: from the sums by day where they know the answer, else row by row."""
    found = days.count(counts, asked, by=by)
    return statement.count(counts, asked, by=by) if found is None else found
