"""The Monday report (báo cáo giao ban) as a page, every number a figure, and as one page of A4."""

from fractions import Fraction

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.agencies.models import Unit
from caicach.figures.permits import may_ask
from caicach.figures.register import known_figure
from caicach.figures.rules.asked import moment_written
from caicach.figures.services.know import know
from caicach.figures.tags import figure_url
from caicach.kit.period import Period, local_day
from caicach.kit.ratio import NOTHING
from caicach.kit.refusal import Refused
from caicach.reports.exports import briefing as said_as
from caicach.reports.forms import Monday
from caicach.reports.permits import drawable
from caicach.reports.queries.briefing import Briefing, Listed, Standing, briefing
from caicach.reports.queries.drawn import units_named
from caicach.reports.queries.monitor import Rate
from caicach.reports.rules import briefing as form
from caicach.reports.rules.monitor import OVERDUE, Line
from caicach.reports.views.asking import REFUSED, as_file, own_agency
from caicach.ui.tags import said


@signed_in
@require_safe
def page(request: ActorRequest) -> HttpResponse:
    """The report of the week before a Monday; without an answer what is wrong."""
    asked, told = _told(request)
    if told is None:
        return render(request, "reports/briefing.html", {"form": asked}, status=REFUSED)
    return render(request, "reports/briefing.html", {"form": asked, "report": told, **shown(told)})


@signed_in
@require_safe
def pdf(request: ActorRequest) -> HttpResponse:
    """The same as a file to be printed and handed round."""
    _asked, told = _told(request)
    if told is None:
        raise Http404
    return as_file(said_as.as_pdf(told), "pdf", f"giao-ban-{told.scope.code}-{told.weeks.monday:%Y-%m-%d}.pdf")


def _told(request: ActorRequest) -> tuple[Monday, Briefing | None]:
    """The question and its answer; a unit out of reach, or none, finds nothing here (`Http404`)."""
    asked = Monday(request.GET.dict(), agencies=units_named(drawable(request.actor)), agency=own_agency(request.actor))
    if "agency" in asked.errors:
        raise Http404
    if not asked.is_valid():
        return asked, None
    unit = Unit.objects.get(code=asked.cleaned_data["agency"])
    if not may_ask(request.actor, unit.pk).allowed:
        raise Http404
    try:
        seal = know(asked.cleaned_data["as_of"])
        weeks = form.weeks(asked.cleaned_data["week"], today=local_day(seal.published_at))
    except Refused as refused:
        asked.add_error(refused.field if refused.field in asked.fields else None, said(refused))
        return asked, None
    asked.data = {**asked.data, "week": weeks.monday.isoformat()}
    own = _("{unit} (riêng đơn vị)").format(unit=unit.name)
    told = briefing(unit, weeks, seal=seal, actor=request.actor, own=own, reach=drawable(request.actor))
    return asked, told


def shown(told: Briefing) -> dict[str, object]:
    """The report as its template reads it."""
    weeks = told.weeks
    whole = Line(None, told.scope.name, told.unit.name_vi, told.scope.code)
    fields = f"agency={told.scope.code}&week={weeks.monday.isoformat()}&as_of={moment_written(told.seal.published_at)}"
    return {
        "period_words": said_as.period_words(told),
        "sentences": [_segments(told, one, whole) for one in form.SENTENCES],
        "heads": [(_("Tuần"), weeks.week), (_("Tuần trước"), weeks.before), (_("Từ đầu năm"), weeks.year)],
        "lines": [
            {"name": _(label), "part": label.startswith("–"),
             "cells": [_number(told, whole, code, one, told.counts[one][code])
                       for one in (weeks.week, weeks.before, weeks.year)]}
            for code, label in form.COUNTED.items()
        ],
        "rates": [_rate(told, one, whole) for one in told.year_rates],
        "late": _list(told, whole, said_as.late_title(told), told.late, told.late_count, OVERDUE, weeks.week),
        "coming": _list(told, whole, said_as.coming_title(told), told.coming, told.coming_count, form.COMING,
                        weeks.coming),
        "unit_heads": said_as.unit_heads(told),
        "units": [_unit(told, one) for one in told.units[: form.UNITS]],
        "units_more": said_as.more_units(told),
        "pdf": f"{reverse('reports:briefing_pdf')}?{fields.replace('+', '%2B')}",
    }  # fmt: skip


def _number(told: Briefing, line: Line, code: str, period: Period, value: object) -> dict[str, object]:
    url = ""
    if line.code:
        url = figure_url(code, agency=line.code, period=period, seal=told.seal, own=line.own, filters=line.filters)
    title = f"{known_figure(code).title} · {line.name} · {said_as.words(period)}"
    return {"url": url, "value": value, "title": title}


def _segments(told: Briefing, sentence: str, whole: Line) -> list[dict[str, object]]:
    """The sentence as texts, each with the number that follows it."""
    numbers = told.weeks.numbers()
    return [
        {"text": text, "number": _number(told, whole, *numbers[name], told.number(name)) if name else None}
        for text, name in said_as.segments(sentence)
    ]


def _rate(told: Briefing, one: Rate, whole: Line) -> dict[str, object]:
    met, words = said_as.judged(one)
    week = told.week_rates.get(one.figure)
    return {
        "name": known_figure(one.figure).title,
        "goal": said_as.goal_text(one.goal),
        "cells": [
            {**_number(told, whole, one.figure, period, _share(of)), "sign": "%" if of and of.denominator else ""}
            for of, period in ((week, told.weeks.week), (one, told.weeks.year))
        ],
        "kind": "neutral" if met is None else "on_time" if met else "late",
        "words": words,
    }


def _share(one: Rate | None) -> object:
    return Fraction(100 * one.numerator, one.denominator) if one and one.denominator else NOTHING


def _list(
    told: Briefing, whole: Line, title: str, listed: tuple[Listed, ...], count: int, code: str, period: Period
) -> dict[str, object]:
    all_of = _number(told, whole, code, period, count)
    return {"title": title, "rows": listed, "more": said_as.more(len(listed), count), "all": all_of, "count": count}


def _unit(told: Briefing, one: Standing) -> dict[str, object]:
    cells = [_number(told, one.line, code, told.weeks.week, one.counts[code]) for code in said_as.UNIT_CODES]
    return {"rank": one.rank, "name": one.line.name, "cells": cells}
