"""The tracking book as page, PDF and workbook; the hand-over lists of a day."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.agencies.models import Unit
from caicach.dossiers.exports.books import entered, handover_list, result_list, tracking_book
from caicach.dossiers.forms.books import BookForm, DayForm
from caicach.dossiers.permits import BOOKKEEPERS, may_keep_book
from caicach.dossiers.queries.books import book_rows, book_units, in_book
from caicach.dossiers.queries.handovers import RESULTS, Handover, handovers
from caicach.dossiers.views.papers import PDF, READERS, file_answer
from caicach.kit.period import Period, local_day
from caicach.papers.rules.values import Sheet
from caicach.papers.services.draw import draw
from caicach.papers.services.write_book import write_book

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ON_PAPER = 500
"""A book with more rows is given as a workbook only: nobody prints a hundred pages."""
REFUSED = 400


@permitted(*BOOKKEEPERS)
@require_safe
def book(request: ActorRequest) -> HttpResponse:
    """Which book, how many dossiers it has, and its files."""
    return _book_page(request, _asked(request))


@permitted(*BOOKKEEPERS)
@require_safe
def book_pdf(request: ActorRequest) -> HttpResponse:
    """The book as PDF; one that is too long for paper comes back with what to do."""
    form = _asked(request)
    if not form.is_valid():
        return _book_page(request, form)
    unit, period = _unit(form), form.cleaned_data["period"]
    if in_book(request.actor, unit.pk, period).count() > MOST_ON_PAPER:
        form.add_error(None, _too_many())
        return _book_page(request, form)
    with override("vi"):
        rows = entered(book_rows(request.actor, unit.pk, period), request.actor)
        content = draw(tracking_book(unit, period, today=_today(), rows=rows), at=timezone.now())
    return file_answer(content, PDF, f"{_name(unit, period)}.pdf", inline=True)


@permitted(*BOOKKEEPERS)
@require_safe
def book_xlsx(request: ActorRequest) -> HttpResponse:
    """The book as a workbook, however long."""
    form = _asked(request)
    if not form.is_valid():
        return _book_page(request, form)
    unit, period = _unit(form), form.cleaned_data["period"]
    with override("vi"):
        rows = entered(book_rows(request.actor, unit.pk, period), request.actor)
        content = write_book(tracking_book(unit, period, today=_today()), rows)
    return file_answer(content, XLSX, f"{_name(unit, period)}.xlsx", inline=False)


def _asked(request: ActorRequest) -> BookForm:
    """The form as the address has it. A unit out of reach, or none, is not found."""
    form = BookForm(request.GET.dict(), units=book_units(request.actor), today=_today())
    if "unit" in form.errors:
        raise Http404
    return form


def _unit(form: BookForm) -> Unit:
    return Unit.objects.get(pk=form.cleaned_data["unit"])


def _book_page(request: ActorRequest, form: BookForm) -> HttpResponse:
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        told = form.cleaned_data
        if not may_keep_book(request.actor, told["unit"]).allowed:
            raise Http404
        query = urlencode({"unit": told["unit"], "first": told["first"], "last": told["last"]})
        count = in_book(request.actor, told["unit"], told["period"]).count()
        context |= {
            "count": count,
            "pdf": f"{reverse('dossiers:tracking_book_pdf')}?{query}" if 0 < count <= MOST_ON_PAPER else "",
            "xlsx": f"{reverse('dossiers:tracking_book_xlsx')}?{query}",
            "too_many": _too_many() if count > MOST_ON_PAPER else "",
        }
    return render(request, "dossiers/tracking_book.html", context, status=REFUSED if form.errors else 200)


def _too_many() -> str:
    return _("Sổ dài quá {most} dòng nên chỉ xuất XLSX; muốn in hãy chọn khoảng thời gian ngắn hơn.").format(
        most=MOST_ON_PAPER
    )


def _name(unit: Unit, period: Period) -> str:
    return f"so-theo-doi-{unit.code}-{period.first}-{period.last}"


def _today() -> date:
    return local_day(timezone.now())


@permitted(*READERS)
@require_safe
def handover_page(request: ActorRequest) -> HttpResponse:
    """From which unit to which dossiers and results went on a day, each with its list."""
    form = DayForm(request.GET.dict(), today=_today())
    if not form.is_valid():
        return render(request, "dossiers/handover_list.html", {"form": form}, status=REFUSED)
    day = form.cleaned_data["day"]
    rows = [
        {
            "results": one.kind == RESULTS,
            "giver": one.giver.name,
            "receiver": one.receiver.name,
            "count": len(one.passed),
            "pdf": f"{reverse('dossiers:handover_list_pdf')}?{_query(one, day)}",
        }
        for one in handovers(request.actor, day)
    ]
    return render(request, "dossiers/handover_list.html", {"form": form, "rows": rows, "day": day})


def _query(one: Handover, day: date) -> str:
    return urlencode({"day": day, "kind": one.kind, "giver": one.giver.pk, "receiver": one.receiver.pk})


@permitted(*READERS)
@require_safe
def handover_pdf(request: ActorRequest) -> HttpResponse:
    """The list of one hand-over of a day as PDF."""
    form = DayForm(request.GET.dict(), today=_today())
    if not form.is_valid():
        raise Http404
    day = form.cleaned_data["day"]
    asked = urlencode({name: request.GET.get(name, "") for name in ("kind", "giver", "receiver")})
    with override("vi"):
        found = next((one for one in handovers(request.actor, day) if _query(one, day).endswith(f"&{asked}")), None)
        if found is None:
            raise Http404
        results = found.kind == RESULTS
        sheet: Sheet = result_list(found, day, request.actor) if results else handover_list(found, day)
        content = draw(sheet, at=found.passed[-1].at)
    return file_answer(content, PDF, f"ban-giao-{found.kind}-{day}.pdf", inline=True)
