"""The list of late dossiers with cause and apology: on the page, as CSV, as a workbook, as PDF."""

from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.dossiers.rules.causes import cause_words
from caicach.figures.queries.scope import scope_of
from caicach.figures.register import known_figure
from caicach.figures.rules.asked import read_number
from caicach.figures.services.know import know
from caicach.figures.tags import figure_url
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.reports.exports import late as exports
from caicach.reports.exports.wording import window_words
from caicach.reports.forms import Ask, address
from caicach.reports.queries.late import LATE, PENDING, RESOLVED, Asked, Counted, Late, counted, listed
from caicach.reports.views.asking import REFUSED, as_file, asked, bad_question, claimed_url, refusal
from caicach.ui.tags import number_text, said

PAGE = 50
LONGEST_FILES = {"csv": 20_000, "xlsx": 20_000, "pdf": 1_000}
"""Rows of a file; a longer list is asked for in parts."""
FILES = {"csv": exports.as_csv, "xlsx": exports.as_workbook, "pdf": exports.as_paper}


@signed_in
@require_safe
def page(request: ActorRequest) -> HttpResponse:
    """One page of the list below its question; a question that cannot be answered comes back with what is wrong."""
    ask = asked(request)
    ask.fields["by"].widget = forms.HiddenInput()
    context: dict[str, object] = {"form": ask, "title": _("Danh sách hồ sơ quá hạn")}
    if ask.is_valid():
        try:
            return render(request, "reports/late.html", context | _shown(request, ask))
        except Refused as refused:
            ask.add_error("as_of" if refused.field == "as_of" else None, said(refused))
    return render(request, "reports/late.html", context, status=REFUSED)


@signed_in
@require_safe
def file(request: ActorRequest, suffix: str) -> HttpResponse:
    """The whole list as CSV, XLSX or PDF."""
    if suffix not in FILES:
        raise Http404
    ask = asked(request)
    if not ask.is_valid():
        return bad_question(ask)
    try:
        found = _asked(request, ask)
        total = counted(found).total
        if total > LONGEST_FILES[suffix]:
            raise Refused(
                "list-too-long",
                mark("Danh sách có {total} hồ sơ, quá dài cho một tệp; hãy chọn kỳ ngắn hơn hoặc từng đơn vị."),
                values={"total": total},
            )
    except Refused as refused:
        return refusal(refused)
    written = FILES[suffix](found, listed(found, request.actor))
    return as_file(written, suffix, exports.file_name(found, suffix))


def _asked(request: ActorRequest, ask: Ask) -> Asked:
    question = ask.question()
    cause = read_number(request.GET["cause"], field="cause") if request.GET.get("cause") else None
    scope = scope_of(question.agency, on=question.period.last, own=question.own)
    return Asked(scope, question.period, know(question.as_of, claimed=question.claimed), cause)


def _shown(request: ActorRequest, ask: Ask) -> dict[str, object]:
    found, question = _asked(request, ask), ask.question()
    after = read_number(request.GET["after"], field="after") if request.GET.get("after") else None
    counts = counted(found)
    rows = listed(found, request.actor, after=after, limit=PAGE + 1)
    shown = rows[:PAGE]
    sealed = address(question, as_of=found.seal.published_at)

    def here(**more: object) -> str:
        told = {"cause": "" if found.cause is None else found.cause, **more}
        return f"?{urlencode({**sealed, **{name: value for name, value in told.items() if value != ''}})}"

    return {
        "asked": found,
        "period_words": window_words(found.period),
        "rows": [_row(row) for row in shown],
        "counts": counts,
        "figures": _figures(found, counts),
        "causes": [
            {
                "words": _(cause_words(number)),
                "count": count,
                "url": here(cause=number),
                "current": number == found.cause,
            }
            for number, count in counts.causes.items()
        ],
        "all_url": here(cause="") if found.cause is not None else "",
        "cause": "" if found.cause is None else _(cause_words(found.cause)),
        "links": {suffix: f"{reverse('reports:late_file', args=[suffix])}{here()}" for suffix in FILES},
        "permanent": f"{reverse('reports:late')}{here()}",
        "claimed_url": claimed_url(question, found.seal, reverse("reports:late")),
        "first_url": here() if after is not None else "",
        "pager": {
            "previous_url": "",
            "next_url": here(after=shown[-1].id) if len(rows) > PAGE else "",
            "words": _("Trang này: {shown} trong {total}").format(
                shown=number_text(len(shown)), total=number_text(counts.total)
            ),
        },
    }


def _figures(found: Asked, counts: Counted) -> dict[str, dict[str, object]]:
    """The figures that the list adds up to, each answering for itself."""
    return {
        name: {
            "value": value,
            "title": str(known_figure(code).title),
            "url": figure_url(
                code,
                agency=found.scope.code,
                period=found.period,
                seal=found.seal,
                own=found.scope.own,
                filters=found.filters,
            ),
        }
        for name, code, value in (
            ("late", LATE, counts.total),
            ("resolved", RESOLVED, counts.resolved),
            ("pending", PENDING, counts.pending),
        )
    }


def _row(row: Late) -> dict[str, object]:
    """A line; what only the record tells is left out where the reader may not open it."""
    record = row.record
    cause = _(cause_words(row.cause))
    return {
        "one": row,
        "record": record,
        "url": reverse("dossiers:dossier", args=[row.id]) if record else "",
        "cause": f"{cause} ({record.cause_text})" if record and record.cause_text and row.cause else cause,
        "apology": _(exports.APOLOGIES[row.apology]),
    }
