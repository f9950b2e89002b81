"""The list of dossiers: tabs, search, filters, pages."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.forms.act import request_key
from caicach.dossiers.forms.filters import Filters
from caicach.dossiers.permits import BOOKKEEPERS, COUNTER, IMPORTERS
from caicach.dossiers.queries.lists import MANY, Ask, Listed, calendars_of, page, places_of, units_of
from caicach.dossiers.queries.saved import Saved, saved_of, with_counts
from caicach.dossiers.rules.looked_for import names_a_person
from caicach.dossiers.rules.tab import TABS, work_of
from caicach.dossiers.tags import rows
from caicach.dossiers.views.as_of import dossiers_then
from caicach.dossiers.views.bulk import BULKS
from caicach.dossiers.views.dossier import READERS
from caicach.dossiers.views.find import looked_for, moved
from caicach.dossiers.views.saved import kept
from caicach.figures.rules.asked import moment_written
from caicach.kit.acts import Actor
from caicach.procedures.models import Field

CAPPED = ("done", "all")


@permitted(*READERS)
@require_safe
def dossiers(request: ActorRequest) -> HttpResponse:
    """One page of one tab, or with `as_of` the list at that instant. A number typed in full opens its dossier."""
    if request.GET.get("as_of"):
        return dossiers_then(request)
    if names_a_person(request.GET.get("q", "")):
        return moved(request, request.GET)
    now = timezone.now()
    filters = _filters(request.actor)
    form = filters(looked_for(request))
    ask = form.ask(request.GET.get("after", ""), now=now)
    listed = page(request.actor, ask, now=now)
    if len(listed.dossiers) == 1 and listed.dossiers[0].number == ask.words.strip():
        return redirect("dossiers:dossier", listed.dossiers[0].pk)
    capped = ask.tab in CAPPED and listed.counts[ask.tab] > MANY
    context = {
        "form": form,
        **_tabs(request, ask, listed),
        "count": min(listed.counts[ask.tab], MANY) if capped else listed.counts[ask.tab],
        "count_capped": capped,
        "rows": rows(listed.dossiers, calendars_of(listed.dossiers, now=now), now=now),
        "bulks": [
            {"url": reverse(f"dossiers:{bulk.entry.word}_many"), "title": bulk.entry.title}
            for bulk in BULKS
            if request.actor.holds(bulk.entry.roles)
        ],
        "saved": _saved(request, filters, now),
        "current_query": kept(request.GET),
        "request_key": request_key({}),
        "paging": _paging(request, listed),
        "keeps_book": request.actor.holds(BOOKKEEPERS),
        "imports": request.actor.holds(IMPORTERS),
        "hands_out": request.actor.holds(COUNTER),
        "then_url": f"?{urlencode({'as_of': moment_written(now)})}",
        "narrowed": bool(
            ask.words or ask.place or ask.status or ask.unit_id or ask.field_id or ask.officer_id or ask.finished_before
        ),
    }
    return render(request, "dossiers/list.html", context)


def _filters(actor: Actor) -> Callable[[QueryDict], Filters]:
    """The form of the filters with what it offers, read once; for the address and for each saved list."""
    places, units, fields = places_of(actor), units_of(actor), list(Field.objects.order_by("name_vi"))
    return lambda query: Filters(query.dict(), places=places, units=units, fields=fields)


def _saved(request: ActorRequest, filters: Callable[[QueryDict], Filters], now: datetime) -> list[Saved]:
    found = saved_of(request.actor)
    return with_counts(request.actor, found, [filters(QueryDict(one.query)).ask("", now=now) for one in found], now=now)


def _address(request: ActorRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def _tabs(request: ActorRequest, ask: Ask, listed: Listed) -> dict[str, list[dict[str, object]]]:
    """The tabs of the actor's work with the one that is shown, and the others; what has ended is counted when asked."""
    first = work_of(request.actor.roles) | {ask.tab}
    tabs: dict[str, list[dict[str, object]]] = {"tabs": [], "more_tabs": []}
    for tab in TABS:
        tabs["tabs" if tab.key in first else "more_tabs"].append(
            {
                "label": _(tab.label),
                "url": _address(request, tab="" if tab.key == "all" else tab.key, after="", sort=""),
                "count": listed.counts.get(tab.key),
                "current": tab.key == ask.tab,
            }
        )
    return tabs


def _paging(request: ActorRequest, listed: Listed) -> dict[str, str]:
    return {
        "previous_url": _address(request, after=listed.previous) if listed.previous else "",
        "next_url": _address(request, after=listed.next) if listed.next else "",
        "words": "",
    }
