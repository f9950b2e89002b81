"""One verb on one dossier: its form, and the act."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.accounts.register import ActorRequest, View, permitted
from caicach.dossiers.forms.act import request_key, seen_of
from caicach.dossiers.forms.verbs import VerbForm
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import may_view
from caicach.dossiers.queries.entries import KIND
from caicach.dossiers.queries.page import one_visible, submitter_of
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.services.verb import CHANGED
from caicach.dossiers.views.conflict import conflict
from caicach.dossiers.views.entry import Entry
from caicach.journal.queries import repeated
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused

UNPROCESSABLE = 422


def view_of(entry: Entry) -> View[[ActorRequest, int]]:
    """The view of one verb, for the roles that its permit can say yes to."""

    def act(request: ActorRequest, dossier_id: int) -> HttpResponse:
        return _ask(request, entry, dossier_id) if request.method == "GET" else _do(request, entry, dossier_id)

    act.__name__ = entry.word
    return permitted(*entry.roles)(require_http_methods(["GET", "POST"])(act))


def _ask(request: ActorRequest, entry: Entry, dossier_id: int) -> HttpResponse:
    dossier = one_visible(request.actor, dossier_id)
    if dossier is None or not entry.permitted(request.actor, dossier):
        raise Http404
    if not entry.offered(dossier):
        messages.warning(request, _("Hồ sơ đã đổi trạng thái nên việc này không còn cần làm nữa."))
        return redirect("dossiers:dossier", dossier_id)
    return _form_page(request, entry, dossier, _form(request, entry, dossier))


def _do(request: ActorRequest, entry: Entry, dossier_id: int) -> HttpResponse:
    now = timezone.now()
    key = request_key(request.POST)
    dossier = one_visible(request.actor, dossier_id)
    if dossier is None or not entry.permitted(request.actor, dossier):
        return _out_of_reach(request, entry, dossier_id, Act(actor=request.actor, at=now, now=now, key=key))
    form = entry.form(request.POST, request.FILES, dossier=dossier, actor=request.actor, today=local_day(now))
    if form.is_valid():
        if form.asks_first():
            return _form_page(request, entry, dossier, form)
        try:
            written = entry.service(form.act(request.actor, now=now, key=key), dossier_id, **form.arguments())
        except Refused as refused:
            if refused.code == CHANGED:
                return conflict(request, entry, dossier_id)
            form.refuse(refused)
        else:
            messages.success(request, str(entry.done))
            return back_to(request, written, page=entry.after)
    return _form_page(request, entry, dossier, form, status=UNPROCESSABLE)


def _form(request: ActorRequest, entry: Entry, dossier: Dossier) -> VerbForm:
    """The form as it is offered; a link to it may say what its fields begin with."""
    return entry.form(dossier=dossier, actor=request.actor, today=local_day(timezone.now()), initial=request.GET.dict())


def _out_of_reach(request: ActorRequest, entry: Entry, dossier_id: int, act: Act) -> HttpResponse:
    """A form for what the actor may not do (any more).

    Sent twice, the first sending took the dossier out of reach, and all is well. Drawn before somebody else's act did
    that, the actor is told as long as they may look at the dossier. Anything else is not found.
    """
    try:
        earlier = repeated(act, KIND, f"dossiers.{entry.word}")
    except Refused:
        raise Http404 from None
    if earlier == dossier_id:
        messages.success(request, str(entry.done))
        return back_to(request, Dossier.objects.get(pk=dossier_id), page=entry.after)
    if earlier is None and seen_of(request.POST) is not None:
        return conflict(request, entry, dossier_id)
    raise Http404


def back_to(request: ActorRequest, dossier: Dossier, *, page: str = "dossiers:dossier") -> HttpResponse:
    """To the dossier's page or another one of it, or home when the act has taken it out of the actor's sight."""
    seen = may_view(request.actor, seat_of(dossier)).allowed
    url = reverse(page, args=[dossier.pk]) if seen else reverse("desk:home")
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def _form_page(
    request: ActorRequest, entry: Entry, dossier: Dossier, form: VerbForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "entry": entry,
        "dossier": dossier,
        "submitter": submitter_of(dossier),
        "form": form,
        "request_key": request_key(request.POST),
        "seen": dossier.version if seen_of(request.POST) is None else seen_of(request.POST),
        "submit_label": entry.title,
        "cancel_url": reverse(entry.after, args=[dossier.pk]),
    }
    return render(request, entry.template, context, status=status)
