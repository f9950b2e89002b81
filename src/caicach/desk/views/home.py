"""The home page: what must I do today, by the roles held."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted, signed_in
from caicach.accounts.rules import Role
from caicach.desk.queries.numbers import READERS, agency_of, numbers
from caicach.desk.queries.work import sections
from caicach.desk.views.figures import drawn
from caicach.dossiers.tags import digest_lines
from caicach.figures.services.know import know
from caicach.kit.period import local_day


@signed_in
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Work first, then the way to the figures for those who answer for a unit."""
    now = timezone.now()
    today = local_day(now)
    actor = request.actor
    context: dict[str, object] = {
        "today": today,
        "weekday": _weekday(today.weekday()),
        "sections": sections(actor, now=now),
        "digest": digest_lines(actor, now=now),
        "receives": actor.holds([Role.INTAKE_CLERK]),
        "administers": actor.holds([Role.ADMINISTRATOR]),
        "counted": actor.holds(READERS),
        "nobody": not actor.grants,
    }
    return render(request, "desk/home.html", context)


@permitted(*READERS)
@require_safe
def year(request: ActorRequest) -> HttpResponse:
    """The figures of the year so far, which the home page fetches once the work stands there; also a page of its own.

    They are counted from all that was ever recorded, which takes longer than reading what waits.
    """
    seal = know(None)
    reports = request.actor.holds([Role.REFORM_OFFICER])
    counted = numbers(agency_of(request.actor), today=local_day(timezone.now()), seal=seal, by_unit=reports)
    context = {"figures": drawn(counted, seal), "reports": reports}
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "desk/parts/figures.html" if fragment else "desk/year.html", context)


def _weekday(number: int) -> str:
    names = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"))
    return names[number]
