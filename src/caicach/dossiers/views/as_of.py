"""The list of dossiers as known at an instant: page and CSV."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.exports.as_of import as_csv, heads, shown
from caicach.dossiers.forms.as_of import ThenFilters
from caicach.dossiers.queries.as_of import all_then, page_then
from caicach.dossiers.queries.lists import MANY, units_of
from caicach.dossiers.views.dossier import READERS
from caicach.dossiers.views.papers import file_answer
from caicach.figures.rules.asked import moment_written, read_moment
from caicach.figures.services.know import know
from caicach.journal.models import Seal
from caicach.kit.period import local
from caicach.kit.refusal import Refused
from caicach.procedures.models import Field

CSV = "text/csv; charset=utf-8"
REFUSED = 422
LONGEST_ID = 18


def dossiers_then(request: ActorRequest) -> HttpResponse:
    """One page of the list at `as_of`; constant in statements. What cannot be read is said on a page."""
    try:
        seal = know(read_moment(request.GET.get("as_of", "")))
    except Refused as refusal:
        return render(request, "ui/refused.html", {"refusal": refusal}, status=REFUSED)
    form = _form(request, seal)
    listed = page_then(request.actor, form.ask(seal), before=_before(request.GET.get("before", "")))
    asked = {name: form[name].value() for name in form.fields if form[name].value()}
    context = {
        "form": form,
        "seal": seal,
        "heads": heads(),
        "rows": [shown(one) for one in listed.rows],
        "count": min(listed.count, MANY),
        "count_capped": listed.count > MANY,
        "csv": f"{reverse('dossiers:as_of_csv')}?{urlencode(asked)}",
        "paging": {
            "previous_url": "",
            "next_url": f"?{urlencode({**asked, 'before': listed.next})}" if listed.next else "",
            "words": "",
        },
    }
    return render(request, "dossiers/list_then.html", context)


@permitted(*READERS)
@require_safe
def as_of_csv(request: ActorRequest) -> HttpResponse:
    """The same list as CSV, its first 10,000."""
    try:
        seal = know(read_moment(request.GET.get("as_of", "")))
    except Refused as refusal:
        return render(request, "ui/refused.html", {"refusal": refusal}, status=REFUSED)
    with override("vi"):
        content = "".join(as_csv(all_then(request.actor, _form(request, seal).ask(seal)))).encode()
    return file_answer(content, CSV, f"ho-so-{local(seal.published_at):%Y%m%dT%H%M}.csv", inline=False)


def _form(request: ActorRequest, seal: Seal) -> ThenFilters:
    given = {**request.GET.dict(), "as_of": moment_written(seal.published_at)}
    return ThenFilters(given, units=units_of(request.actor), fields=Field.objects.order_by("name_vi"))


def _before(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else None
