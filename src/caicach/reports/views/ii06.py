"""Form II.06 on the page, on paper, and as files."""

import json
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.figures.services.know import know
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.reports.exports import document
from caicach.reports.exports.files import II06, KINDS
from caicach.reports.forms import Ask, Question, address
from caicach.reports.permits import may_close
from caicach.reports.queries.drawn import Report, ii06
from caicach.reports.queries.editions import kept, newest
from caicach.reports.rules.edition import changes
from caicach.reports.rules.windows import windows
from caicach.reports.views.asking import REFUSED, as_file, asked, bad_question, claimed_url, refusal
from caicach.reports.views.show import shown
from caicach.ui.tags import said


@signed_in
@require_safe
def page(request: ActorRequest) -> HttpResponse:
    """The report with its question above it; a question that cannot be answered comes back with what is wrong."""
    return _answer_page(request, "reports/ii06.html")


@signed_in
@require_safe
def print_page(request: ActorRequest) -> HttpResponse:
    """The report as an official paper, A4 landscape."""
    return _answer_page(request, "reports/ii06_print.html")


@signed_in
@require_safe
def file(request: ActorRequest, suffix: str) -> HttpResponse:
    """The report as PDF, XLSX, CSV or JSON."""
    form = asked(request)
    try:
        report = _drawn(form)
    except Refused as refused:
        return refusal(refused)
    if report is None:
        return bad_question(form)
    return as_file(II06[suffix](report), suffix, document.file_name(report, suffix))


def _answer_page(request: ActorRequest, template: str) -> HttpResponse:
    form = asked(request)
    context: dict[str, object] = {"form": form}
    try:
        report = _drawn(form)
    except Refused as refused:
        form.add_error("as_of" if refused.field == "as_of" else None, said(refused))
        report = None
    if report is None:
        return render(request, "reports/ii06.html", context, status=REFUSED)
    question = form.question()
    context |= {"report": report, "links": _links(question, report), **shown(report), **_closing(request, report)}
    return render(request, template, context)


def _closing(request: ActorRequest, report: Report) -> dict[str, object]:
    """The edition in force of the report, and where the reader may close it."""
    closed = newest(report.scope.unit_id, report.period, own=report.scope.own, by=report.by)
    may = may_close(request.actor, report.scope.unit_id).allowed and report.period.last < local_day(timezone.now())
    asked = urlencode(address(Question(report.scope.code, report.period, report.by, report.scope.own, None)))
    return {
        "closed": closed,
        "same": closed is not None and not list(changes(json.loads(closed.cells), kept(report))),
        "close_url": f"{reverse('reports:close')}?{asked}" if may else "",
    }


def _drawn(form: Ask) -> Report | None:
    """The report, or none when the form has errors. Raises `Refused` for an instant of which nothing is known."""
    if not form.is_valid():
        return None
    question = form.question()
    seal = know(question.as_of, claimed=question.claimed)
    return ii06(agency=question.agency, period=question.period, seal=seal, own=question.own, by=question.by)


def _links(question: Question, report: Report) -> dict[str, object]:
    """The same report for ever, as known at its seal (page, paper, files); and the usual periods, as known now."""
    sealed = urlencode(address(question, as_of=report.as_of))
    here = reverse("reports:ii06")
    now = timezone.now()
    return {
        "permanent": f"{here}?{sealed}",
        "claimed": claimed_url(question, report.seal, here),
        "print": f"{reverse('reports:ii06_print')}?{sealed}",
        **{suffix: f"{reverse(f'reports:ii06_{suffix}')}?{sealed}" for suffix in KINDS},
        "live": f"{here}?{urlencode(address(question))}" if question.as_of else "",
        "windows": [
            {
                "name": _(window.name),
                "url": f"{here}?{urlencode(address(question, period=window.period))}",
                "current": window.period == question.period,
            }
            for window in windows(local_day(now))
        ],
    }
