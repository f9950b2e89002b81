"""The home page: what must I do today, by the roles held."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted, signed_in
from caicach.accounts.rules import Role
from caicach.desk.queries.board import boards_of
from caicach.desk.queries.centre import ages, counters
from caicach.desk.queries.numbers import READERS, agency_of, numbers
from caicach.desk.queries.reminders import REMINDED, reminded_today, reminders
from caicach.desk.queries.work import Section, sections
from caicach.desk.views.figures import drawn
from caicach.dossiers.tags import digest_lines
from caicach.figures.rules.asked import read_moment
from caicach.figures.services.know import know
from caicach.kit.acts import Actor
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused


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
        "digest": digest_lines(actor, now=now),
        "sections": (found := sections(actor, now=now)),
        **_centre(actor, found, now),
        "reminders": reminders(actor, now=now) if actor.holds(REMINDED) else [],
        "receives": actor.holds([Role.INTAKE_CLERK]),
        "administers": actor.holds([Role.ADMINISTRATOR]),
        "counted": actor.holds(READERS),
        "nobody": not actor.grants,
    }
    return render(request, "desk/home.html", context)


def _centre(actor: Actor, desks: Sequence[Section], now: datetime) -> dict[str, object]:
    """What the head and the result desk of a one-stop unit see beside the piles."""
    found = dict[str, object]()
    if actor.holds([Role.CENTRE_HEAD]):
        late = [one.load.id for desk in desks if desk.spread == "competent_unit" for one in desk.load if one.load.id]
        found["counters"] = counters(actor, now=now)
        found["reminded"] = reminded_today(actor, late, now=now)
    if actor.holds([Role.CENTRE_HEAD, Role.RESULT_DESK]):
        found["ages"] = ages(actor, now=now)
        found["boards"] = boards_of(actor)
    found["hands_out"] = actor.holds([Role.RESULT_DESK])
    return found


@permitted(*READERS)
@require_safe
def year(request: ActorRequest) -> HttpResponse:
    """The figures of the year so far, which the home page fetches once the work stands there; also a page of its own.

    They are counted from all that was ever recorded, which takes longer than reading what waits. With `as_of` the year
    is that of the instant, as known then.
    """
    try:
        seal = know(read_moment(request.GET["as_of"]) if request.GET.get("as_of") else None)
    except Refused as refusal:
        return render(request, "ui/refused.html", {"refusal": refusal}, status=422)
    reports = request.actor.holds([Role.REFORM_OFFICER])
    today = local_day(seal.published_at if request.GET.get("as_of") else timezone.now())
    counted = numbers(agency_of(request.actor), today=today, seal=seal, by_unit=reports)
    context = {"figures": drawn(counted, seal), "reports": reports}
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "desk/parts/figures.html" if fragment else "desk/year.html", context)


def _weekday(number: int) -> str:
    names = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"))
    return names[number]
