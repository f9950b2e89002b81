"""Form II.06 on the page, on paper, and as files."""

from collections.abc import Callable
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
from caicach.reports.exports import comma, document, workbook
from caicach.reports.forms import Ask, Question, address
from caicach.reports.permits import may_close
from caicach.reports.queries.drawn import Report, ii06
from caicach.reports.queries.editions import kept, newest
from caicach.reports.rules.edition import canonical
from caicach.reports.rules.windows import windows
from caicach.reports.views.asking import CSV, JSON, REFUSED, XLSX, as_file, asked, bad_question, refusal
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
def workbook_file(request: ActorRequest) -> HttpResponse:
    """The report as an XLSX workbook."""
    return _as_file(request, workbook.as_bytes, XLSX, "xlsx")


@signed_in
@require_safe
def csv_file(request: ActorRequest) -> HttpResponse:
    """The report as a CSV table."""
    return _as_file(request, comma.as_bytes, CSV, "csv")


@signed_in
@require_safe
def document_file(request: ActorRequest) -> HttpResponse:
    """The report as JSON."""
    form = asked(request)
    try:
        report = _drawn(form)
    except Refused as refused:
        return refusal(refused)
    return HttpResponse(document.as_bytes(report), content_type=JSON) if report else bad_question(form)


def _as_file(request: ActorRequest, written: Callable[[Report], bytes], kind: str, suffix: str) -> HttpResponse:
    form = asked(request)
    try:
        report = _drawn(form)
    except Refused as refused:
        return refusal(refused)
    return as_file(written(report), kind, document.file_name(report, suffix)) if report else bad_question(form)


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
        "same": closed is not None and closed.cells == canonical(kept(report)),
        "close_url": f"{reverse('reports:close')}?{asked}" if may else "",
    }


def _drawn(form: Ask) -> Report | None:
    """The report, or none when the form has errors. Raises `Refused` for an instant of which nothing is known."""
    if not form.is_valid():
        return None
    question = form.question()
    seal = know(question.as_of)
    return ii06(agency=question.agency, period=question.period, seal=seal, own=question.own, by=question.by)


def _links(question: Question, report: Report) -> dict[str, object]:
    """The same report for ever, as known at its seal (page, paper, files); and the usual periods, as known now."""
    sealed = urlencode(address(question, as_of=report.as_of))
    here = reverse("reports:ii06")
    now = timezone.now()
    return {
        "permanent": f"{here}?{sealed}",
        "print": f"{reverse('reports:ii06_print')}?{sealed}",
        "xlsx": f"{reverse('reports:ii06_xlsx')}?{sealed}",
        "csv": f"{reverse('reports:ii06_csv')}?{sealed}",
        "json": f"{reverse('reports:ii06_json')}?{sealed}",
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
