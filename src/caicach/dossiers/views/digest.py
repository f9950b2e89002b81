"""The page of this morning's digest."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.dossiers.tags import digest_lines
from caicach.kit.period import local_day


@signed_in
@require_safe
def digest(request: ActorRequest) -> HttpResponse:
    """What needed the reader this morning; nothing on days off and when nothing was due."""
    now = timezone.now()
    context = {"today": local_day(now), "digest": digest_lines(request.actor, now=now)}
    return render(request, "dossiers/digest.html", context)
