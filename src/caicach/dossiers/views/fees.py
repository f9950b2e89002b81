"""Fees on a dossier's page, and our slip about what was taken."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import AT_COUNTER_SEE, AT_DESK_SEE, COMPETENT_SEE
from caicach.dossiers.queries.fees import account
from caicach.dossiers.queries.page import one_visible, submitter_of
from caicach.kit.period import local
from caicach.payments.models import Receipt


def fees_shown(dossier: Dossier) -> dict[str, Any] | None:
    """What the page tells of fees: each due, each receipt, what is still owed; None where there are none."""
    if not dossier.fee:
        return None
    found = account(dossier.pk)
    return {
        "state": Dossier.FEES[dossier.fee],
        "dues": found.dues,
        "receipts": [{"receipt": one, "method": Receipt.METHODS[one.method]} for one in found.receipts],
        "outstanding": found.outstanding,
        "printable": bool(found.valid),
    }


@permitted(*AT_COUNTER_SEE, *AT_DESK_SEE, *COMPETENT_SEE)
@require_safe
def fee_slip(request: ActorRequest, dossier_id: int) -> HttpResponse:
    """Phiếu xác nhận thu: what was taken for a dossier, to be printed. It is no receipt (biên lai) and says so."""
    dossier = one_visible(request.actor, dossier_id)
    valid = account(dossier.pk).valid if dossier else []
    if dossier is None or not valid:
        raise Http404
    context = {
        "dossier": dossier,
        "submitter": submitter_of(dossier),
        "receipts": [{"receipt": one, "method": Receipt.METHODS[one.method]} for one in valid],
        "total": sum(one.amount for one in valid),
        "taker": valid[-1].taken_by,
        "day": local(valid[-1].taken_at).date(),
    }
    return render(request, "dossiers/fee_slip.html", context)
