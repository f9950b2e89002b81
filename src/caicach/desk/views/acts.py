"""How a page of administration carries a form's act out: once per key, refusals at their fields, then onwards."""

from collections.abc import Callable

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from caicach.accounts.register import ActorRequest
from caicach.desk.forms.people import AdminForm
from caicach.journal.models import Line
from caicach.kit.acts import Act, request_key
from caicach.kit.refusal import Refused

UNPROCESSABLE = 422
Work = Callable[[Act], object]
Where = Callable[[object], str]


def carry_out(
    request: ActorRequest, form: AdminForm, work: Work, *, done: str, to: str | Where, template: str, **context: object
) -> HttpResponse:
    """Show the form, or do its work and go on to `to` (an address, or a function of what the work gave).

    A form sent twice is done once: its key stands in the journal.
    """
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        act = Act(actor=request.actor, at=now, now=now, key=request_key(request.POST))
        try:
            made = None if _done(act) else work(act)
        except Refused as refused:
            form.refuse(refused)
        except IntegrityError:
            if not _done(act):
                raise
            made = None
        if not form.errors:
            messages.success(request, done)
            return redirect(to if isinstance(to, str) else to(made) if made is not None else "desk:people")
    status = UNPROCESSABLE if request.method == "POST" else 200
    told = {"form": form, "request_key": request_key(request.POST), **context}
    return render(request, template, told, status=status)


def _done(act: Act) -> bool:
    return bool(act.key) and Line.objects.filter(key=act.key, actor_id=act.actor.user_id).exists()
