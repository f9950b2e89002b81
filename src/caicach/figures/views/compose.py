"""Composing figures without code: the list of an agency's own, composing with a preview, changing, withdrawing."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, permitted, signed_in
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.figures.forms import ComposeForm, Groups, begins_with
from caicach.figures.permits import COMPOSERS, may_compose
from caicach.figures.queries.composed import (
    Current,
    Names,
    base_title,
    composed,
    composed_by_units,
    condition_names,
    where_words,
)
from caicach.figures.queries.reach import units_asked, usual_unit
from caicach.figures.register import all_figures, room_name
from caicach.figures.rules.narrowed import Draft
from caicach.figures.services.compose import compose as compose_figure
from caicach.figures.services.recompose import recompose as recompose_figure
from caicach.figures.services.withdraw import withdraw as withdraw_figure
from caicach.figures.tags import figure_url
from caicach.figures.views.preview import preview
from caicach.kit.acts import Act, Actor, request_key
from caicach.kit.period import Period, local_day
from caicach.kit.refusal import Refused, Unknown

UNPROCESSABLE = 422


@signed_in
@require_safe
def own(request: ActorRequest) -> HttpResponse:
    """The composed figures of all units whose figures the reader may ask for."""
    found = composed_by_units(request.actor.reach(Role), withdrawn=True)
    agency = usual_unit(request.actor)
    names = condition_names(one.narrowed.where for one in found)
    context = {
        "rows": [_row(one, request.actor, agency, names) for one in found],
        "may_compose": request.actor.holds(COMPOSERS),
    }
    return render(request, "figures/own.html", context)


@permitted(*COMPOSERS)
@require_http_methods(["GET", "POST"])
def compose(request: ActorRequest) -> HttpResponse:
    """Compose a figure; it is tried before it is saved."""
    usual = _usual(request.actor)
    mine = {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=request.actor.reach(COMPOSERS), valid_to=None)}
    form = ComposeForm(
        _sent(request),
        initial={**usual, "owner": _pk(usual["agency"])},
        owners=sorted(mine.items(), key=_by_name),
        bases=_bases(request.actor),
        units=_units(request.actor),
    )

    def work(act: Act) -> object:
        return compose_figure(act, slug=form.cleaned_data["slug"], unit_id=form.unit_id, draft=form.draft())

    return _carry_out(request, form, work, _("Đã soạn số liệu."), {"code": ""})


@permitted(*COMPOSERS)
@require_http_methods(["GET", "POST"])
def recompose(request: ActorRequest, code: str) -> HttpResponse:
    """Change a composed figure; it is tried before the next version is saved."""
    found = _mine(request.actor, code)
    form = ComposeForm(
        _sent(request), initial={**_usual(request.actor), **begins_with(found.draft)}, owner_id=found.row.unit_id,
        bases=_bases(request.actor, without=code), units=_units(request.actor, found.draft),
    )  # fmt: skip

    def work(act: Act) -> object:
        return recompose_figure(act, code, draft=form.draft())

    return _carry_out(request, form, work, _("Đã lưu bản mới của số liệu."),
                      {"code": code, "seen": request.POST.get("seen") or found.definition.version})  # fmt: skip


@permitted(*COMPOSERS)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, code: str) -> HttpResponse:
    """Ask whether a composed figure is to be withdrawn, and do it."""
    found = _mine(request.actor, code)
    refusal = None
    if request.method == "POST":
        try:
            withdraw_figure(_act(request), code)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã rút số liệu."))
            return redirect("figures:own")
    one = _row(found, request.actor, "", condition_names([found.narrowed.where]))
    context = {"one": one, "form": forms.Form(), "refusal": refusal, "request_key": request_key(request.POST),
               "cancel_url": reverse("figures:own"), "submit_label": _("Rút số liệu")}  # fmt: skip
    return render(request, "figures/withdraw.html", context, status=UNPROCESSABLE if refusal else 200)


def _carry_out(
    request: ActorRequest, form: ComposeForm, work: Callable[[Act], object], done: str, context: Mapping[str, object]
) -> HttpResponse:
    """Show the form, what it would count, or do its work and go on to the list."""
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if "try" in request.POST:
                shown = {"preview": preview(request.actor, form)}
            else:
                work(_act(request))
                messages.success(request, done)
                return redirect("figures:own")
        except Refused as refused:
            form.refuse(refused)
    told = {"form": form, "request_key": request_key(request.POST), "cancel_url": reverse("figures:own"),
            "submit_label": _("Lưu"), **context, **shown}  # fmt: skip
    wrong = request.method == "POST" and bool(form.errors)
    return render(request, "figures/compose.html", told, status=UNPROCESSABLE if wrong else 200)


def _sent(request: ActorRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _act(request: ActorRequest) -> Act:
    now, seen = timezone.now(), request.POST.get("seen", "")
    return Act(actor=request.actor, at=now, now=now, key=request_key(request.POST),
               seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None)  # fmt: skip


def _mine(actor: Actor, code: str) -> Current:
    try:
        found = composed(code)
    except Unknown as unknown:
        raise Http404 from unknown
    if not may_compose(actor, found.row.unit_id).allowed:
        raise Http404
    return found


def _usual(actor: Actor) -> dict[str, str]:
    """The unit and this year up to today."""
    today = local_day(timezone.now())
    return {"agency": usual_unit(actor), "first": today.replace(month=1, day=1).isoformat(), "last": today.isoformat()}


def _bases(actor: Actor, *, without: str = "") -> Groups:
    """The figures from which one may start, by room; composed ones of the actor's agencies."""
    rooms: dict[str, list[tuple[str, str]]] = {}
    for figure in all_figures():
        rooms.setdefault(room_name(figure.room), []).append((figure.code, str(figure.title)))
    mine = composed_by_units(actor.reach(COMPOSERS))
    chosen = [(one.row.code, one.definition.title) for one in mine if one.row.code != without]
    return [*rooms.items(), *([(_("Số liệu tự soạn"), chosen)] if chosen else [])]


def _pk(code: str) -> int | None:
    return Unit.objects.filter(code=code).values_list("pk", flat=True).first()


def _units(actor: Actor, draft: Draft | None = None) -> list[tuple[int, str, str]]:
    """Id, code and name of the units that may be chosen: those in reach, and those that were chosen before."""
    within = dict(units_asked(actor))
    found = {unit.code: unit.pk for unit in Unit.objects.filter(code__in=within)}
    units = [(found[code], code, name) for code, name in within.items()]
    before = {*draft.where.place, *draft.where.unit} - set(found.values()) if draft else set()
    return [*units, *((unit.pk, unit.code, unit.name) for unit in Unit.objects.filter(pk__in=before))]


def _row(one: Current, actor: Actor, agency: str, names: Names) -> dict[str, Any]:
    today = local_day(timezone.now())
    period = Period(today.replace(month=1, day=1), today)
    gone = one.row.withdrawn_at is not None
    return {
        "row": one.row,
        "definition": one.definition,
        "base": base_title(one.narrowed.base),
        "where": where_words(one.narrowed.where, names),
        "mine": not gone and may_compose(actor, one.row.unit_id).allowed,
        "url": figure_url(one.row.code, agency=agency, period=period, seal=None) if agency and not gone else "",
    }


def _by_name(one: tuple[int, str]) -> str:
    return one[1]
