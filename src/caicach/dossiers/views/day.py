"""A clerk's day: dossiers received, money taken and counted, guidance given."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.dossiers.forms.act import request_key
from caicach.dossiers.forms.day import CountForm, GuideForm
from caicach.dossiers.queries.counter import guided_on, numbers_of, often_received, received_on
from caicach.dossiers.queries.offer import units_named
from caicach.dossiers.services.guide import guide
from caicach.dossiers.views.act import UNPROCESSABLE
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.payments.models import Receipt
from caicach.payments.permits import TAKERS
from caicach.payments.queries import count_of, counts_at, day_totals, taken_on, uncounted_at
from caicach.payments.services.count_day import count_day

LINES = 40


@permitted(*TAKERS, Role.CENTRE_HEAD)
@require_http_methods(["GET", "POST"])
def day(request: ActorRequest) -> HttpResponse:
    """The actor's own day at a counter, its count; for the head of the centre the counts of everybody there."""
    now = timezone.now()
    if request.method == "GET":
        return _day_page(request, _asked_day(request, local_day(now)), CountForm())
    form = CountForm(request.POST)
    if not form.is_valid():
        return _day_page(request, _asked_day(request, local_day(now)), form, status=UNPROCESSABLE)
    told = dict(form.cleaned_data)
    act = form.act(request.actor, now=now, key=request_key(request.POST))
    try:
        count_day(act, unit_id=told["unit"], day=told["day"], counted=told["counted"], handed_to=told["handed_to"],
                  reason=told["reason"])  # fmt: skip
    except Refused as refused:
        form.refuse(refused)
        return _day_page(request, told["day"], form, status=UNPROCESSABLE)
    messages.success(request, _("Đã chốt tiền và ghi bàn giao cho thủ quỹ."))
    return _see(f"{reverse('dossiers:day')}?day={told['day']:%Y-%m-%d}")


def _asked_day(request: ActorRequest, today: date) -> date:
    """The day of the address, today where it cannot be read."""
    try:
        return min(date.fromisoformat(request.GET.get("day", "")), today)
    except ValueError:
        return today


def _day_page(request: ActorRequest, asked: date, form: CountForm, *, status: int = 200) -> HttpResponse:
    actor, own = request.actor, request.actor.reach(TAKERS)
    led = actor.reach([Role.CENTRE_HEAD])
    desks = units_named(own)
    clerk = actor.user_id or 0
    receipts = taken_on(own, clerk, asked)
    unit = receipts[0].unit_id if receipts else next((one.pk for one in desks), 0)
    counted = count_of(unit, clerk, asked)
    form.fields["unit"].initial, form.fields["day"].initial = unit, asked
    numbers = numbers_of([one.subject_id for one in receipts])
    context = {
        "form": form,
        "day": asked,
        "own": bool(own),
        "received": received_on(actor.user_id, asked),
        "guided": len(guided_on(own, actor.user_id, asked)),
        "totals": day_totals(unit, clerk, asked),
        "receipts": [
            {"receipt": one, "number": numbers.get(one.subject_id, ""), "method": Receipt.METHODS[one.method]}
            for one in receipts
        ],
        "count": counted,
        "open": bool(receipts) and counted is None,
        "counts": counts_at(led, asked) if led else [],
        "uncounted": uncounted_at(led, asked) if led else [],
        "leads": bool(led),
        "request_key": request_key(request.POST),
    }
    return render(request, "dossiers/day.html", context, status=status)


@permitted(Role.INTAKE_CLERK)
@require_http_methods(["GET", "POST"])
def guide_page(request: ActorRequest) -> HttpResponse:
    """Note guidance given without a dossier; below it the guidance of today."""
    now = timezone.now()
    form = GuideForm(request.POST) if request.method == "POST" else GuideForm()
    if request.method == "GET":
        return _guide_page(request, form)
    if form.is_valid() and _guided(form, form.act(request.actor, now=now, key=request_key(request.POST))):
        messages.success(request, _("Đã ghi lượt hướng dẫn."))
        return _see(reverse("dossiers:guide"))
    return _guide_page(request, form, status=UNPROCESSABLE)


def _guided(form: GuideForm, act: Act) -> bool:
    told = form.cleaned_data
    try:
        guide(act, procedure_id=told["procedure"].pk, unit_id=told["unit"], channel=told["channel"],
              question=told["question"])  # fmt: skip
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _guide_page(request: ActorRequest, form: GuideForm, *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    reach = request.actor.reach([Role.INTAKE_CLERK])
    often = often_received(request.actor.user_id, now=now)
    today = guided_on(reach, request.actor.user_id, local_day(now))
    context = {
        "form": form,
        "procedures": form.offer(units_named(reach), on=local_day(now), first=often),
        "today": [{"guidance": one, "channel": one.CHANNELS[one.channel]} for one in today[:LINES]],
        "count": len(today),
        "request_key": request_key(request.POST),
        "submit_label": _("Ghi lượt hướng dẫn"),
        "cancel_url": reverse("dossiers:receive"),
    }
    return render(request, "dossiers/guide.html", context, status=status)


def _see(url: str) -> HttpResponse:
    answer = HttpResponseRedirect(url)
    answer.status_code = 303
    return answer
