"""One verb on the dossiers chosen in a list: a page that shows who gets what, then what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from caicach.accounts.register import ActorRequest, View, permitted
from caicach.dossiers.forms.act import request_key
from caicach.dossiers.forms.bulk import BulkAssignForm, BulkForm, BulkForwardForm, BulkTakeOverForm, chosen_of
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.page import all_visible, submitter_of
from caicach.dossiers.services.each import Each, each, key_of
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.views.entry import Entry
from caicach.dossiers.views.verbs import VERB
from caicach.journal.queries import done_with
from caicach.kit.period import local_day
from caicach.kit.refusal import Unknown
from caicach.ui.tags import said

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Bulk:
    """A verb that can be done to many dossiers; its address is that of the verb without a dossier."""

    entry: Entry
    form: type[BulkForm]
    title: str | Promise


BULKS = (
    Bulk(VERB["assign"], BulkAssignForm, _("Phân công nhiều hồ sơ")),
    Bulk(VERB["forward"], BulkForwardForm, _("Chuyển nhiều hồ sơ")),
    Bulk(VERB["take_over"], BulkTakeOverForm, _("Xác nhận nhận bàn giao nhiều hồ sơ")),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One chosen dossier on the page; `hindrance` says why the verb would be refused."""

    dossier: Dossier
    submitter: str
    hindrance: str


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one dossier; `url` is empty when the act has taken it out of sight."""

    number: str
    url: str
    done: bool
    why: str


def bulk_view(bulk: Bulk) -> View[[ActorRequest]]:
    """The view of one of `BULKS`, for the roles of its verb."""

    def bulk_act(request: ActorRequest) -> HttpResponse:
        return _preview(request, bulk) if request.method == "GET" else _do(request, bulk)

    return permitted(*bulk.entry.roles)(require_http_methods(["GET", "POST"])(bulk_act))


def _preview(request: ActorRequest, bulk: Bulk) -> HttpResponse:
    dossiers = all_visible(request.actor, list(chosen_of(request.GET.getlist("d"))))
    rows = _rows(request, bulk.entry, dossiers)
    form = bulk.form(dossiers=[row.dossier for row in rows if not row.hindrance], today=local_day(timezone.now()))
    return _page(request, bulk, rows, form)


def _rows(request: ActorRequest, entry: Entry, dossiers: Sequence[Dossier]) -> list[Chosen]:
    return [Chosen(one, submitter_of(one), _hindrance(request, entry, one)) for one in dossiers]


def _hindrance(request: ActorRequest, entry: Entry, dossier: Dossier) -> str:
    verdict = entry.permit(request.actor, seat_of(dossier))
    if not verdict.allowed:
        return gettext(verdict.reason)
    return "" if entry.offered(dossier) else gettext("Ở trạng thái hiện nay hồ sơ không làm được việc này.")


def _page(
    request: ActorRequest, bulk: Bulk, rows: Sequence[Chosen], form: BulkForm, *, status: int = 200
) -> HttpResponse:
    ready = [row for row in rows if not row.hindrance]
    label = ngettext("{act} {count} hồ sơ", "{act} {count} hồ sơ", len(ready))
    context = {
        "title": bulk.title,
        "hint": bulk.entry.hint,
        "rows": rows,
        "ready": ready,
        "form": form,
        "request_key": request_key(request.POST),
        "submit_label": label.format(act=bulk.entry.title, count=len(ready)),
        "cancel_url": reverse("dossiers:list"),
    }
    return render(request, "dossiers/bulk.html", context, status=status)


def _do(request: ActorRequest, bulk: Bulk) -> HttpResponse:
    now, chosen = timezone.now(), chosen_of(request.POST.getlist("d"))
    key = request_key(request.POST)
    before = all_visible(request.actor, list(chosen))
    # What an earlier sending of this form took out of sight still belongs to it.
    gone = done_with([key_of(key, one) for one in chosen], request.actor) - {one.pk for one in before}
    of_form = [*before, *Dossier.objects.filter(pk__in=gone)]
    form = bulk.form(request.POST, dossiers=of_form, today=local_day(now))
    if not form.is_valid():
        return _page(request, bulk, _rows(request, bulk.entry, before), form, status=UNPROCESSABLE)
    found = each(form.act(request.actor, now=now, key=key), bulk.entry.service, chosen, **form.arguments())
    rows = _became(request, found, {one.pk: one for one in before})
    if not rows:
        return _page(request, bulk, [], form, status=UNPROCESSABLE)
    done = sum(row.done for row in rows)
    context = {"title": bulk.title, "rows": rows, "done": done, "refused": len(rows) - done}
    return render(request, "dossiers/bulk_done.html", context, status=200 if done else UNPROCESSABLE)


def _became(request: ActorRequest, found: Sequence[Each], before: Mapping[int, Dossier]) -> list[Became]:
    """The results of what was in sight before or was done; of anything else there is nothing to say."""
    after = {one.pk for one in all_visible(request.actor, [row.dossier_id for row in found])}
    rows = []
    for row in found:
        known = row.done or before.get(row.dossier_id)
        if known is None or isinstance(row.refused, Unknown):
            continue
        url = reverse("dossiers:dossier", args=[known.pk]) if known.pk in after else ""
        rows.append(Became(str(known), url, row.done is not None, said(row.refused) if row.refused else ""))
    return rows
