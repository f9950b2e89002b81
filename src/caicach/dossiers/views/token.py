"""Signing with a token on one's own PC: the certificate in, the hash out, the signature in."""

import base64

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.dossiers.forms.act import request_key
from caicach.dossiers.forms.token import CertificateForm, SignatureForm
from caicach.dossiers.queries.page import one_visible
from caicach.dossiers.services.sign_by_token import prepare_for_token, sign_by_token
from caicach.dossiers.services.sign_many import VERBS
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.views.act import UNPROCESSABLE
from caicach.dossiers.views.signing import act_of, refusal_text
from caicach.kit.refusal import Refused
from caicach.papers.models import Preparation
from caicach.papers.rules.signatures import SIGNATURE_ROLES, SignatureRole
from caicach.papers.services.prepare_paper import common_name, prepared_of

SIGNERS = (Role.AGENCY_LEADER, Role.RECORDS_CLERK)
SEE_OTHER = 303


@permitted(*SIGNERS)
@require_http_methods(["GET", "POST"])
def prepare(request: ActorRequest, dossier_id: int) -> HttpResponse:
    """Take the token's certificate and prepare the paper for it."""
    dossier = one_visible(request.actor, dossier_id)
    role = SignatureRole.SEAL if dossier and dossier.document == "numbered" else SignatureRole.LEADER
    if dossier is None or not VERBS[role].permit(request.actor, seat_of(dossier)).allowed:
        raise Http404
    form = CertificateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            act = act_of(request, timezone.now())
            kept = prepare_for_token(act, dossier_id, role=role, certificate=form.content())
        except Refused as refused:
            form.add_error("certificate", refusal_text(refused))
        else:
            return _see_other(reverse("dossiers:token_finish", args=[kept.pk]))
    context = {"form": form, "dossier": dossier, "role": _(SIGNATURE_ROLES[role]), "request_key": request_key({})}
    return render(request, "dossiers/token.html", context, status=_status(request))


@permitted(*SIGNERS)
@require_http_methods(["GET", "POST"])
def finish(request: ActorRequest, preparation_id: int) -> HttpResponse:
    """Hand out the hash; take the signature and put it in."""
    kept = _mine(request, preparation_id)
    form = SignatureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            act = act_of(request, timezone.now())
            dossier = sign_by_token(act, preparation_id, signature=form.cleaned_data["bytes"])
        except Refused as refused:
            form.add_error("signature", refusal_text(refused))
        else:
            messages.success(request, _("Đã gắn chữ ký số và kiểm tra chữ ký."))
            return _see_other(reverse("dossiers:dossier", args=[dossier.pk]))
    prepared = prepared_of(kept)
    context = {
        "form": form,
        "kept": kept,
        "role": _(SIGNATURE_ROLES[kept.role]),
        "bearer": common_name(prepared.certificates[0]),
        "hash": base64.b64encode(prepared.to_sign).decode(),
        "request_key": request_key(request.POST),
    }
    return render(request, "dossiers/token_finish.html", context, status=_status(request))


@permitted(*SIGNERS)
@require_safe
def data(request: ActorRequest, preparation_id: int) -> HttpResponse:
    """The bytes whose SHA-256 the token signs, as a file."""
    response = HttpResponse(bytes(_mine(request, preparation_id).attributes), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="can-ky-{preparation_id}.bin"'
    return response


def _mine(request: ActorRequest, preparation_id: int) -> Preparation:
    """A preparation of the reader for a dossier that he or she still sees."""
    kept = (
        Preparation.objects.select_related("document", "file")
        .filter(pk=preparation_id, prepared_by_id=request.actor.user_id)
        .first()
    )
    if kept is None or one_visible(request.actor, kept.document.subject_id) is None:
        raise Http404
    return kept


def _see_other(url: str) -> HttpResponse:
    response = HttpResponseRedirect(url)
    response.status_code = SEE_OTHER
    return response


def _status(request: ActorRequest) -> int:
    return UNPROCESSABLE if request.method == "POST" else 200
