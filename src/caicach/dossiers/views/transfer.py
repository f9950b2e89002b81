"""Competence moves to another agency: the form, what it would move, then, confirmed, what became of each dossier."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.dossiers.forms.act import request_key
from caicach.dossiers.forms.transfer import DivisionForm, TransferForm
from caicach.dossiers.queries.papers import seen_of
from caicach.dossiers.queries.people import units_under
from caicach.dossiers.queries.transfers import (
    Moving,
    Planned,
    numbers_of,
    procedures_of,
    units_to_leave,
    units_to_take,
)
from caicach.dossiers.rules.step import STEP_LABELS
from caicach.dossiers.services.transfer_competence import Transferred, preview_transfer, transfer_competence
from caicach.dossiers.views.act import UNPROCESSABLE
from caicach.kit.acts import Act, Actor
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.ui.tags import said

SHOWN = 200
"""So many dossiers are listed one by one."""


@permitted(Role.ADMINISTRATOR, Role.AGENCY_LEADER)
@require_http_methods(["GET", "POST"])
def transfer(request: ActorRequest) -> HttpResponse:
    """Three pages at one address: the form, the preview, the result."""
    now = timezone.now()
    leaving, taking = units_to_leave(request.actor), units_to_take(request.actor, on=local_day(now))
    form = TransferForm(
        request.POST or None, leaving=leaving, taking=taking, procedures=procedures_of([unit.pk for unit in leaving])
    )
    form.initial = {"from_unit": request.GET.get("from", "")}
    if request.method == "POST" and form.is_valid():
        act = Act(actor=request.actor, at=now, now=now, key=request_key(request.POST))
        try:
            return _result(request, form, act) if "confirm" in request.POST else _preview(request, form, act)
        except Refused as refused:
            form.refuse(refused)
    context = {
        "form": form,
        "request_key": request_key({}),
        "submit_label": _("Xem trước"),
        "cancel_url": "/",
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "dossiers/transfer.html", context, status=status)


def _divisions(form: TransferForm, act: Act, sent: Any = None) -> DivisionForm:
    root = form.cleaned_data["to_unit"]
    return DivisionForm(sent, units=units_under(root, on=local_day(act.now)), root_id=root)


def _preview(request: ActorRequest, form: TransferForm, act: Act) -> HttpResponse:
    planned = preview_transfer(act, form.transfer())
    context = {
        **_about(form),
        "planned": planned,
        "steps": _steps(planned),
        "movable": _rows(request.actor, planned.movable),
        "blocked": _rows(request.actor, planned.blocked),
        "divisions": _divisions(form, act),
        "request_key": act.key,
    }
    return render(request, "dossiers/transfer_preview.html", context)


def _steps(planned: Planned) -> list[tuple[str, int]]:
    return [(_(label), planned.steps[step]) for step, label in STEP_LABELS.items() if planned.steps.get(step)]


def _result(request: ActorRequest, form: TransferForm, act: Act) -> HttpResponse:
    divisions = _divisions(form, act, request.POST)
    division = divisions.cleaned_data["division"] if divisions.is_valid() else None
    done: Transferred = transfer_competence(act, form.transfer(division))
    context = {
        **_about(form),
        "done": done,
        "moved": _moved(request.actor, done.moved),
        "kept": _rows(request.actor, done.kept),
    }
    return render(request, "dossiers/transfer_done.html", context)


def _about(form: TransferForm) -> dict[str, Any]:
    told = form.cleaned_data
    units = Unit.objects.in_bulk([told["from_unit"], told["to_unit"]])
    return {"form": form, "old": units[told["from_unit"]], "new": units[told["to_unit"]], "told": told}


def _rows(actor: Actor, dossiers: Iterable[Moving]) -> list[dict[str, Any]]:
    """With a link for who may open it; whoever may not reads no more than the number."""
    rows = list(dossiers)[:SHOWN]
    seen = seen_of(actor, [one.id for one in rows])
    return [
        {
            "id": one.id,
            "number": one.number,
            "open": one.id in seen,
            "step": _(STEP_LABELS[one.step]),
            "paused": one.paused,
            "refusal": said(one.refused) if one.refused else "",
        }
        for one in rows
    ]


def _moved(actor: Actor, ids: Sequence[int]) -> list[dict[str, Any]]:
    shown = ids[:SHOWN]
    seen = seen_of(actor, shown)
    return [{"id": one, "number": number, "open": one in seen} for one, number in numbers_of(shown)]
