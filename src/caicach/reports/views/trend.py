"""The course of a unit's work over 24 months: three drawings with the table behind them, each number a figure."""

from fractions import Fraction
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
from caicach.kit.period import local_day
from caicach.kit.ratio import NOTHING
from caicach.kit.refusal import Refused
from caicach.reports.exports import trend as exports
from caicach.reports.exports.files import KINDS, TREND
from caicach.reports.exports.wording import window_words
from caicach.reports.forms import Ask, Question, address
from caicach.reports.queries.drawn import Course, course
from caicach.reports.rules import trend as form
from caicach.reports.views.asking import REFUSED, as_file, asked, bad_question, claimed_url, refusal
from caicach.ui.tags import said


@signed_in
@require_safe
def page(request: ActorRequest) -> HttpResponse:
    """The months up to the last day asked for; without an answer what is wrong."""
    ask = asked(request)
    found = None
    try:
        found = _drawn(ask)
    except Refused as refused:
        ask.add_error("as_of" if refused.field == "as_of" else None, said(refused))
    if found is None:
        return render(request, "reports/trend.html", {"form": ask}, status=REFUSED)
    by_claim = claimed_url(ask.question(), found.seal, reverse("reports:trend"))
    context = {"form": ask, "report": found, "claimed_url": by_claim, **_shown(found, ask.question())}
    return render(request, "reports/trend.html", context)


@signed_in
@require_safe
def file(request: ActorRequest, suffix: str) -> HttpResponse:
    """The course as PDF, XLSX, CSV or JSON."""
    if suffix not in KINDS:
        raise Http404
    ask = asked(request)
    try:
        found = _drawn(ask)
    except Refused as refused:
        return refusal(refused)
    if found is None:
        return bad_question(ask)
    return as_file(TREND[suffix](found), suffix, exports.file_name(found, suffix))


def _drawn(ask: Ask) -> Course | None:
    """The course, or none when the form has errors. Raises `Refused` for an instant of which nothing is known."""
    if not ask.is_valid():
        return None
    question = ask.question()
    seal = know(question.as_of, claimed=question.claimed)
    last = min(question.period.last, local_day(seal.published_at))
    return course(agency=question.agency, last=last, seal=seal, own=question.own)


def _shown(found: Course, question: Question) -> dict[str, object]:
    sealed = urlencode(address(question, as_of=found.as_of))
    return {
        "period_words": window_words(found.period),
        "links": {suffix: f"{reverse('reports:trend_file', kwargs={'suffix': suffix})}?{sealed}" for suffix in KINDS},
        "ends": (f"{found.period.first:%m/%Y}", f"{found.period.last:%m/%Y}"),
        "width": form.WIDTH,
        "height": form.HEIGHT,
        "panels": [_panel(found, place, panel) for place, panel in enumerate(form.PANELS)],
        "heads": [known_figure(figure).title for figure in (form.RECEIVED, form.RESOLVED, form.RATE, form.OVERDUE)],
        "lines": [
            {"name": f"{month.period.first:%m/%Y}", "cells": [_cell(found, month, figure) for figure in _ORDER]}
            for month in reversed(found.months)
        ],
    }


_ORDER = (form.RECEIVED, form.RESOLVED, form.RATE, form.OVERDUE)


def _panel(found: Course, place: int, panel: form.Panel) -> dict[str, object]:
    most = form.highest(found.months, panel)
    newest = found.months[-1]
    told = "; ".join(
        _("{figure}: cao nhất {most}, tháng cuối {newest}").format(
            figure=known_figure(figure).title,
            most=_written(max(month.height(figure) for month in found.months), share=panel.share),
            newest=_written(newest.height(figure), share=panel.share),
        )
        for figure, _kind in panel.figures
    )
    return {
        "id": f"trend-{place}",
        "title": _(panel.title),
        "told": told,
        "top": "100%" if panel.share else str(most),
        "bars": form.bars(found.months, panel),
        "key": [{"kind": kind, "words": known_figure(figure).title} for figure, kind in panel.figures],
    }


def _written(height: int, *, share: bool) -> str:
    return f"{height // 100}%" if share else str(height)


def _cell(found: Course, month: form.Month, figure: str) -> dict[str, object]:
    whole = month.counts[form.RESOLVED]
    rate = figure == form.RATE
    value: object = month.counts.get(figure, 0)
    if rate:
        value = Fraction(100 * month.counts[form.TIMELY], whole) if whole else NOTHING
    return {
        "url": figure_url(figure, agency=found.scope.code, period=month.period, seal=found.seal, own=found.scope.own),
        "value": value,
        "unit": "%" if rate and whole else "",
        "decimals": 2 if rate else 0,
        "title": f"{known_figure(figure).title} · {month.period.first:%m/%Y}",
    }
