"""Reception: choose the procedure, fill in the form; the promised date is shown while it is filled in."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.dossiers.forms.act import TimedForm, request_key
from caicach.dossiers.forms.reception import ReceptionForm
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.counter import often_received, person_known
from caicach.dossiers.queries.offer import MOST, Offer, choices, offer, promise, units_named
from caicach.dossiers.rules.identity_card import read_card
from caicach.dossiers.services.receive import Intake, receive
from caicach.dossiers.services.settle_on_spot import may_settle_on_spot, settle_on_spot
from caicach.dossiers.services.submit import submit
from caicach.dossiers.tags import limit_words
from caicach.dossiers.views.act import UNPROCESSABLE, back_to
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.ui.tags import moment_text

LONGEST_SEARCH = 120

Service = Callable[[Act, Intake], Dossier]
SERVICES: dict[str, Service] = {"submit": submit, "spot": settle_on_spot}
"""What the buttons of the form do; without one, and by Enter, it is received."""


@permitted(Role.INTAKE_CLERK)
@require_safe
def choose(request: ActorRequest) -> HttpResponse:
    """The procedures that can be received today; typing narrows them."""
    # No name holds the null character, and the database could not even look for it.
    words = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST_SEARCH]
    now = timezone.now()
    found = choices(words, on=local_day(now), first=often_received(request.actor.user_id, now=now))
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
    if form.data.get("card", "").strip() or request.POST.get("act") in ("all", "card", "person"):
        return _filled_in(request, procedure_id, form, now=now)
    if form.is_valid():
        service = SERVICES.get(request.POST.get("act", ""), receive)
        act = form.act(request.actor, now=now, key=request_key(request.POST))
        try:
            dossier = service(act, form.intake(procedure_id))
        except Refused as refused:
            form.refuse(refused)
        else:
            _tell(request, dossier)
            answer = back_to(request, dossier)
            if dossier.accepted_at is not None:
                # The browser puts the focus on the slip, so that Enter opens it.
                answer["Location"] += "#slip"
            return answer
    return _page(request, procedure_id, form, now=now, status=UNPROCESSABLE)


def _filled_in(request: ActorRequest, procedure_id: int, form: ReceptionForm, *, now: datetime) -> HttpResponse:
    """The form once more, with what a card says, what is known of a person, or the whole list of papers.

    A scanner ends with Enter, which sends the form: whatever was pressed, a scanned card is read first.
    """
    if form.data.get("card", "").strip():
        try:
            card = read_card(form.data["card"], today=local_day(now))
        except Refused as refused:
            form.refuse_card(refused)
            return _page(request, procedure_id, form, now=now, status=UNPROCESSABLE)
        form = form.with_card(card, person_known(request.actor, card.number))
    elif request.POST.get("act") == "all":
        return _page(request, procedure_id, form, now=now, all_papers=True)
    else:
        known = person_known(request.actor, form.data.get("submitter_identity", ""))
        form = form.with_person(known) if known else form.with_values({})
    return _page(request, procedure_id, form, now=now)


@permitted(Role.INTAKE_CLERK)
@require_POST
def person(request: ActorRequest) -> HttpResponse:
    """Who bears an identity number, from earlier dossiers of the clerk's own counters; a part of the form.

    By POST, because addresses are logged and kept by browsers; without JavaScript the form's own button asks.
    """
    identity = request.POST.get("submitter_identity", "")
    known = person_known(request.actor, identity.replace("\0", " ")[:30])
    return render(request, "dossiers/parts/person.html", {"person": known, "asked": bool(identity.strip())})


def _proposed(asked: QueryDict) -> dict[str, str]:
    """What the address proposes for the form."""
    return {name: value for name in ("unit", "channel") if (value := asked.get(name))}


def _tell(request: ActorRequest, dossier: Dossier) -> None:
    if dossier.returned_at is not None:
        messages.success(request, _("Đã giải quyết và trả kết quả hồ sơ {number}.").format(number=dossier.number))
    elif dossier.accepted_at is None:
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
        "on_spot": any(may_settle_on_spot(request.actor, offered.version, unit.pk) for unit in offered.units),
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
