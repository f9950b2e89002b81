"""Many dossiers of one submitter: the form with a preview row by row, and the slip that lists them."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.dossiers.exports.slips import batch_receipt
from caicach.dossiers.forms.act import request_key
from caicach.dossiers.forms.batch import BatchForm
from caicach.dossiers.permits import AT_COUNTER_SEE
from caicach.dossiers.queries.batches import Meant, batch_seen, clerk_reach, dossiers_of, meant, promised_to
from caicach.dossiers.queries.offer import units_named
from caicach.dossiers.queries.printed import party_of
from caicach.dossiers.services.receive import Intake
from caicach.dossiers.services.receive_batch import preview_batch, receive_batch
from caicach.dossiers.services.record_read import record_slip_read
from caicach.dossiers.views.act import UNPROCESSABLE
from caicach.dossiers.views.papers import PDF, file_answer
from caicach.dossiers.views.show import limit_text, works_on
from caicach.kit.acts import Act
from caicach.kit.period import local, local_day
from caicach.kit.refusal import Refused
from caicach.papers.services.draw import draw
from caicach.ui.tags import said

Line = dict[str, object]


@permitted(Role.INTAKE_CLERK)
@require_http_methods(["GET", "POST"])
def receive_many(request: ActorRequest) -> HttpResponse:
    """What is shared is told once, the rows are pasted; first a preview row by row, then all or none."""
    now = timezone.now()
    if request.method == "GET":
        return _page(request, BatchForm())
    form = BatchForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=UNPROCESSABLE)
    act = form.act(request.actor, now=now, key=request_key(request.POST))
    lines, intakes = _lines(form, act)
    if request.POST.get("act") != "receive" or len(intakes) < len(lines):
        status = 200 if request.POST.get("act") == "preview" else UNPROCESSABLE
        return _page(request, form, lines=lines, ready=len(intakes) == len(lines), status=status)
    try:
        batch = receive_batch(act, intakes)
    except Refused as refused:
        form.refuse(refused)
        return _page(request, form, lines=lines, status=UNPROCESSABLE)
    told = gettext("Đã tiếp nhận {count} hồ sơ.")
    messages.success(request, told.format(count=len(intakes)))
    answer = HttpResponseRedirect(reverse("dossiers:batch", args=[batch.pk]))
    answer.status_code = 303
    return answer


def _lines(form: BatchForm, act: Act) -> tuple[list[Line], list[Intake]]:
    """Each row with what stands against it, and the rows against which nothing does."""
    lines: list[Line] = []
    good: list[tuple[Line, Intake]] = []
    for one in meant(form.cleaned_data["rows"], on=local_day(act.at)):
        found = form.intake(one)
        line = _line(one, said(found) if isinstance(found, Refused) else "")
        lines.append(line)
        if isinstance(found, Intake):
            good.append((line, found))
    for (line, _), refused in zip(good, preview_batch(act, [intake for _, intake in good]), strict=True):
        line["fault"] = said(refused) if refused else ""
    return lines, [intake for line, intake in good if not line["fault"]]


def _line(one: Meant, fault: str) -> Line:
    name = one.version.name if one.version else ""
    return {"row": one.row, "procedure": name, "fault": fault}


def _page(
    request: ActorRequest, form: BatchForm, *, lines: list[Line] | None = None, ready: bool = False, status: int = 200
) -> HttpResponse:
    desks = units_named(clerk_reach(request.actor))
    form.offer(desks)
    context = {
        "form": form,
        "lines": lines,
        "ready": ready,
        "received_unit": desks[0] if len(desks) == 1 else None,
        "request_key": request_key(request.POST),
        "cancel_url": reverse("dossiers:receive"),
    }
    return render(request, "dossiers/receive_many.html", context, status=status)


@permitted(*AT_COUNTER_SEE)
@require_safe
def batch(request: ActorRequest, batch_id: int) -> HttpResponse:
    """One slip for all dossiers of a batch, to be printed."""
    found = batch_seen(request.actor, batch_id)
    if found is None:
        raise Http404
    rows = dossiers_of(found)
    context = {
        "batch": found,
        "submitter": party_of(rows[0], "submitter").get("name", "") if rows else "",
        "rows": [
            {
                "dossier": row,
                "owner": party_of(row, "owner").get("name", ""),
                "limit": limit_text(row),
                "due": promised_to(row),
            }
            for row in rows
        ],
        "day": _day(found.received_at),
    }
    return render(request, "dossiers/batch.html", context)


@permitted(*AT_COUNTER_SEE)
@require_safe
def batch_slip(request: ActorRequest, batch_id: int) -> HttpResponse:
    """The slip as PDF, the same whenever it is printed; recorded as read of each of its dossiers."""
    found = batch_seen(request.actor, batch_id)
    rows = dossiers_of(found) if found else []
    if found is None or not rows:
        raise Http404
    with override("vi"):
        sheet = batch_receipt(found, rows, open_to=works_on(request.actor, rows[0]))
        content = draw(sheet, at=found.received_at)
    now = timezone.now()
    record_slip_read(Act(actor=request.actor, at=now, now=now), [row.pk for row in rows])
    return file_answer(content, PDF, f"{rows[0].number}-{len(rows)}.pdf", inline=True)


def _day(moment: datetime) -> datetime:
    return local(moment)
