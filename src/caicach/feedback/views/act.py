"""One verb on one feedback: its form, and the act."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.accounts.register import ActorRequest, View, permitted
from caicach.feedback.forms.act import VerbForm
from caicach.feedback.models import Feedback
from caicach.feedback.permits import may_view
from caicach.feedback.queries.page import KIND, one_visible
from caicach.feedback.services.turn import seat_of
from caicach.feedback.services.verb import CHANGED
from caicach.feedback.views.verbs import Entry
from caicach.journal.queries import repeated
from caicach.kit.acts import Act, request_key
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.ui.tags import seen_of

UNPROCESSABLE, CONFLICT = 422, 409


def view_of(entry: Entry) -> View[[ActorRequest, int]]:
    """The view of one verb, for the roles that its permit can say yes to."""

    def act(request: ActorRequest, feedback_id: int) -> HttpResponse:
        if request.method == "POST" and _sent_before(request, entry, feedback_id):
            messages.success(request, str(entry.done))
            return back_to(request, Feedback.objects.get(pk=feedback_id))
        one = one_visible(request.actor, feedback_id)
        if one is None or not entry.open_to(request.actor, one):
            raise Http404
        return _ask(request, entry, one) if request.method == "GET" else _do(request, entry, one)

    act.__name__ = entry.word
    return permitted(*entry.roles)(require_http_methods(["GET", "POST"])(act))


def _ask(request: ActorRequest, entry: Entry, one: Feedback) -> HttpResponse:
    if not entry.when(one):
        messages.warning(request, _("Phản ánh, kiến nghị đã đổi trạng thái nên việc này không còn cần làm nữa."))
        return redirect("feedback:feedback", one.pk)
    form = entry.form(feedback=one, actor=request.actor, today=local_day(timezone.now()))
    return _form_page(request, entry, one, form)


def _do(request: ActorRequest, entry: Entry, one: Feedback) -> HttpResponse:
    now, status = timezone.now(), UNPROCESSABLE
    form = entry.form(request.POST, feedback=one, actor=request.actor, today=local_day(now))
    if form.is_valid():
        try:
            act = form.act(request.actor, now=now, key=request_key(request.POST))
            written = entry.service(act, one.pk, **form.arguments())
        except Refused as refused:
            form.refuse(refused)
            status = CONFLICT if refused.code == CHANGED else UNPROCESSABLE
        else:
            messages.success(request, str(entry.done))
            return back_to(request, written)
    return _form_page(request, entry, one, form, status=status)


def _sent_before(request: ActorRequest, entry: Entry, feedback_id: int) -> bool:
    """Whether the form is sent again: the first sending did it, and may have taken it out of the actor's reach."""
    now = timezone.now()
    act = Act(actor=request.actor, at=now, now=now, key=request_key(request.POST))
    try:
        return repeated(act, KIND, f"feedback.{entry.word}", subject_id=feedback_id) is not None
    except Refused:
        return False


def back_to(request: ActorRequest, one: Feedback) -> HttpResponse:
    """To its page, or to the list when the act has taken it out of the actor's sight."""
    seen = may_view(request.actor, seat_of(one)).allowed
    response = HttpResponseRedirect(reverse("feedback:feedback", args=[one.pk]) if seen else reverse("feedback:list"))
    response.status_code = 303
    return response


def _form_page(
    request: ActorRequest, entry: Entry, one: Feedback, form: VerbForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "entry": entry,
        "feedback": one,
        "form": form,
        "request_key": request_key(request.POST),
        # After a conflict the form bears the version that the actor has now been told of.
        "seen": one.version if status == CONFLICT or seen_of(request.POST) is None else seen_of(request.POST),
        "submit_label": entry.title,
        "cancel_url": reverse("feedback:feedback", args=[one.pk]),
    }
    return render(request, "feedback/act.html", context, status=status)
