"""The page of one feedback."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.feedback.permits import READERS
from caicach.feedback.queries.page import feedback_page
from caicach.feedback.views.show import shown
from caicach.kit.period import local_day


@permitted(*READERS)
@require_safe
def record(request: ActorRequest, feedback_id: int) -> HttpResponse:
    """What was said and by whom, how it stands, what was done, and what the reader may do."""
    today = local_day(timezone.now())
    page = feedback_page(request.actor, feedback_id, today=today)
    if page is None:
        raise Http404
    return render(request, "feedback/record.html", shown(page, actor=request.actor, today=today))
