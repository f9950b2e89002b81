"""The home page: what must I do today, by the roles held."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.accounts.rules import Role
from caicach.desk.queries.numbers import agency_of, numbers
from caicach.desk.queries.work import sections
from caicach.desk.views.figures import drawn
from caicach.figures.services.know import know
from caicach.kit.period import local_day


@signed_in
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Work first, then the figures of those who answer for a unit."""
    now = timezone.now()
    today = local_day(now)
    actor = request.actor
    context: dict[str, object] = {
        "today": today,
        "weekday": _weekday(today.weekday()),
        "sections": sections(actor, now=now),
        "receives": actor.holds([Role.INTAKE_CLERK]),
        "administers": actor.holds([Role.ADMINISTRATOR]),
        "nobody": not actor.grants,
    }
    agency = agency_of(actor)
    if agency:
        seal = know(None)
        reports = actor.holds([Role.REFORM_OFFICER])
        context["figures"] = drawn(numbers(agency, today=today, seal=seal, by_unit=reports), seal)
        context["reports"] = reports
    return render(request, "desk/home.html", context)


def _weekday(number: int) -> str:
    names = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"))
    return names[number]
