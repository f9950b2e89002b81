"""The list of reads: who opened which personal file or paper of a dossier when; for administrators."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.dossiers.exports.reads import as_csv, as_workbook, told
from caicach.dossiers.forms.reads import ReadsForm
from caicach.dossiers.queries.reads import all_of, page_of, reads_for
from caicach.dossiers.views.papers import file_answer
from caicach.kit.period import local_day

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
REFUSED = 400
LONGEST_ID = 18


@permitted(Role.ADMINISTRATOR)
@require_safe
def reads(request: ActorRequest) -> HttpResponse:
    """One page of the reads that were asked for; constant in statements."""
    form = _form(request)
    if not form.is_valid():
        return render(request, "dossiers/reads.html", {"form": form}, status=REFUSED)
    listed = page_of(reads_for(request.actor, form.ask()), before=_before(request.GET.get("before", "")))
    asked = {name: form[name].value() for name in form.fields if form[name].value()}
    older = f"?{urlencode({**asked, 'before': listed.next})}" if listed.next else ""
    context = {
        "form": form,
        "rows": [told(one) for one in listed.reads],
        "xlsx": f"{reverse('dossiers:reads_xlsx')}?{urlencode(asked)}",
        "csv": f"{reverse('dossiers:reads_csv')}?{urlencode(asked)}",
        "paging": {"previous_url": "", "next_url": older, "words": ""},
    }
    return render(request, "dossiers/reads.html", context)


@permitted(Role.ADMINISTRATOR)
@require_safe
def reads_xlsx(request: ActorRequest) -> HttpResponse:
    """All reads that were asked for as a workbook."""
    form = _form(request)
    if not form.is_valid():
        return render(request, "dossiers/reads.html", {"form": form}, status=REFUSED)
    content = as_workbook(all_of(reads_for(request.actor, form.ask())))
    return file_answer(content, XLSX, f"{_name(form)}.xlsx", inline=False)


@permitted(Role.ADMINISTRATOR)
@require_safe
def reads_csv(request: ActorRequest) -> HttpResponse:
    """The same as CSV."""
    form = _form(request)
    if not form.is_valid():
        return render(request, "dossiers/reads.html", {"form": form}, status=REFUSED)
    content = "".join(as_csv(all_of(reads_for(request.actor, form.ask())))).encode()
    return file_answer(content, CSV, f"{_name(form)}.csv", inline=False)


def _form(request: ActorRequest) -> ReadsForm:
    return ReadsForm(request.GET.dict(), today=local_day(timezone.now()))


def _name(form: ReadsForm) -> str:
    period = form.ask().period
    return f"luot-doc-{period.first}-{period.last}"


def _before(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else None
