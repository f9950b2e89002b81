"""A figure's page and side sheet: definition, numerator over denominator, as of when, and the first records."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.figures.queries.answers import Answer, answer, listed_total, subjects
from caicach.figures.register import titled
from caicach.figures.rules.expression import DENOMINATOR, NUMERATOR, SUBJECT, Sum, counted, parts, plain
from caicach.figures.views.asked import Asked, asked, refusing
from caicach.figures.views.rows import rows
from caicach.kit.acts import Actor
from caicach.kit.ratio import localised
from caicach.ui.tags import day_text, moment_text, number_text

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
        "denominator_url": question.records_url(DENOMINATOR),
    }
    template = "figures/sheet.html" if getattr(request, "htmx", False) else "figures/figure.html"
    return render(request, template, context)


def _trace(question: Asked, found: Answer, actor: Actor) -> dict[str, Any]:
    """What the page's component `trace` shows."""
    part = parts(found.figure.expression)[NUMERATOR]
    first = subjects(question.code, scope=question.scope, period=question.period, seal=question.seal,
                     filters=question.filters, limit=FIRST)  # fmt: skip
    version = found.definition_version
    return {
        "title": found.figure.title,
        "value": printed(found),
        "unit": "",
        "definition": found.figure.definition,
        "numerator": found.numerator,
        "numerator_words": part_words(found, NUMERATOR),
        "denominator": found.denominator,
        "denominator_words": part_words(found, DENOMINATOR),
        "period": f"{day_text(question.period.first)} – {day_text(question.period.last)}",
        "unit_name": question.whose(),
        "as_of": moment_text(question.seal.published_at),
        "version": str(version) if version else _("bản hiện hành (khi đó chưa ghi bản nào)"),
        "sealed": False,
        "records": rows(part, first, actor),
        "total": listed_total(found),
        "all_url": question.records_url(NUMERATOR) if first else "",
        "export_url": "",
    }


def printed(found: Answer) -> str:
    """The answer in the reader's language."""
    if found.denominator is None:
        return number_text(found.numerator)
    return localised(found.printed(), get_language() or "vi")


def part_words(found: Answer, part: str) -> str:
    """What a part of the answer counts: the name of the figure that counts just that, else numerator or denominator."""
    count = parts(found.figure.expression).get(part)
    known = titled(count) if count else None
    return str(known.title) if known else _part_name(part)


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
