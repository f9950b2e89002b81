"""The forms of `rules.sheets` on the page, on paper, and as files."""

from fractions import Fraction
from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.figures.register import known_figure
from caicach.figures.services.know import know
from caicach.figures.tags import figure_url
from caicach.kit.ratio import NOTHING, Ratio
from caicach.kit.refusal import Refused
from caicach.reports.exports import sheets as exports
from caicach.reports.exports.files import KINDS, SHEET
from caicach.reports.exports.wording import window_words
from caicach.reports.forms import Question, address
from caicach.reports.queries.drawn import Drawn, sheet
from caicach.reports.queries.lines import GROUPED_BY
from caicach.reports.rules.ii06 import Cells
from caicach.reports.rules.sheets import SHEETS, UNCONFIRMED, Sheet
from caicach.reports.rules.variants import FLAT_HEADS
from caicach.reports.views.asking import REFUSED, as_file, asked, bad_question, claimed_url, refusal
from caicach.ui.tags import said


@signed_in
@require_safe
def page(request: ActorRequest, code: str) -> HttpResponse:
    """The form with its question above it; a question that cannot be answered comes back with what is wrong."""
    return _answered(request, code, "reports/sheet.html")


@signed_in
@require_safe
def print_page(request: ActorRequest, code: str) -> HttpResponse:
    """The form as a paper, A4 landscape."""
    return _answered(request, code, "reports/sheet_print.html")


@signed_in
@require_safe
def file(request: ActorRequest, code: str, suffix: str) -> HttpResponse:
    """The form as PDF, XLSX, CSV or JSON."""
    if suffix not in KINDS:
        raise Http404
    form, ask = _form(code), asked(request)
    if not ask.is_valid():
        return bad_question(ask)
    try:
        drawn = _drawn(form, ask.question())
    except Refused as refused:
        return refusal(refused)
    return as_file(SHEET[suffix](drawn), suffix, exports.file_name(drawn, suffix))


def _answered(request: ActorRequest, code: str, template: str) -> HttpResponse:
    form, ask = _form(code), asked(request)
    context: dict[str, object] = {"form": ask, "sheet": form, "title": _(form.title), "name": _(form.name)}
    drawn = None
    if ask.is_valid():
        try:
            drawn = _drawn(form, ask.question())
        except Refused as refused:
            ask.add_error("as_of" if refused.field == "as_of" else None, said(refused))
    if drawn is None:
        return render(request, "reports/sheet.html", context, status=REFUSED)
    return render(request, template, context | {"report": drawn, **_shown(drawn, ask.question())})


def _form(code: str) -> Sheet:
    try:
        return SHEETS[code]
    except KeyError:
        raise Http404 from None


def _drawn(form: Sheet, question: Question) -> Drawn:
    return sheet(
        form,
        agency=question.agency,
        period=question.period,
        seal=know(question.as_of, claimed=question.claimed),
        own=question.own,
        by=question.by,
    )


def _shown(drawn: Drawn, question: Question) -> dict[str, object]:
    form = drawn.asked
    sealed = urlencode(address(question, as_of=drawn.as_of))
    code = {"code": form.code}
    links = {suffix: f"{reverse('reports:sheet_file', kwargs={**code, 'suffix': suffix})}?{sealed}" for suffix in KINDS}
    return {
        "period_words": window_words(drawn.period),
        "heads": _heads(form),
        "grouped": any(column.group for column in form.columns),
        "row_head": _(FLAT_HEADS[drawn.by]),
        "levels": bool(drawn.levels),
        "lines": [
            {
                "name": row.name,
                "level": _(level) if (level := drawn.levels.get(row.id or 0, "")) else "",
                "cells": _cells(drawn, row.cells, row.name, row.id),
            }
            for row in drawn.rows
        ],
        "total": _cells(drawn, drawn.total, _("Tổng cộng"), None),
        "unit": _(form.unit),
        "source": _(form.source),
        "note": _(form.note) if form.note else "",
        "holds": drawn.holds,
        "late_url": f"{reverse('reports:late')}?{sealed}",
        "warning": "" if form.confirmed else _(UNCONFIRMED),
        "links": {
            **links,
            "print": f"{reverse('reports:sheet_print', kwargs=code)}?{sealed}",
            "claimed": claimed_url(question, drawn.seal, reverse("reports:sheet", kwargs=code)),
            "permanent": f"{reverse('reports:sheet', kwargs=code)}?{sealed}",
        },
    }


def _cells(drawn: Drawn, cells: Cells, name: str, row: int | None) -> list[dict[str, object]]:
    filters = {} if row is None else {GROUPED_BY[drawn.by]: row}
    firsts = [head["first"] for head in _heads(drawn.asked)]
    return [
        {
            "first": first,
            "value": value if isinstance(value, int) else _percent(value),
            "unit": "%" if isinstance(value, Ratio) and value.denominator else "",
            "title": f"{known_figure(column.figure).title} · {name}",
            "url": figure_url(
                column.figure,
                agency=drawn.scope.code,
                period=drawn.period,
                seal=drawn.seal,
                own=drawn.scope.own,
                filters={**filters, **dict(column.only)},
            ),
        }
        if value is not None
        else {"first": first}
        for column, value, first in zip(drawn.asked.columns, drawn.asked.told(cells.counts), firsts, strict=True)
    ]


def _percent(value: Ratio | None) -> Fraction | str:
    return NOTHING if value is None or value.fraction is None else 100 * value.fraction


def _heads(form: Sheet) -> list[dict[str, object]]:
    """The heads of the columns; where neighbours share one more head above, `span` says over how many it goes."""
    groups = [(group, len(list(columns))) for group, columns in groupby(form.columns, key=lambda one: one.group)]
    spans = [span if place == 0 else 0 for group, span in groups for place in range(span)]
    return [
        {
            "number": column.number,
            "words": _(column.head),
            "group": _(column.group) if column.group else "",
            "span": span,
            # A line where neighbours under one head begin, and where they end.
            "first": place > 0 and span > 0,
        }
        for place, (column, span) in enumerate(zip(form.columns, spans, strict=True))
    ]
