"""The page of one dossier, and its receipt."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.permits import AT_COUNTER_SEE, AT_DESK_SEE, COMPETENT_SEE
from caicach.dossiers.queries.page import dossier_page
from caicach.dossiers.views.fees import fees_shown
from caicach.dossiers.views.papers import batch_address, offered
from caicach.dossiers.views.receipt import slip
from caicach.dossiers.views.show import shown
from caicach.dossiers.views.subjects import subjects_shown

READERS = (*AT_COUNTER_SEE, *AT_DESK_SEE, *COMPETENT_SEE)


@permitted(*READERS)
@require_safe
def dossier(request: ActorRequest, dossier_id: int) -> HttpResponse:
    """The dossier with its time, its journal, its papers and what the reader may do with it."""
    page = dossier_page(request.actor, dossier_id)
    if page is None:
        raise Http404
    context = {
        **shown(page, actor=request.actor, now=timezone.now()),
        "fees": fees_shown(page.dossier),
        "subjects": subjects_shown(page.dossier),
        "papers": offered(page),
        "batch_address": batch_address(page, request.actor),
    }
    return render(request, "dossiers/dossier.html", context)


@permitted(*READERS)
@require_safe
def receipt(request: ActorRequest, dossier_id: int) -> HttpResponse:
    """Form 01: the receipt with the date of return, to be printed."""
    page = dossier_page(request.actor, dossier_id)
    if page is None or page.dossier.accepted_at is None:
        raise Http404
    printed = next((one for one in offered(page) if one.a5), None)
    return render(request, "dossiers/receipt.html", slip(page, actor=request.actor) | {"printed": printed})
