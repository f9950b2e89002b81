"""Bringing in the dossiers of another one-stop system: hand the file in, see what it would do, let it be written."""

import io
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.exports.import_files import notes, template_rows, write_workbook
from caicach.dossiers.forms.act import request_key
from caicach.dossiers.forms.imported import ImportFileForm
from caicach.dossiers.models import ImportJob
from caicach.dossiers.permits import IMPORTERS
from caicach.dossiers.queries.import_jobs import errors_of, job_for, jobs_of
from caicach.dossiers.queries.import_words import fault_text
from caicach.dossiers.rules.import_state import CANCELLABLE, LABELS, WORKING, ImportState
from caicach.dossiers.rules.imported import COLUMNS, Fault
from caicach.dossiers.services.cancel_import import cancel_import
from caicach.dossiers.services.confirm_import import confirm_import
from caicach.dossiers.services.hand_in_import import hand_in_import
from caicach.dossiers.services.import_dossiers import Wanted
from caicach.dossiers.views.act import UNPROCESSABLE
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused, Unknown

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@permitted(*IMPORTERS)
@require_http_methods(["GET", "POST"])
def import_page(request: ActorRequest) -> HttpResponse:
    """The form and the imports before; sent, the way to the page of this import."""
    form = ImportFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        wanted = Wanted(system=told["system"], companion=told["companion"], file_name=told["file"].name)
        job = hand_in_import(_act(request), told["file"].chunks(), wanted)
        return _to(job.pk)
    context = {
        "form": form,
        "columns": [(column.head, _(column.meaning), column.needed) for column in COLUMNS],
        "jobs": [(job, _(LABELS[job.state])) for job in jobs_of(request.actor)],
        "submit_label": _("Nộp tệp và kiểm tra"),
        "reconcile_url": reverse("reports:reconcile"),
    }
    return render(request, "dossiers/import.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


@permitted(*IMPORTERS)
@require_safe
def template(request: ActorRequest) -> HttpResponse:
    """The template as a workbook, its columns explained on the second sheet."""
    del request
    out = io.BytesIO()
    write_workbook(template_rows(), out, notes=notes())
    name = "mau-nhap-ho-so.xlsx"
    return HttpResponse(
        out.getvalue(), content_type=WORKBOOK, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@permitted(*IMPORTERS)
@require_safe
def job_page(request: ActorRequest, job_id: int) -> HttpResponse:
    """How far an import is; while the worker has it the page asks again by itself."""
    return _page(request, _job(request, job_id))


@permitted(*IMPORTERS)
@require_safe
def errors(request: ActorRequest, job_id: int) -> HttpResponseBase:
    """The wrong rows as a file to be put right."""
    path = errors_of(_job(request, job_id))
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename="dong-loi.csv", content_type="text/csv")


@permitted(*IMPORTERS)
@require_POST
def confirm(request: ActorRequest, job_id: int) -> HttpResponse:
    """Let the checked file be written."""
    good_rows = "good_rows" in request.POST
    return _done(request, job_id, lambda act: confirm_import(act, job_id, good_rows=good_rows))


@permitted(*IMPORTERS)
@require_POST
def cancel(request: ActorRequest, job_id: int) -> HttpResponse:
    """Call it off before anything is written."""
    return _done(request, job_id, lambda act: cancel_import(act, job_id))


def _done(request: ActorRequest, job_id: int, do: Callable[[Act], ImportJob]) -> HttpResponse:
    try:
        do(_act(request))
    except Unknown as unknown:
        raise Http404 from unknown
    except Refused as refused:
        return _page(request, _job(request, job_id), refusal=refused, status=UNPROCESSABLE)
    return _to(job_id)


def _act(request: ActorRequest) -> Act:
    now = timezone.now()
    return Act(actor=request.actor, at=now, now=now, key=request_key(request.POST))


def _to(job_id: int) -> HttpResponse:
    found = HttpResponseRedirect(reverse("dossiers:import_job", args=[job_id]))
    found.status_code = 303
    return found


def _job(request: ActorRequest, job_id: int) -> ImportJob:
    job = job_for(request.actor, job_id)
    if job is None:
        raise Http404
    return job


def _page(request: ActorRequest, job: ImportJob, *, refusal: Refused | None = None, status: int = 200) -> HttpResponse:
    said = job.refusal
    if said and refusal is None:
        refusal = Refused(said["code"], said["message"], values=said["values"])
    context: dict[str, Any] = {
        "job": job,
        "label": _(LABELS[job.state]),
        "working": job.state in WORKING,
        "writing": job.state == ImportState.WRITING,
        "checked": job.state == ImportState.CHECKED,
        "ended": job.state == ImportState.DONE,
        "cancellable": job.state in CANCELLABLE,
        "most": str(job.total),
        "so_far": str(job.done),
        "to_write": int(job.counts.get("new", 0)) + int(job.counts.get("changed", 0)),
        "faults": [fault_text(Fault(*one)) for one in job.faults],
        "errors": errors_of(job) is not None,
        "refusal": refusal,
        "request_key": request_key({}),
    }
    return render(request, "dossiers/import_job.html", context, status=status)
