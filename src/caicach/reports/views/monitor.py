"""The monitoring board (bảng theo dõi, điều hành): what a unit's head looks at each morning."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.agencies.models import Unit
from caicach.figures.permits import may_ask
from caicach.figures.register import known_figure
from caicach.figures.services.know import know
from caicach.figures.tags import figure_url
from caicach.kit.period import Period
from caicach.kit.ratio import NOTHING
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.reports.exports.briefing import goal_text, judged
from caicach.reports.forms import Choose
from caicach.reports.permits import SETTERS, drawable
from caicach.reports.queries.drawn import units_named
from caicach.reports.queries.monitor import Board, Rate, Row, board
from caicach.reports.rules import monitor as form
from caicach.reports.rules.monitor import Line
from caicach.reports.rules.targets import STATUS_NAMES, Status, bullet
from caicach.reports.views.asking import REFUSED, own_agency
from caicach.ui.tags import day_text, number_text, said

UNCHANGED = 204
WEEKDAYS = (mark("T2"), mark("T3"), mark("T4"), mark("T5"), mark("T6"), mark("T7"), mark("CN"))
WEEKDAY_NAMES = (
    mark("Thứ Hai"), mark("Thứ Ba"), mark("Thứ Tư"), mark("Thứ Năm"), mark("Thứ Sáu"), mark("Thứ Bảy"),
    mark("Chủ nhật"),
)  # fmt: skip


@signed_in
@require_safe
def page(request: ActorRequest) -> HttpResponse:
    """The board now or as of an instant; asked again with the seal on the page (`known`) it says that nothing changed.

    Whose unit is out of reach, or is none, finds nothing here.
    """
    asked = Choose(request.GET.dict(), agencies=units_named(drawable(request.actor)), agency=own_agency(request.actor))
    if "agency" in asked.errors:
        raise Http404
    if not asked.is_valid():
        return render(request, "reports/monitor.html", {"form": asked}, status=REFUSED)
    told = asked.cleaned_data
    unit = Unit.objects.get(code=told["agency"])
    if not may_ask(request.actor, unit.pk).allowed:
        raise Http404
    try:
        seal = know(told["as_of"])
    except Refused as refused:
        asked.add_error("as_of", said(refused))
        return render(request, "reports/monitor.html", {"form": asked}, status=REFUSED)
    if request.GET.get("known") == str(seal.no):
        return HttpResponse(status=UNCHANGED)
    found = board(
        unit,
        seal=seal,
        heat=form.Heat(told["heat"]),
        rows=form.Rows(told["rows"]) if told["rows"] else None,
        reach=drawable(request.actor),
        own=_("{unit} (riêng đơn vị)").format(unit=unit.name),
    )
    context = {"form": asked, "board": found, "live": told["as_of"] is None, **shown(found, whole=_whole(request))}
    return render(request, "reports/monitor.html", {**context, "sets_targets": request.actor.holds(SETTERS)})


def _whole(request: ActorRequest) -> bool:
    return request.GET.get("all") == "1"


def shown(found: Board, *, whole: bool) -> dict[str, object]:
    """The board as its template reads it; `whole` shows all lines of the map."""
    lines = found.lines if whole else found.lines[: form.SHOWN]
    return {
        "weekday": _(WEEKDAY_NAMES[found.today.weekday()]),
        "tiles": _tiles(found),
        "ahead": _ahead(found),
        "rates": [_rate(found, one) for one in found.rates],
        "year_words": _words(found.year),
        "soon_words": _words(found.soon),
        "months": [f"{month.first:%m/%y}" for month in found.months],
        "map_title": known_figure(form.HEAT_FIGURES[found.heat]).title,
        "row_name": _(form.ROW_NAMES[found.rows]),
        "lines": [_line(found, one) for one in lines],
        "hidden": len(found.lines) - len(lines),
        "total": _line(found, found.total),
        "key": _key(found.heat),
    }


def _words(period: Period) -> str:
    return (
        f"{day_text(period.first)} – {day_text(period.last)}" if period.first != period.last else day_text(period.first)
    )


def _tiles(found: Board) -> list[dict[str, object]]:
    overdue, due = found.now[form.OVERDUE], found.now[form.DUE_OPEN]
    done = found.now[form.DUE] - due
    return [
        _tile(found, form.RECEIVED, _("Tiếp nhận hôm nay"), "", ""),
        _tile(found, form.RESOLVED, _("Giải quyết xong hôm nay"), "", ""),
        _tile(found, form.DUE_OPEN, _("Đến hạn hôm nay, chưa xong"), "due_soon" if due else "",
              _("đã xong {done} trong {all}").format(done=number_text(done), all=number_text(found.now[form.DUE]))
              if found.now[form.DUE] else _("hôm nay không có hồ sơ đến hạn")),
        _tile(found, form.PENDING, _("Đang giải quyết"), "", ""),
        _tile(found, form.OVERDUE, _("Đang giải quyết, quá hạn"), "late" if overdue else "",
              _("{share} số đang giải quyết").format(share=_percent(overdue, found.now[form.PENDING]))
              if overdue else _("không có hồ sơ quá hạn")),
    ]  # fmt: skip


def _percent(numerator: int, denominator: int) -> str:
    return f"{number_text(Fraction(100 * numerator, denominator), 1)}%" if denominator else NOTHING


def _tile(found: Board, code: str, label: str, kind: str, note: str) -> dict[str, object]:
    return {**_number(found, found.total.line, code, found.day, found.now[code]), "label": label, "kind": kind,
            "note": note}  # fmt: skip


def _number(found: Board, line: Line, code: str, period: Period, value: object) -> dict[str, object]:
    """A count with the way to its figure; no way where the reader may not ask for the line's unit."""
    url = ""
    if line.code:
        url = figure_url(code, agency=line.code, period=period, seal=found.seal, own=line.own, filters=line.filters)
    return {"url": url, "value": value, "title": f"{known_figure(code).title} · {line.name} · {_words(period)}"}


def _ahead(found: Board) -> list[dict[str, object]]:
    """Today and the days ahead as bars from zero, the longest filling the room."""
    days = [(found.day, found.now[form.DUE_OPEN]), *found.ahead]
    most = max(count for _period, count in days) or 1
    return [
        {
            **_number(found, found.total.line, form.DUE_OPEN, period, count),
            "weekday": _("Hôm nay") if period == found.day else _(WEEKDAYS[period.last.weekday()]),
            "day": f"{period.last:%d/%m}",
            "width": f"{100 * count / most:.2f}%",
            "today": period == found.day,
        }
        for period, count in days
    ]


def _rate(found: Board, one: Rate) -> dict[str, object]:
    goal = one.goal
    met, words = judged(one)
    drawn = bullet(one.numerator, one.denominator, goal.comparator, goal.value)
    value: object = Fraction(100 * one.numerator, one.denominator) if one.denominator else NOTHING
    return {
        **_number(found, found.total.line, one.figure, found.year, value),
        "name": known_figure(one.figure).title,
        "sign": "%" if one.denominator else "",
        "goal": goal_text(one.goal),
        "source": goal.source,
        "status": "" if goal.status is Status.CONFIRMED else _(STATUS_NAMES[goal.status]),
        "met": met,
        "words": words,
        "drawn": drawn,
        "scale": f"0–{drawn.top}%",
    }


def _line(found: Board, row: Row) -> dict[str, object]:
    overdue = row.now[form.OVERDUE]
    return {
        "name": row.line.name,
        "pending": _number(found, row.line, form.PENDING, found.day, row.now[form.PENDING]),
        "soon": _number(found, row.line, form.DUE_OPEN, found.soon, row.soon),
        "overdue": {**_number(found, row.line, form.OVERDUE, found.day, overdue), "late": overdue > 0},
        "cells": [
            _cell(found, row.line, period, counts) for period, counts in zip(found.months, row.months, strict=True)
        ],
    }


def _cell(found: Board, line: Line, period: Period, counts: tuple[int, int]) -> Mapping[str, object]:
    numerator, denominator = counts
    if not denominator:
        return {"shade": None}
    rate = Fraction(100 * numerator, denominator)
    told = _number(found, line, form.HEAT_FIGURES[found.heat], period, rate)
    counted = f"{number_text(numerator)}/{number_text(denominator)}"
    return {**told, "title": f"{told['title']} · {counted}", "shade": form.shade(found.heat, numerator, denominator)}


def _key(heat: form.Heat) -> list[dict[str, object]]:
    """What the shades mean, the lightest first."""
    bounds = [*form.SHADES]
    words = [
        f"≤ {bounds[0]}%",
        *(f"{low}–{high}%" for low, high in pairwise(bounds)),
        f"> {bounds[-1]}%",
    ]
    if heat is form.Heat.TIMELY:
        left = [100 - bound for bound in bounds]
        words = [
            f"≥ {left[0]}%",
            *(f"{low}–{high}%" for high, low in pairwise(left)),
            f"< {left[-1]}%",
        ]
    return [{"shade": place, "words": one} for place, one in enumerate(words)]
