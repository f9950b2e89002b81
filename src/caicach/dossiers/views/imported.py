"""Bringing in the dossiers of another one-stop system: check, take the wrong rows away, write."""

import io
import shutil
import tempfile
from itertools import islice
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.exports.import_files import corrections, fault_text, notes, template_rows, write_workbook
from caicach.dossiers.forms.imported import ImportFileForm
from caicach.dossiers.permits import IMPORTERS
from caicach.dossiers.rules.imported import COLUMNS
from caicach.dossiers.services.import_dossiers import Outcome, Tried, Wanted, import_dossiers, tried
from caicach.dossiers.views.act import UNPROCESSABLE
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused

SHOWN = 50
"""So many wrong cells, and so many dossiers that are not in the file, are shown one by one."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@permitted(*IMPORTERS)
@require_http_methods(["GET", "POST"])
def import_page(request: ActorRequest) -> HttpResponse:
    """The form; sent, what the file would do, the wrong rows as a workbook, or what was written."""
    form = ImportFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _taken(request, form)
        except Refused as refused:
            form.refuse(refused)
    return _page(request, form, status=UNPROCESSABLE if request.method == "POST" else 200)


@permitted(*IMPORTERS)
@require_safe
def template(request: ActorRequest) -> HttpResponse:
    """The template as a workbook, its columns explained on the second sheet."""
    del request
    out = io.BytesIO()
    write_workbook(template_rows(), out, notes=notes())
    return _workbook(out, "mau-nhap-ho-so.xlsx")


def _taken(request: ActorRequest, form: ImportFileForm) -> HttpResponse:
    now, told = timezone.now(), form.cleaned_data
    act = Act(actor=request.actor, at=now, now=now, origin="import")
    wanted = Wanted(
        system=told["system"],
        companion=told["companion"],
        good_rows=told["good_rows"],
        file_name=told["file"].name,
    )
    with tempfile.NamedTemporaryFile(prefix="caicach-import-") as kept:
        shutil.copyfileobj(told["file"], kept)
        kept.flush()
        with tried(act, Path(kept.name), wanted) as one:
            if "errors" in request.POST:
                return _wrong_rows(one, wanted)
            faults = [fault_text(fault) for fault in islice(one.checked.faults(companion=wanted.companion), SHOWN)]
            outcome = one.outcome
            if "write" in request.POST and (not outcome.wrong or wanted.good_rows):
                outcome = import_dossiers(act, one, wanted)
    return _page(request, form, outcome=outcome, faults=faults)


def _wrong_rows(one: Tried, wanted: Wanted) -> HttpResponse:
    out = io.BytesIO()
    write_workbook(corrections(one.checked, companion=wanted.companion), out)
    return _workbook(out, "dong-loi.xlsx")


def _page(
    request: ActorRequest,
    form: ImportFileForm,
    *,
    outcome: Outcome | None = None,
    faults: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "columns": [(column.head, _(column.meaning), column.needed) for column in COLUMNS],
        "outcome": outcome,
        "faults": faults or [],
        "gone": outcome.gone[:SHOWN] if outcome else (),
        "refused": outcome is not None and outcome.wrong and not outcome.written and "write" in request.POST,
    }
    return render(request, "dossiers/import.html", context, status=status)


def _workbook(out: io.BytesIO, name: str) -> HttpResponse:
    return HttpResponse(
        out.getvalue(), content_type=WORKBOOK, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
