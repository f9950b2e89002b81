"""The signer's queue: papers to initial and to sign, each beside its grounds and deadline; many are done at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.dossiers.forms.act import request_key
from caicach.dossiers.forms.papers import ManyForm, rows_of
from caicach.dossiers.queries.lists import calendars_of
from caicach.dossiers.queries.papers import Pile, Waiting, pile, piles_of, seen_of
from caicach.dossiers.services.initial import initial
from caicach.dossiers.services.return_document import return_document
from caicach.dossiers.services.sign_many import Row, do_many, sign_many
from caicach.dossiers.tags import Row as Line
from caicach.dossiers.tags import rows
from caicach.dossiers.views.act import UNPROCESSABLE
from caicach.dossiers.views.entry import goes_above
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.papers.rules.document import STATE_LABELS, Way
from caicach.papers.rules.kinds import KINDS
from caicach.papers.services.ask_signer import configured
from caicach.ui.tags import said

TABS = {"sign": mark("Chờ ký"), "initial": mark("Chờ ký nháy")}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one row, in words; `refusal` is empty when it was done."""

    number: str
    url: str
    refusal: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper of a pile as its page shows it."""

    waiting: Waiting
    line: Line
    kind: str
    state: str
    grounds: Sequence[str]
    body: Sequence[str]
    goes_above: bool = False


@permitted(Role.DIVISION_HEAD, Role.AGENCY_LEADER)
@require_http_methods(["GET", "POST"])
def queue(request: ActorRequest) -> HttpResponse:
    """The pile of the reader's role; a person with both roles has two."""
    mine = [name for name in TABS if name in piles_of(request.actor)]
    asked = (request.POST if request.method == "POST" else request.GET).get("pile") or mine[0]
    if asked not in mine:
        raise Http404
    now = timezone.now()
    form = ManyForm(request.POST or None, digital=configured() and asked == "sign", today=local_day(now))
    answers: list[Answer] = []
    if request.method == "POST" and form.is_valid():
        answers = answers_of(request, _done(request, form, now))
    found = pile(request.actor, asked)
    context = {
        "form": form,
        "pile": asked,
        "tabs": [{"name": name, "label": _(TABS[name]), "current": name == asked} for name in mine],
        "rows": shown(found, now),
        "count": found.count,
        "answers": answers,
        "failed": sum(bool(one.refusal) for one in answers),
        "digital": configured(),
        "request_key": request_key({}),
    }
    refused = request.method == "POST" and all(one.refusal for one in answers)
    return render(request, "dossiers/signing.html", context, status=UNPROCESSABLE if refused else 200)


def _done(request: ActorRequest, form: ManyForm, now: datetime) -> list[Row]:
    ids, unseen = split(request)
    act = act_of(request, now)
    word = request.POST.get("act", "")
    if word == "return":
        reason = {"reason": form.value("reason")}
        done = do_many(act, return_document, ids, dict.fromkeys(ids, reason))
    elif word == "initial":
        done = do_many(act, initial, ids)
    else:
        way = form.value("way") or (Way.WET.value)
        done = sign_many(act, ids, way=way, pin=form.value("pin") or "")
    return [*done, *unseen]


def act_of(request: ActorRequest, now: datetime) -> Act:
    """The act of a form with many rows, to the minute."""
    return Act(actor=request.actor, at=now.replace(second=0, microsecond=0), now=now, key=request_key(request.POST))


def split(request: ActorRequest) -> tuple[list[int], list[Row]]:
    """The ticked dossiers that the actor may see, and an answer for each of the others: there is no such dossier."""
    ticked = rows_of(request.POST)
    seen = seen_of(request.actor, ticked)
    unknown = Unknown("unknown-dossier", mark("Không có hồ sơ này."))
    return [one for one in ticked if one in seen], [Row(one, unknown) for one in ticked if one not in seen]


def answers_of(request: ActorRequest, done: Sequence[Row]) -> list[Answer]:
    """Each row's answer in words, those refused first."""
    seen = seen_of(request.actor, [row.dossier_id for row in done])
    told = [
        Answer(
            number=seen.get(row.dossier_id, "–"),
            url=f"/dossiers/{row.dossier_id}/" if row.dossier_id in seen else "",
            refusal=refusal_text(row.refused),
        )
        for row in done
    ]
    return sorted(told, key=lambda one: not one.refusal)


def refusal_text(refused: Refused | None) -> str:
    """A refusal in words, with its source."""
    return str(said(refused)) if refused else ""


def shown(found: Pile, now: datetime) -> list[Shown]:
    """The papers of a pile as rows; one statement a working schedule."""
    dossiers = [one.dossier for one in found.rows]
    lines = rows(dossiers, calendars_of(dossiers, now=now), now=now)
    return [
        Shown(
            waiting=one,
            line=line,
            kind=_(KINDS[one.document.kind].label),
            state=_(STATE_LABELS[one.document.state]),
            grounds=[text for text in one.document.grounds.splitlines() if text.strip()],
            body=[text for text in one.document.body.splitlines() if text.strip()],
            goes_above=goes_above(one.dossier) and one.dossier.above_unit_id is None,
        )
        for one, line in zip(found.rows, lines, strict=True)
    ]
