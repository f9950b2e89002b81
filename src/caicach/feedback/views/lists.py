"""The list of feedback: tabs, filters, pages; and the same as CSV."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.feedback.exports.rows import as_csv
from caicach.feedback.forms.filters import Filters
from caicach.feedback.permits import IN_CHARGE, READERS, RECEIVE
from caicach.feedback.queries.choices import fields
from caicach.feedback.queries.lists import TABS, Ask, agencies_of, page, rows
from caicach.feedback.views.show import row
from caicach.kit.acts import Actor
from caicach.kit.period import local_day

CSV = "text/csv; charset=utf-8"


@permitted(*READERS)
@require_safe
def feedback_list(request: ActorRequest) -> HttpResponse:
    """One page of one tab."""
    today = local_day(timezone.now())
    form = _filters(request)
    ask = form.ask(usual_tab(request.actor))
    listed = page(request.actor, ask, request.GET.get("page", ""), today=today)
    context = {
        "form": form,
        "tabs": [
            {
                "label": _(label),
                "url": f"?{_with(request, tab=tab)}",
                "count": listed.counts[tab],
                "current": tab == ask.tab,
            }
            for tab, label in TABS.items()
        ],
        "tab": ask.tab,
        "count": listed.counts[ask.tab],
        "rows": [row(one, today=today) for one in listed.page],
        "page": listed.page,
        "narrowed": ask != Ask(tab=ask.tab),
        "receives": request.actor.holds(RECEIVE),
        "csv": f"{reverse('feedback:csv')}?{_with(request, tab=ask.tab)}",
    }
    return render(request, "feedback/list.html", context)


@permitted(*READERS)
@require_safe
def feedback_csv(request: ActorRequest) -> HttpResponse:
    """All rows of a tab, without any text or sender."""
    today = local_day(timezone.now())
    ask = _filters(request).ask(usual_tab(request.actor))
    content = "".join(as_csv(rows(request.actor, ask, today=today).iterator(), today=today))
    answer = HttpResponse(content, content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="phan-anh-kien-nghi-{ask.tab}-{today}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def usual_tab(actor: Actor) -> str:
    """Where one's work lies: with officers what is theirs, with those in charge what nobody has yet."""
    if actor.holds([*IN_CHARGE, Role.DIVISION_HEAD]):
        return "new"
    return "mine" if actor.holds([Role.PROCESSING_OFFICER]) else "all"


def _filters(request: ActorRequest) -> Filters:
    return Filters(request.GET.dict(), fields=fields(), units=agencies_of(request.actor))


def _with(request: ActorRequest, *, tab: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query["tab"] = tab
    return query.urlencode()
