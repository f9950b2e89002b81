"""Reception: choose the procedure, fill in the form; the promised date is shown while it is filled in."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.dossiers.forms.act import TimedForm, request_key
from caicach.dossiers.forms.reception import ReceptionForm
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.offer import MOST, Offer, choices, offer, promise, units_named
from caicach.dossiers.services.receive import Intake, receive
from caicach.dossiers.services.submit import submit
from caicach.dossiers.tags import limit_words
from caicach.dossiers.views.act import UNPROCESSABLE, back_to
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.ui.tags import moment_text

LONGEST_SEARCH = 120

Service = Callable[[Act, Intake], Dossier]


@permitted(Role.INTAKE_CLERK)
@require_safe
def choose(request: ActorRequest) -> HttpResponse:
    """The procedures that can be received today; typing narrows them."""
    # No name holds the null character, and the database could not even look for it.
    words = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST_SEARCH]
    found = choices(words, on=local_day(timezone.now()))
    context = {"words": words, "choices": found[:MOST], "more": len(found) > MOST}
    return render(request, "dossiers/choose.html", context)


@permitted(Role.INTAKE_CLERK)
@require_http_methods(["GET", "POST"])
def reception(request: ActorRequest, procedure_id: int) -> HttpResponse:
    """The form of one procedure. Papers missing: it can be noted without being accepted, so that they are asked for."""
    now = timezone.now()
    if request.method == "GET":
        return _page(request, procedure_id, ReceptionForm(initial=_proposed(request.GET)), now=now)
    form = ReceptionForm(request.POST)
    if request.POST.get("act") == "all":
        return _page(request, procedure_id, form, now=now, all_papers=True)
    if form.is_valid():
        noted = request.POST.get("act") == "submit"
        service: Service = submit if noted else receive
        act = form.act(request.actor, now=now, key=request_key(request.POST))
        try:
            dossier = service(act, form.intake(procedure_id))
        except Refused as refused:
            form.refuse(refused)
        else:
            _tell(request, dossier)
            return back_to(request, dossier)
    return _page(request, procedure_id, form, now=now, status=UNPROCESSABLE)


def _proposed(asked: QueryDict) -> dict[str, str]:
    """What the address proposes for the form."""
    return {name: value for name in ("unit", "channel") if (value := asked.get(name))}


def _tell(request: ActorRequest, dossier: Dossier) -> None:
    if dossier.accepted_at is None:
        messages.warning(request, _("Đã ghi nhận, chưa tiếp nhận. Hãy yêu cầu bổ sung hoặc từ chối."))
    else:
        told = _("Đã tiếp nhận hồ sơ {number}, hẹn trả {due}. Mở Giấy hẹn để in.")
        messages.success(request, told.format(number=dossier.number, due=moment_text(dossier.promised_at)))


def _page(
    request: ActorRequest,
    procedure_id: int,
    form: ReceptionForm,
    *,
    now: datetime,
    status: int = 200,
    all_papers: bool = False,
) -> HttpResponse:
    offered = offer(procedure_id, on=local_day(now))
    if offered is None:
        raise Http404
    form = form.all_papers(offered) if all_papers else form
    desks = units_named(request.actor.reach([Role.INTAKE_CLERK]))
    form.offer(offered, desks)
    context = {
        "form": form,
        "offer": offered,
        "received_unit": desks[0] if len(desks) == 1 else None,
        "unit": offered.units[0] if len(offered.units) == 1 else None,
        "request_key": request_key(request.POST),
        "cancel_url": reverse("dossiers:receive"),
        "due_url": reverse("dossiers:receive_due", args=[procedure_id]),
        **_promised(offered, request.POST or request.GET, now),
    }
    return render(request, "dossiers/reception.html", context, status=status)


@permitted(Role.INTAKE_CLERK)
@require_safe
def due(request: ActorRequest, procedure_id: int) -> HttpResponse:
    """The date that the slip will promise, for the channel and the time entered so far."""
    now = timezone.now()
    offered = offer(procedure_id, on=local_day(now))
    if offered is None:
        raise Http404
    return render(request, "dossiers/parts/promise.html", _promised(offered, request.GET, now))


def _promised(offered: Offer, asked: QueryDict, now: datetime) -> dict[str, object]:
    """The promise, or nothing while the competent unit is not chosen or what was entered cannot be read."""
    unit = _unit(offered, asked.get("unit", ""))
    timed = TimedForm({"at": asked.get("at", "")})
    if unit is None or not timed.is_valid():
        return {"promise": None}
    channel = asked.get("channel", "")
    number = int(channel) if channel in {str(one) for one in Dossier.CHANNELS} else 1
    at = timed.cleaned_data["at"] or now
    found = promise(offered, unit=unit, channel=number, at=at, now=now)
    return {"promise": found, "promise_limit": limit_words(found.limit.amount, found.limit.unit)}


def _unit(offered: Offer, asked: str) -> Unit | None:
    if len(offered.units) == 1:
        return offered.units[0]
    return next((unit for unit in offered.units if str(unit.pk) == asked), None)
