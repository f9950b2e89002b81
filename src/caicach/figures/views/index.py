"""All figures there are, by room, with what each means; found by words, opened for a unit and a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.accounts.rules import Role
from caicach.figures import tags
from caicach.figures.permits import COMPOSERS
from caicach.figures.queries.composed import composed_by_units
from caicach.figures.queries.reach import units_asked, usual_unit
from caicach.figures.register import Figure, Ratio, all_figures, room_name
from caicach.figures.rules.asked import read_day
from caicach.figures.rules.derived import Derived
from caicach.figures.rules.narrowed import Narrowed
from caicach.kit.period import Period, local_day
from caicach.kit.refusal import Refused
from caicach.kit.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in the list; `url` is empty while no unit and period are chosen."""

    figure: Figure
    kind: str
    reading: str
    url: str


@signed_in
@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The figures whose code or words hold all words that were asked for, without regard to accents."""
    words = request.GET.get("q", "").strip()[:120]
    agencies = units_asked(request.actor)
    agency = request.GET.get("agency") or usual_unit(request.actor)
    if agency not in dict(agencies):
        agency = ""
    first, last, fault = _days(request)
    period = Period(first, last) if not fault else None
    figures = [*all_figures(), *(one.figure for one in composed_by_units(request.actor.reach(Role)))]
    found = [figure for figure in figures if _holds(figure, words)]
    context = {
        "words": words,
        "agencies": agencies,
        "agency": agency,
        "first": request.GET.get("from") or first.isoformat(),
        "last": request.GET.get("to") or last.isoformat(),
        "fault": fault,
        "count": len(found),
        "may_compose": request.actor.holds(COMPOSERS),
        "rooms": list(_rooms(found, agency, period)),
    }
    return render(request, "figures/index.html", context, status=422 if fault else 200)


def _days(request: ActorRequest) -> tuple[date, date, Refused | None]:
    """The days of the period, usually this year up to today; and what is wrong with those that were given."""
    today = local_day(timezone.now())
    usual = today.replace(month=1, day=1), today
    try:
        first = read_day(request.GET["from"], field="from") if request.GET.get("from") else usual[0]
        last = read_day(request.GET["to"], field="to") if request.GET.get("to") else usual[1]
        Period(first, last)
    except Refused as refused:
        return *usual, refused
    return first, last, None


def _holds(figure: Figure, words: str) -> bool:
    text = fold(f"{figure.code} {figure.title} {figure.definition} {tags.reading_words(figure.reading)}")
    return all(word in text for word in fold(words).split())


def _rooms(found: Iterable[Figure], agency: str, period: Period | None) -> Iterable[tuple[str, list[Line]]]:
    lines: dict[str, list[Line]] = {}
    for figure in found:
        url = tags.figure_url(figure.code, agency=agency, period=period, seal=None) if agency and period else ""
        line = Line(figure, _kind(figure), tags.reading_words(figure.reading), url)
        lines.setdefault(figure.room, []).append(line)
    return ((room_name(room), lines[room]) for room in sorted(lines))


def _kind(figure: Figure) -> str:
    if isinstance(figure.expression, Narrowed):
        return _("tự soạn")
    if isinstance(figure.expression, Derived):
        return _("tính từ số liệu khác")
    return _("tỷ lệ") if isinstance(figure.expression, Ratio) else _("số đếm")
