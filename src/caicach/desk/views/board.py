"""The board in the hall of a one-stop unit, for a screen on the wall; it refreshes itself."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.agencies.models import Unit
from caicach.desk.queries.board import board_of
from caicach.dossiers.permits import AT_COUNTER_SEE, may_show_board


@permitted(*AT_COUNTER_SEE)
@require_safe
def board(request: ActorRequest, code: str) -> HttpResponse:
    """Numbers of dossiers and counts, no personal data: everybody in the hall reads it."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None or not may_show_board(request.actor, unit.pk).allowed:
        raise Http404
    now = timezone.now()
    return render(request, "desk/board.html", {"unit": unit, "board": board_of(unit.pk, now=now), "now": now})
