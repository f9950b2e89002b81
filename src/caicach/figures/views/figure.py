"""A figure's page and side sheet: definition, numerator over denominator, as of when, and the first records.

A figure that is made of others shows those, each with its value and its own page at the same seal.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.figures.queries.answers import Answer, answer, listed_total, subjects
from caicach.figures.queries.composed import base_title, condition_names, where_words
from caicach.figures.queries.defined import in_force
from caicach.figures.register import sisters, titled
from caicach.figures.rules.derived import Derived, formula
from caicach.figures.rules.expression import DENOMINATOR, NUMERATOR, SUBJECT, Sum, counted, parts, plain
from caicach.figures.tags import reading_words, shown_number
from caicach.figures.views.asked import Asked, asked, refusing
from caicach.figures.views.rows import rows
from caicach.kit.acts import Actor
from caicach.ui.tags import day_text, moment_text

FIRST = 10


@signed_in
@require_safe
@refusing
def figure(request: ActorRequest, code: str) -> HttpResponse:
    """The whole page, or the sheet alone when a part of a page is asked for."""
    question = asked(request, code)
    found = answer(code, scope=question.scope, period=question.period, seal=question.seal, filters=question.filters)
    context = {
        "question": question,
        "answer": found,
        "trace": _trace(question, found, request.actor),
        "measures": _measures(found),
        "denominator_url": question.records_url(DENOMINATOR) if not found.children else "",
        "made_of": made_of(question, found),
        "formula": formula_words(found),
        "narrowed": _narrowed(question, found),
        "reading": reading_words(found.figure.reading),
        "sisters": [(one.title, reading_words(one.reading), question.other(one.code)) for one in sisters(found.figure)],
    }
    template = "figures/sheet.html" if getattr(request, "htmx", False) else "figures/figure.html"
    return render(request, template, context)


def _trace(question: Asked, found: Answer, actor: Actor) -> dict[str, Any]:
    """What the page's component `trace` shows."""
    version = found.definition_version
    return {
        "title": found.figure.title,
        "value": shown_number(found.number),
        "unit": "",
        "definition": found.figure.definition,
        "numerator": found.numerator,
        "numerator_words": part_words(found, NUMERATOR),
        "denominator": found.denominator if found.number.counted else None,
        "denominator_words": part_words(found, DENOMINATOR),
        "period": f"{day_text(question.period.first)} – {day_text(question.period.last)}",
        "unit_name": question.whose(),
        "as_of": moment_text(question.seal.published_at),
        "version": str(version) if version else _("bản hiện hành (khi đó chưa ghi bản nào)"),
        "sealed": False,
        **_first_records(question, found, actor),
        "export_url": "",
    }


def _first_records(question: Asked, found: Answer, actor: Actor) -> dict[str, Any]:
    """The first of the list behind the figure; what is made of other figures has none."""
    part = parts(found.figure.expression).get(NUMERATOR)
    if part is None:
        return {"records": [], "total": 0, "all_url": ""}
    first = subjects(question.code, scope=question.scope, period=question.period, seal=question.seal,
                     filters=question.filters, limit=FIRST)  # fmt: skip
    return {
        "records": rows(part, first, actor),
        "total": listed_total(found),
        "all_url": question.records_url(NUMERATOR) if first else "",
    }


def made_of(question: Asked, found: Answer) -> list[dict[str, Any]]:
    """The figures that a figure is made of: name, value, and page for the same question as known at the same seal."""
    return [
        {"title": child.figure.title, "value": shown_number(child.number), "url": question.other(child.figure.code)}
        for child in found.children
    ]


def _narrowed(question: Asked, found: Answer) -> dict[str, Any] | None:
    """Of a composed figure: what it starts from, with its page for the same question, and the conditions in words."""
    if found.narrowed is None:
        return None
    base, where = found.narrowed.base, found.narrowed.where
    return {
        "title": base_title(base),
        "url": question.other(base),
        "where": where_words(where, condition_names([where])),
    }


def formula_words(found: Answer) -> str:
    """How a figure is made of others, by their names; empty where it is counted itself."""
    expression = found.figure.expression
    return formula(expression, _titles(found).__getitem__) if isinstance(expression, Derived) else ""


def part_words(found: Answer, part: str) -> str:
    """What a part of the answer counts, by the names of the figures that count it; else numerator or denominator."""
    expression = found.figure.expression
    if isinstance(expression, Derived) and expression.operation == "/":
        side = expression.left if part == NUMERATOR else expression.right
        return formula(side, _titles(found).__getitem__)
    if found.narrowed is not None:
        # What is composed has no name of its own parts; those of what it starts from say it, under its conditions.
        expression = in_force([found.narrowed.base], found.seal)[found.narrowed.base].figure.expression
    count = parts(expression).get(part)
    known = titled(count) if count else None
    return str(known.title) if known else _part_name(part)


def _titles(found: Answer) -> dict[str, str]:
    return {child.figure.code: str(child.figure.title) for child in found.children}


def _part_name(part: str) -> str:
    return _("Mẫu số") if part == DENOMINATOR else _("Tử số")


def _measures(found: Answer) -> list[dict[str, Any]]:
    """Each count behind the figure: which part it is, its fact table and its predicate."""
    return [
        {
            "part": _part_name(part) if found.denominator is not None else "",
            "table": count.table,
            "column": "" if counted(count) == SUBJECT else counted(count),
            "sum": count.column if isinstance(count, Sum) else "",
            "predicate": plain(count.predicate),
        }
        for part, count in parts(found.figure.expression).items()
    ]
