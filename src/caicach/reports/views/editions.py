"""Closed reports on pages and as files; and closing one."""

import json
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, permitted, signed_in
from caicach.figures.rules.asked import moment_written
from caicach.figures.services.know import know
from caicach.figures.tags import query
from caicach.journal.models import Seal
from caicach.kit.acts import Act, request_key
from caicach.kit.period import Period, local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.reports.exports.files import KINDS
from caicach.reports.forms import Close, Question, address
from caicach.reports.models import Edition
from caicach.reports.permits import CLOSERS, drawable, may_close
from caicach.reports.queries.drawn import ii06
from caicach.reports.queries.editions import before, edition, editions_of, newest, report_of, seal_of, with_borders
from caicach.reports.queries.lines import GROUPED_BY, SECTIONED_BY
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.edition import Changed, changes
from caicach.reports.services.close import close
from caicach.reports.views.asking import asked
from caicach.reports.views.published import written
from caicach.reports.views.show import shown


@permitted(*CLOSERS)
@require_http_methods(["GET", "POST"])
def close_report(request: ActorRequest) -> HttpResponse:
    """What is about to be closed, and closing it. Whoever may not close the unit's reports finds nothing."""
    shown_form = asked(request)
    if not shown_form.is_valid():
        raise Http404  # nothing is closed that was not seen
    question = shown_form.question()
    drawn = ii06(agency=question.agency, period=question.period, seal=know(None), own=question.own, by=question.by)
    report = with_borders(drawn)
    if not may_close(request.actor, report.scope.unit_id).allowed:
        raise Http404
    closed = newest(report.scope.unit_id, report.period, own=question.own, by=question.by)
    bound = Close(request.POST or None, again=closed is not None, broken=not report.holds)
    if request.method == "POST" and bound.is_valid():
        made = _closed(request, bound, question)
        if made is not None:
            messages.success(request, _("Đã chốt số liệu thành bản số {number}.").format(number=made.number))
            return redirect("reports:edition", made.pk)
    back = f"{reverse('reports:ii06')}?{urlencode(address(question))}"
    context = {"form": bound, "report": report, **shown(report), "cancel_url": back, "submit_label": _("Chốt số liệu"),
               "request_key": request_key(request.POST)}  # fmt: skip
    return render(request, "reports/close.html", context, status=422 if request.method == "POST" else 200)


def _closed(request: ActorRequest, bound: Close, question: Question) -> Edition | None:
    now = timezone.now()
    act = Act(actor=request.actor, at=now, now=now, key=request_key(request.POST))
    report = {"agency": question.agency, "period": question.period, "own": question.own, "by": question.by}
    told = {name: bound.cleaned_data.get(name, "") for name in ("explanation", "reason")}
    try:
        return close(act, **report, **told, public=bound.cleaned_data["public"])  # type: ignore[arg-type]
    except Unknown as unknown:
        raise Http404 from unknown
    except Refused as refused:
        bound.refuse(refused)
        return None


@signed_in
@require_safe
def editions(request: ActorRequest) -> HttpResponse:
    """The editions of all units whose reports the reader may draw."""
    return render(request, "reports/editions.html", {"rows": editions_of(drawable(request.actor))})


@signed_in
@require_safe
def edition_page(request: ActorRequest, edition_id: int) -> HttpResponse:
    """What was closed, as it was closed; every number opens its figure as then known."""
    return _page(request, edition_id, "reports/edition.html")


@signed_in
@require_safe
def edition_print(request: ActorRequest, edition_id: int) -> HttpResponse:
    """The edition as an official paper."""
    return _page(request, edition_id, "reports/edition_print.html")


@signed_in
@require_safe
def edition_file(request: ActorRequest, edition_id: int, suffix: str) -> HttpResponse:
    """The edition as PDF, XLSX, CSV or JSON, from what it keeps."""
    return written(request, report_of(_seen(request, edition_id)), suffix)


@signed_in
@require_safe
def edition_difference(request: ActorRequest, edition_id: int) -> HttpResponse:
    """Where the edition differs from the one before, cell by cell, each with the way to its records."""
    found = _seen(request, edition_id)
    old = before(found)
    if old is None:
        raise Http404
    earlier, later = seal_of(old), seal_of(found)
    cells = [
        {
            "line": one.line or _("Tổng cộng"),
            "number": form.COLUMNS[one.place].number,
            "title": _(form.COLUMNS[one.place].head),
            "before": one.before,
            "after": one.after,
            "url": _why(found, one, earlier, later),
        }
        for one in changes(json.loads(old.cells), json.loads(found.cells))
    ]
    return render(request, "reports/edition_difference.html", {"edition": found, "before": old, "cells": cells})


def _why(found: Edition, cell: Changed, earlier: Seal | None, later: Seal | None) -> str:
    column = (SECTIONED_BY if cell.section else GROUPED_BY).get(form.By(found.by))
    if column is None:
        return ""
    filters = {} if cell.id is None else {column: cell.id}
    told = query(agency=found.agency.code, period=Period(found.first, found.last), seal=later,
                  own=found.own, filters=filters)  # fmt: skip
    address_ = reverse("figures:difference", args=[form.COLUMNS[cell.place].figure])
    return f"{address_}?{told}&{urlencode({'earlier': moment_written(earlier.published_at) if earlier else ''})}"


def _page(request: ActorRequest, edition_id: int, template: str) -> HttpResponse:
    found = _seen(request, edition_id)
    report = report_of(found)
    last = newest(found.agency_id, report.period, own=found.own, by=found.by)
    question = Question(report.scope.code, report.period, report.by, report.scope.own, None)
    live = f"{reverse('reports:ii06')}?{urlencode(address(question))}"
    context = {
        "edition": found,
        "newer": last if last and last.number > found.number else None,
        "report": report,
        "live": live,
        "links": {
            "permanent": live,
            **{suffix: reverse(f"reports:edition_{suffix}", args=[found.pk]) for suffix in KINDS},
        },
        "today": local_day(timezone.now()),
        **shown(report),
    }
    return render(request, template, context)


def _seen(request: ActorRequest, edition_id: int) -> Edition:
    """The edition, for whoever may draw the unit's reports."""
    try:
        found = edition(edition_id)
    except Unknown as unknown:
        raise Http404 from unknown
    if found.agency_id not in drawable(request.actor):
        raise Http404
    return found
