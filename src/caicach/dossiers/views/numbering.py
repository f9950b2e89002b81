"""The records clerk's batch screen: number, day, seal and release for many papers; numbers brought in by a sheet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.dossiers.forms.act import request_key
from caicach.dossiers.forms.papers import ImportForm, ManyForm, NumberRow
from caicach.dossiers.queries.numbers import Line, dossiers_by_number, read_numbers, registers_for
from caicach.dossiers.queries.papers import Pile, pile
from caicach.dossiers.services.number import number
from caicach.dossiers.services.release import release
from caicach.dossiers.services.return_document import return_document
from caicach.dossiers.services.sign_many import MOST, Row, do_many, seal_many
from caicach.dossiers.views.act import UNPROCESSABLE
from caicach.dossiers.views.signing import Answer, act_of, answers_of, refusal_text, shown, split
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.services.ask_signer import configured

TABS = {"number": mark("Chờ cấp số"), "release": mark("Chờ đóng dấu, phát hành")}


@permitted(Role.RECORDS_CLERK)
@require_http_methods(["GET", "POST"])
def batch(request: ActorRequest) -> HttpResponse:
    """One of the two piles, and what became of the rows that were sent."""
    asked = (request.POST if request.method == "POST" else request.GET).get("pile") or "number"
    if asked not in TABS:
        raise Http404
    now = timezone.now()
    form = ManyForm(request.POST or None, digital=configured(), today=local_day(now))
    answers: list[Answer] = []
    if request.method == "POST" and form.is_valid():
        answers = answers_of(request, _done(request, form, now))
    found = pile(request.actor, asked)
    context = {
        "form": form,
        "pile": asked,
        "tabs": [{"name": name, "label": _(label), "current": name == asked} for name, label in TABS.items()],
        "rows": [{"shown": row, "register": register} for row, register in _with_registers(found, now)],
        "count": found.count,
        "answers": answers,
        "failed": sum(bool(one.refusal) for one in answers),
        "digital": configured(),
        "request_key": request_key({}),
    }
    refused = request.method == "POST" and all(one.refusal for one in answers)
    return render(request, "dossiers/numbering.html", context, status=UNPROCESSABLE if refused else 200)


def _with_registers(found: Pile, now: datetime) -> Any:
    registers = registers_for((one.document for one in found.rows), year=local_day(now).year)
    return [
        (row, registers.get((row.waiting.document.unit_id, row.waiting.document.kind))) for row in shown(found, now)
    ]


def _done(request: ActorRequest, form: ManyForm, now: datetime) -> list[Row]:
    ids, unseen = split(request)
    act, word = act_of(request, now), request.POST.get("act", "")
    if word == "return":
        reason = {"reason": form.value("reason")}
        return [*do_many(act, return_document, ids, dict.fromkeys(ids, reason)), *unseen]
    if word == "seal":
        return [*seal_many(act, ids, pin=form.value("pin") or ""), *unseen]
    if word == "release":
        return [*do_many(act, release, ids, {one: {"scan": request.FILES.get(f"scan-{one}")} for one in ids}), *unseen]
    values, wrong = _numbers(request, form, ids)
    return [*do_many(act, number, list(values), values), *wrong, *unseen]


def _numbers(request: ActorRequest, form: ManyForm, ids: list[int]) -> tuple[dict[int, Mapping[str, Any]], list[Row]]:
    """What was entered for each row, and the rows in which no number can be read."""
    values: dict[int, Mapping[str, Any]] = {}
    wrong: list[Row] = []
    unreadable = Refused("number-unreadable", mark("Số văn bản phải là số nguyên từ 1."), field="number")
    for one in ids:
        row = NumberRow({name: request.POST.get(f"{name}-{one}") for name in ("number", "reserved")})
        if row.is_valid():
            day = {} if row.cleaned_data["reserved"] else {"issued_on": form.value("issued_on")}
            values[one] = {**row.arguments(), **day}
        else:
            wrong.append(Row(one, unreadable))
    return values, wrong


@permitted(Role.RECORDS_CLERK)
@require_http_methods(["GET", "POST"])
def bring_in(request: ActorRequest) -> HttpResponse:
    """Numbers and days that the document system gave, read from a sheet and entered row by row."""
    now = timezone.now()
    form = ImportForm(request.POST or None, request.FILES or None)
    answers: list[Answer] = []
    if request.method == "POST" and form.is_valid():
        try:
            answers = _entered(request, read_numbers(form.cleaned_data["sheet"]), now)
        except Refused as refused:
            form.add_error("sheet", refusal_text(refused))
    wrong = request.method == "POST" and all(one.refusal for one in answers)
    context = {
        "form": form,
        "answers": answers,
        "failed": sum(bool(one.refusal) for one in answers),
        "request_key": request_key(request.POST),
    }
    return render(request, "dossiers/numbering_import.html", context, status=UNPROCESSABLE if wrong else 200)


def _entered(request: ActorRequest, lines: list[Line], now: datetime) -> list[Answer]:
    act = act_of(request, now)
    known = dossiers_by_number(request.actor, [line.dossier for line in lines])
    values = {known[line.dossier]: line.arguments() for line in lines if line.dossier in known and not line.fault}
    ids = list(values)
    done = [
        row for start in range(0, len(ids), MOST) for row in do_many(act, number, ids[start : start + MOST], values)
    ]
    unread = [
        Answer(line.dossier, "", _(line.fault) if line.fault else _("Không có hồ sơ này trong phạm vi của anh/chị."))
        for line in lines
        if line.fault or line.dossier not in known
    ]
    return [*unread, *answers_of(request, done)]
