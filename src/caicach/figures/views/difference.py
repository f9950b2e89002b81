"""Why a figure says something else now than at an earlier instant: who came and who went, each with its cause."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.figures.queries.difference import CAUSE_WORDS, Difference, Moved, PartDifference, difference
from caicach.figures.rules.asked import moment_written, read_moment
from caicach.figures.rules.expression import Measure, Sum, parts
from caicach.figures.services.know import know
from caicach.figures.tags import shown_number
from caicach.figures.views.asked import Asked, asked, refusing
from caicach.figures.views.figure import part_words
from caicach.figures.views.rows import Row, rows
from caicach.kit.acts import Actor
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

SHOWN = 200
"""Rows of each list on the page; the command gives all."""


@signed_in
@require_safe
@refusing
def figure_difference(request: ActorRequest, code: str) -> HttpResponse:
    """The figure at `earlier` and at `as_of` (or now); without `earlier` only the form that asks for it."""
    question = asked(request, code)
    context: dict[str, Any] = {"question": question, "earlier": request.GET.get("earlier", "")}
    if request.GET.get("earlier"):
        context |= _found(question, request.GET["earlier"], request.actor)
    return render(request, "figures/difference.html", context)


def _found(question: Asked, earlier: str, actor: Actor) -> dict[str, Any]:
    if question.seal.claimed:
        raise Refused(
            "no-difference-of-claims",
            mark("So sánh chỉ làm được theo thời điểm ghi thật; hãy bỏ “claimed” khỏi địa chỉ."),
            field="claimed",
        )
    first = know(read_moment(earlier, field="earlier"))
    if first.no > question.seal.no:
        raise Refused(
            "reversed-instants",
            mark("Thời điểm so sánh phải sớm hơn thời điểm của số liệu; hãy chọn một thời điểm trước đó."),
            field="earlier",
        )
    found = difference(question.code, scope=question.scope, period=question.period, filters=question.filters,
                       earlier=first, later=question.seal)  # fmt: skip
    return {
        "earlier": moment_written(first.published_at),
        "first": found.earlier,
        "second": found.later,
        "values": _values(found),
        "redefined": found.earlier.definition_version != found.later.definition_version,
        "figures": [_figure(one, actor, named=bool(found.children)) for one in found.counted],
    }


def _values(found: Difference) -> tuple[str, str]:
    return shown_number(found.earlier.number), shown_number(found.later.number)


def _figure(found: Difference, actor: Actor, *, named: bool) -> dict[str, Any]:
    """What came and went of a counted figure, under its name where it is one of several."""
    measures = parts(found.earlier.figure.expression) | parts(found.later.figure.expression)
    return {
        "title": found.later.figure.title if named else "",
        "values": _values(found),
        "parts": [_part(part, measures[part.part], found, actor) for part in found.parts],
    }


def _part(part: PartDifference, measure: Measure, found: Difference, actor: Actor) -> dict[str, Any]:
    return {
        "name": part_words(found.later, part.part) if len(found.parts) > 1 else "",
        "before": part.before,
        "after": part.after,
        "summed": isinstance(measure, Sum),
        "lists": [
            (name, len(moved), _rows(moved, measure, actor))
            for name, moved in (
                (_("Thêm vào"), part.came),
                (_("Bớt đi"), part.went),
                *([(_("Đổi số"), part.changed)] if isinstance(measure, Sum) else []),
            )
        ],
    }


def _rows(moved: tuple[Moved, ...], measure: Measure, actor: Actor) -> list[dict[str, Any]]:
    shown = moved[:SHOWN]
    named = rows(measure, [one.subject for one in shown], actor)
    return [_row(row, one) for row, one in zip(named, shown, strict=True)]


def _row(row: Row, one: Moved) -> dict[str, Any]:
    last = one.lines[-1] if one.lines else None
    return {
        "row": row,
        "amounts": one.amounts,
        "cause": _(CAUSE_WORDS[one.cause]),
        "entered": last and last.recorded_at,
        "occurred": last and last.occurred_at,
    }
