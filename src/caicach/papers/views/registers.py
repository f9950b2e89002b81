"""The registers of outgoing papers: where numbers come from, and what became of those that no paper bears."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.papers.forms.registers import RegisterForm, ReserveForm
from caicach.papers.models import Register
from caicach.papers.permits import KEEPERS
from caicach.papers.queries.documents import explained, newest_numbers, registers_of
from caicach.papers.rules.document import NUMBER_STATES, NUMBER_WAYS, NumberWay
from caicach.papers.rules.kinds import KINDS
from caicach.papers.services.reserve_number import reserve_number
from caicach.papers.services.set_register import set_register

UNPROCESSABLE, SEE_OTHER = 422, 303
LONGEST_KEY = 80


@permitted(Role.RECORDS_CLERK)
@require_http_methods(["GET", "POST"])
def registers(request: ActorRequest) -> HttpResponse:
    """All registers of a year of the bodies whose clerk reads, and the form that sets one."""
    now = timezone.now()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else local_day(now).year
    reach = request.actor.reach(KEEPERS)
    units = list(Unit.objects.filter(pk__in=reach, valid_to=None).exclude(kind="division").order_by("name_vi"))
    form = RegisterForm(request.POST or None, units=units, year=year)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        unit = next(unit for unit in units if unit.pk == told["unit"])
        try:
            set_register(
                _act(request), unit=unit, kind=told["kind"], year=told["year"], way=told["way"],
                symbol=told["symbol"], last=told["last"] or 0,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Đã ghi cách cấp số của sổ."))
            return _see_other(f"{reverse('papers:registers')}?year={told['year']}")
    context = {
        "form": form,
        "year": year,
        "rows": [
            {"register": one, "kind": _(KINDS[one.kind].label), "way": _(NUMBER_WAYS[one.way])}
            for one in registers_of(reach, year=year)
        ],
        "request_key": _key(request),
        "previous": year - 1,
        "next": year + 1,
    }
    return render(request, "papers/registers.html", context, status=_status(request))


@permitted(Role.RECORDS_CLERK)
@require_http_methods(["GET", "POST"])
def register(request: ActorRequest, register_id: int) -> HttpResponse:
    """One register: its newest numbers, those that no paper bears, and the form that keeps or leaves out the next."""
    found = Register.objects.select_related("unit").filter(pk=register_id).first()
    if found is None or not request.actor.holds(KEEPERS, found.unit_id):
        raise Http404
    now = timezone.now()
    form = ReserveForm(request.POST or None, initial={"day": local_day(now), "count": 1})
    if request.method == "POST" and form.is_valid():
        try:
            skip = request.POST.get("act") == "skip"
            reserve_number(_act(request), register_id, skip=skip, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Đã bỏ qua số.") if skip else _("Đã giữ số."))
            return _see_other(reverse("papers:register", args=[register_id]))
    context = {
        "form": form,
        "register": found,
        "kind": _(KINDS[found.kind].label),
        "way": _(NUMBER_WAYS[found.way]),
        "own": found.way == NumberWay.OWN,
        "explained": [{"row": one, "state": _(NUMBER_STATES[one.state])} for one in explained(register_id)],
        "numbers": newest_numbers(register_id),
        "request_key": _key(request),
    }
    return render(request, "papers/register.html", context, status=_status(request))


def _act(request: ActorRequest) -> Act:
    now = timezone.now()
    return Act(actor=request.actor, at=now, now=now, key=_key(request))


def _key(request: ActorRequest) -> str:
    sent = str(request.POST.get("request_key") or "")
    return sent if 0 < len(sent) <= LONGEST_KEY and sent.isprintable() else str(uuid4())


def _see_other(url: str) -> HttpResponse:
    response = HttpResponseRedirect(url)
    response.status_code = SEE_OTHER
    return response


def _status(request: ActorRequest) -> int:
    return UNPROCESSABLE if request.method == "POST" else 200
