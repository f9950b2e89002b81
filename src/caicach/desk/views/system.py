"""How the house is doing: for machines that watch it, and for the administrator."""

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from caicach.accounts.register import ActorRequest, permitted, public
from caicach.accounts.rules import Role
from caicach.desk.queries.system import answers, system_status
from caicach.desk.services.retry_job import retry_job
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused
from caicach.ui.tags import said

UNAVAILABLE = 503


@public
@never_cache
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """200 while the database answers, else 503; tells nothing else, since everybody may ask."""
    try:
        ok = answers()
    except DatabaseError:
        ok = False
    return JsonResponse({"ok": ok}, status=200 if ok else UNAVAILABLE)


@permitted(Role.ADMINISTRATOR)
@require_safe
def system(request: ActorRequest) -> HttpResponse:
    """Work in the background, storage, journal and backups on one page."""
    return render(request, "desk/system.html", {"status": system_status(now=timezone.now())})


@permitted(Role.ADMINISTRATOR)
@require_POST
def retry(request: ActorRequest, job_id: int) -> HttpResponse:
    """Let a failed job run again."""
    now = timezone.now()
    try:
        retry_job(Act(actor=request.actor, at=now, now=now), job_id)
    except Refused as refused:
        messages.warning(request, said(refused))
    else:
        messages.success(request, _("Việc đã được đưa lại vào hàng đợi."))
    return redirect("desk:system")
