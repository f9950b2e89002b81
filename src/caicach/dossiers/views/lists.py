"""The list of dossiers: tabs, search, filters, pages."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.forms.filters import Filters
from caicach.dossiers.permits import BOOKKEEPERS
from caicach.dossiers.queries.lists import MANY, Ask, Listed, calendars_of, page, places_of, units_of
from caicach.dossiers.rules.tab import TABS, work_of
from caicach.dossiers.tags import rows
from caicach.dossiers.views.dossier import READERS
from caicach.procedures.models import Field

CAPPED = ("done", "all")


@permitted(*READERS)
@require_safe
def dossiers(request: ActorRequest) -> HttpResponse:
    """One page of one tab. A number typed in full opens its dossier at once."""
    now = timezone.now()
    form = Filters(
        request.GET.dict(),
        places=places_of(request.actor),
        units=units_of(request.actor),
        fields=Field.objects.order_by("name_vi"),
    )
    ask = form.ask(request.GET.get("after", ""))
    listed = page(request.actor, ask, now=now)
    if len(listed.dossiers) == 1 and listed.dossiers[0].number == ask.words.strip():
        return redirect("dossiers:dossier", listed.dossiers[0].pk)
    capped = bool(ask.words) and ask.tab in CAPPED and listed.counts[ask.tab] > MANY
    context = {
        "form": form,
        **_tabs(request, ask, listed),
        "count": min(listed.counts[ask.tab], MANY) if capped else listed.counts[ask.tab],
        "count_capped": capped,
        "rows": rows(listed.dossiers, calendars_of(listed.dossiers, now=now), now=now),
        "paging": _paging(request, listed),
        "keeps_book": request.actor.holds(BOOKKEEPERS),
        "narrowed": bool(ask.words or ask.place or ask.status or ask.unit_id or ask.field_id),
    }
    return render(request, "dossiers/list.html", context)


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
