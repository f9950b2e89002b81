"""Reception of feedback."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.accounts.register import ActorRequest, permitted
from caicach.feedback.forms.receive import ReceiveForm
from caicach.feedback.permits import RECEIVE
from caicach.feedback.services.receive import receive
from caicach.feedback.views.act import UNPROCESSABLE, back_to
from caicach.kit.acts import request_key
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused


@permitted(*RECEIVE)
@require_http_methods(["GET", "POST"])
def reception(request: ActorRequest) -> HttpResponse:
    """The form of reception, and the act."""
    now, status = timezone.now(), 200
    sent = request.POST if request.method == "POST" else None
    form = ReceiveForm(sent, actor=request.actor, today=local_day(now))
    if sent is not None:
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                made = receive(form.act(request.actor, now=now, key=request_key(sent)), form.intake())
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Đã tiếp nhận, số {number}.").format(number=made.number))
                return back_to(request, made)
    context = {
        "form": form,
        "request_key": request_key(request.POST),
        "submit_label": _("Ghi tiếp nhận"),
        "cancel_url": reverse("feedback:list"),
    }
    return render(request, "feedback/receive.html", context, status=status)
