"""The calendar: the days of a year, and a decision announced with its preview."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.desk.forms.calendar import DaysForm
from caicach.desk.queries import calendar as queries
from caicach.desk.services.announce_days import announce_days, plan_days
from caicach.desk.views.acts import UNPROCESSABLE, carry_out
from caicach.kit.acts import Act, request_key
from caicach.kit.refusal import Refused

FIRST_YEAR, LAST_YEAR = 2020, 2100
SHOWN_MOVES = 100


@permitted(Role.ADMINISTRATOR)
@require_safe
def calendar(request: ActorRequest) -> HttpResponse:
    """The days of a year that differ from their weekday."""
    now = timezone.now()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and FIRST_YEAR <= int(asked) <= LAST_YEAR else queries.this_year(now)
    context = {
        "year": year,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
        "days": queries.days_of(year, now=now),
        "working": queries.working_days(year, queries.office(now=now)),
    }
    return render(request, "desk/calendar.html", context)


@permitted(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def announce(request: ActorRequest) -> HttpResponse:
    """A decision: first which open dossiers it moves, then, confirmed, the writing."""
    form = DaysForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and "confirm" not in request.POST:
        return _preview(request, form)

    def work(act: Act) -> object:
        return announce_days(act, form.new_days())

    return carry_out(
        request,
        form,
        work,
        done=_("Đã công bố các ngày và tính lại hạn của hồ sơ đang giải quyết."),
        to=reverse("desk:calendar"),
        template="desk/announce.html",
        cancel_url=reverse("desk:calendar"),
        submit_label=_("Xem trước"),
    )


def _preview(request: ActorRequest, form: DaysForm) -> HttpResponse:
    now = timezone.now()
    context: dict[str, object] = {"form": form, "request_key": request_key(request.POST)}
    try:
        moves = plan_days(Act(actor=request.actor, at=now, now=now), form.new_days())
    except Refused as refused:
        form.refuse(refused)
        context |= {"cancel_url": reverse("desk:calendar"), "submit_label": _("Xem trước")}
        return render(request, "desk/announce.html", context, status=UNPROCESSABLE)
    context |= {"days": form.new_days(), "moves": moves[:SHOWN_MOVES], "count": len(moves)}
    return render(request, "desk/announce_preview.html", context)
