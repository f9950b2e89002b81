"""Saved lists: saving the filters that are shown, renaming, removing."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.forms.act import request_key
from caicach.dossiers.queries.saved import saved_of
from caicach.dossiers.rules.looked_for import names_a_person
from caicach.dossiers.services.remove_filter import remove_filter
from caicach.dossiers.services.rename_filter import rename_filter
from caicach.dossiers.services.save_filter import KIND, save_filter
from caicach.dossiers.views.dossier import READERS
from caicach.journal.queries import repeated
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused, Unknown
from caicach.ui.tags import said

KEPT = ("tab", "sort", "q", "place", "status", "unit", "field", "officer", "waited")
"""What of an address makes a list; the page of it does not."""


@permitted(*READERS)
@require_http_methods(["GET", "POST"])
def saved(request: ActorRequest) -> HttpResponse:
    """The lists that one has saved; a POST saves the filters it brings under its name."""
    if request.method == "GET":
        return render(request, "dossiers/saved.html", {"saved": saved_of(request.actor)})
    query = kept(QueryDict(request.POST.get("query", "").removeprefix("?")))
    act = _act(request)
    try:
        if repeated(act, KIND, "dossiers.save_filter") is None:
            save_filter(act, name=request.POST.get("name", ""), query=query)
    except Refused as refused:
        messages.error(request, said(refused))
    else:
        messages.success(request, _("Đã lưu danh sách."))
    return _to(f"{reverse('dossiers:list')}?{query}")


@permitted(*READERS)
@require_POST
def change(request: ActorRequest, saved_id: int) -> HttpResponse:
    """Rename one's own saved list, or remove it."""
    try:
        if request.POST.get("act") == "remove":
            remove_filter(_act(request), saved_id)
            messages.success(request, _("Đã bỏ danh sách."))
        else:
            rename_filter(_act(request), saved_id, name=request.POST.get("name", ""))
            messages.success(request, _("Đã đổi tên danh sách."))
    except Unknown:
        raise Http404 from None
    except Refused as refused:
        messages.error(request, said(refused))
    return _to(reverse("dossiers:saved"))


def kept(query: QueryDict) -> str:
    """The part of an address that makes a list; a number of a person is no part of one."""
    private = names_a_person(query.get("q", ""))
    return urlencode({name: query[name] for name in KEPT if query.get(name) and not (name == "q" and private)})


def _act(request: ActorRequest) -> Act:
    now = timezone.now()
    return Act(actor=request.actor, at=now, now=now, key=request_key(request.POST))


def _to(url: str) -> HttpResponse:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
