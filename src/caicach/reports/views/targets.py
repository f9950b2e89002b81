"""The targets of rates (chỉ tiêu): which hold, what held before, and setting the next one."""

from collections.abc import Sequence
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.agencies.models import Unit
from caicach.figures.register import known_figure
from caicach.kit.acts import Act, request_key
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.reports.exports.briefing import goal_text
from caicach.reports.forms import SetTarget
from caicach.reports.models import Target
from caicach.reports.permits import SETTERS
from caicach.reports.queries.targets import goal_of, targets_of
from caicach.reports.rules.ii06 import alphabetical
from caicach.reports.rules.targets import RATES, STATUS_NAMES, Goal, Status, in_force
from caicach.reports.services.set_target import set_target

UNPROCESSABLE = 422


@permitted(*SETTERS)
@require_safe
def targets(request: ActorRequest) -> HttpResponse:
    """The targets of the units that the reader enters targets for, and those that are shipped for all."""
    order = {figure: place for place, figure in enumerate(RATES)}
    rows = sorted(targets_of(request.actor.reach(SETTERS)), key=lambda row: order.get(row.figure, len(order)))
    today = local_day(timezone.now())
    held = {goal.id for goal in in_force(map(goal_of, rows), today).values()}
    groups = [
        {"name": known_figure(figure).title if figure in RATES else figure, "rows": [_row(one, held) for one in found]}
        for figure, found in groupby(rows, key=lambda row: row.figure)
    ]
    return render(request, "reports/targets.html", {"groups": groups, "today": today})


def _row(row: Target, held: set[int]) -> dict[str, object]:
    goal: Goal = goal_of(row)
    return {
        "target": row,
        "unit": row.unit.name if row.unit else _("Mọi đơn vị"),
        "below": row.below and row.unit is not None,
        "value": goal_text(goal),
        "holds": row.pk in held,
        "status": _(STATUS_NAMES[goal.status]),
        "confirmed": goal.status is Status.CONFIRMED,
        "again": row.unit is not None,
    }


@permitted(*SETTERS)
@require_http_methods(["GET", "POST"])
def set_one(request: ActorRequest) -> HttpResponse:
    """Set the next version of a target; the fields begin with the version that holds where the address names one."""
    form = SetTarget(
        request.POST or None,
        figures=[(code, known_figure(code).title) for code in RATES],
        units=_units(request.actor.reach(SETTERS)),
        initial=_initial(request),
    )
    if request.method == "POST" and form.is_valid() and _set(request, form):
        messages.success(request, _("Đã đặt chỉ tiêu; bảng theo dõi và báo cáo giao ban so theo chỉ tiêu này."))
        return redirect("reports:targets")
    context = {"form": form, "request_key": request_key(request.POST), "cancel_url": reverse("reports:targets"),
               "submit_label": _("Đặt chỉ tiêu")}  # fmt: skip
    return render(
        request, "reports/set_target.html", context, status=UNPROCESSABLE if request.method == "POST" else 200
    )


def _units(ids: frozenset[int]) -> Sequence[tuple[int, str]]:
    units = Unit.objects.filter(pk__in=ids, valid_to=None)
    return [(unit.pk, unit.name) for unit in sorted(units, key=lambda one: alphabetical(one.name_vi, one.code))]


def _initial(request: ActorRequest) -> dict[str, object]:
    figure, unit = request.GET.get("figure", ""), request.GET.get("unit", "")
    today = {"valid_from": local_day(timezone.now()), "figure": figure, "unit": unit}
    if not unit.isdecimal():
        return today
    last = Target.objects.filter(figure=figure, unit_id=int(unit), unit_id__in=request.actor.reach(SETTERS))
    newest = last.order_by("-number").first()
    if newest is None:
        return today
    return {**today, "below": newest.below, "comparator": newest.comparator, "value": newest.value.normalize()}


def _set(request: ActorRequest, form: SetTarget) -> bool:
    now = timezone.now()
    act = Act(actor=request.actor, at=now, now=now, key=request_key(request.POST))
    try:
        set_target(act, form.wanted())
    except Unknown as unknown:
        if unknown.field != "unit":
            raise Http404 from unknown
        form.refuse(unknown)
    except Refused as refused:
        form.refuse(refused)
    return not form.errors
