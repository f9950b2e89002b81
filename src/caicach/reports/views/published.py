"""What everybody may read: closed reports with their small cells withheld, as they were published."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from caicach.accounts.register import public
from caicach.kit.refusal import Unknown
from caicach.reports.exports import document, paper
from caicach.reports.exports.files import II06, KINDS
from caicach.reports.models import Edition
from caicach.reports.queries.drawn import Report
from caicach.reports.queries.editions import edition, newest, public_editions, public_of
from caicach.reports.views.asking import as_file
from caicach.reports.views.show import shown


@public
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """The public editions in force, the latest period first."""
    return render(request, "reports/published.html", {"rows": public_editions()})


@public
@require_safe
def published_one(request: HttpRequest, edition_id: int) -> HttpResponse:
    """A public edition; whoever opens one that was replaced is told so."""
    found, report = _public(edition_id)
    last = newest(found.agency_id, report.period, own=found.own, by=found.by)
    files = {suffix: reverse("reports:published_file", args=[found.pk, suffix]) for suffix in KINDS}
    context = {
        "edition": found,
        "report": report,
        "newer": last if last and last.number > found.number else None,
        "links": files,
        **shown(report),
    }
    return render(request, "reports/published_one.html", context)


@public
@require_safe
def published_file(request: HttpRequest, edition_id: int, suffix: str) -> HttpResponse:
    """A public edition as PDF, XLSX, CSV or JSON."""
    if suffix not in KINDS:
        raise Http404
    _found, report = _public(edition_id)
    return written(request, report, suffix)


def written(request: HttpRequest, report: Report, suffix: str) -> HttpResponse:
    """The edition as a file; its PDF bears the address of its page here, where it can be verified."""
    name = document.file_name(report, suffix)
    if suffix == "pdf":
        return as_file(paper.ii06(report, site=request.build_absolute_uri("/").rstrip("/")), suffix, name)
    return as_file(II06[suffix](report), suffix, name)


def _public(edition_id: int) -> tuple[Edition, Report]:
    try:
        found = edition(edition_id)
        return found, public_of(found)
    except Unknown as unknown:
        raise Http404 from unknown
