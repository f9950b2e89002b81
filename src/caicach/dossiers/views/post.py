"""Results that go by post: choosing them for a bundle, the bundle with what became of each letter, its list as PDF."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.exports.post import post_list
from caicach.dossiers.forms.act import request_key
from caicach.dossiers.forms.post import DeliveredForm, SendForm
from caicach.dossiers.models import PostBundle, Return
from caicach.dossiers.permits import AT_COUNTER_SEE, COUNTER, may_send_by_post
from caicach.dossiers.queries.post import (
    bundle_seen,
    bundles_of,
    counted,
    counters_of,
    is_under_way,
    results_of,
    results_waiting,
)
from caicach.dossiers.queries.printed import party_of
from caicach.dossiers.services.each import each
from caicach.dossiers.services.note_delivery import note_delivery
from caicach.dossiers.services.send_by_post import send_by_post
from caicach.dossiers.views.act import UNPROCESSABLE
from caicach.dossiers.views.papers import PDF, file_answer
from caicach.kit.refusal import Refused
from caicach.papers.services.draw import draw
from caicach.ui.tags import said

ALL = "all"


@permitted(*COUNTER)
@require_http_methods(["GET", "POST"])
def send(request: ActorRequest) -> HttpResponse:
    """The results that wait: some go into a bundle. First those of dossiers that came by post, on asking all."""
    if request.method == "GET":
        return _send_page(request, SendForm())
    form = SendForm(request.POST)
    if not form.is_valid():
        return _send_page(request, form, status=UNPROCESSABLE)
    act = form.act(request.actor, now=timezone.now(), key=request_key(request.POST))
    unit = request.POST.get("unit", "")
    try:
        bundle = send_by_post(
            act,
            form.tracking(),
            unit_id=int(unit) if unit.isascii() and unit.isdecimal() and len(unit) < 16 else 0,
            receipt=form.cleaned_data["receipt"],
        )
    except Refused as refused:
        form.refuse(refused)
        return _send_page(request, form, status=UNPROCESSABLE)
    messages.success(request, _("Đã lập đợt bàn giao bưu chính số {number}.").format(number=bundle))
    return _see(bundle)


def _see(bundle: PostBundle) -> HttpResponse:
    answer = HttpResponseRedirect(reverse("dossiers:post_bundle", args=[bundle.pk]))
    answer.status_code = 303
    return answer


def _send_page(request: ActorRequest, form: SendForm, *, status: int = 200) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    units = counters_of(request.actor)
    unit = next((one for one in units if str(one.pk) == asked.get("unit")), units[0] if units else None)
    everything = asked.get("which") == ALL
    chosen = set(form.tracking()) if form.is_bound else set()
    found = results_waiting(unit.pk, handed_in_by_post=not everything) if unit else []
    context = {
        "form": form,
        "units": units,
        "unit": unit,
        "everything": everything,
        "rows": [
            {
                "dossier": one,
                "to": party_of(one, "owner"),
                "chosen": one.pk in chosen if form.is_bound else not everything,
                "tracking": asked.get(f"tracking-{one.pk}", ""),
            }
            for one in found
        ],
        "bundles": [{"bundle": one, "counts": counted(one)} for one in bundles_of(request.actor)],
        "request_key": request_key(request.POST),
    }
    return render(request, "dossiers/send_by_post.html", context, status=status)


@permitted(*AT_COUNTER_SEE)
@require_http_methods(["GET", "POST"])
def bundle(request: ActorRequest, bundle_id: int) -> HttpResponse:
    """A bundle: what became of each letter; those that arrived are noted together."""
    found = bundle_seen(request.actor, bundle_id)
    if found is None:
        raise Http404
    if request.method == "GET":
        return _bundle_page(request, found, DeliveredForm())
    if not may_send_by_post(request.actor, found.unit_id).allowed:
        raise Http404
    form = DeliveredForm(request.POST)
    chosen = form.chosen()
    if not form.is_valid():
        return _bundle_page(request, found, form, status=UNPROCESSABLE)
    here = set(Return.objects.filter(bundle=found, dossier_id__in=chosen).values_list("dossier_id", flat=True))
    act = form.act(request.actor, now=timezone.now(), key=request_key(request.POST))
    rows = each(act, note_delivery, {one: seen for one, seen in chosen.items() if one in here})
    refused = [row.refused for row in rows if row.refused]
    if not rows or refused:
        form.add_error(None, said(refused[0]) if refused else _("Hãy chọn những bưu gửi đã phát."))
        return _bundle_page(request, found, form, status=UNPROCESSABLE)
    messages.success(request, _("Số bưu gửi vừa ghi là đã phát: {count}.").format(count=len(rows)))
    return _see(found)


def _bundle_page(request: ActorRequest, found: PostBundle, form: DeliveredForm, *, status: int = 200) -> HttpResponse:
    rows = [
        {"sent": one, "to": party_of(one.dossier, "owner"), "under_way": is_under_way(one)} for one in results_of(found)
    ]
    context = {
        "bundle": found,
        "form": form,
        "rows": rows,
        "may": may_send_by_post(request.actor, found.unit_id).allowed,
        "under_way": any(row["under_way"] for row in rows),
        "request_key": request_key(request.POST),
    }
    return render(request, "dossiers/post_bundle.html", context, status=status)


@permitted(*AT_COUNTER_SEE)
@require_safe
def bundle_pdf(request: ActorRequest, bundle_id: int) -> HttpResponse:
    """The list of a bundle, to be signed by both sides."""
    found = bundle_seen(request.actor, bundle_id)
    if found is None:
        raise Http404
    with override("vi"):
        content = draw(post_list(found, results_of(found), request.actor), at=found.handed_at)
    return file_answer(content, PDF, f"ban-giao-buu-chinh-{found.year}-{found.number}.pdf", inline=True)
