"""The one table of papers: a word, the acts it tells of, how it is filled in; and its address below the dossier."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.exports import letters, slips
from caicach.dossiers.exports.case import Case
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import AT_COUNTER_SEE, AT_DESK_SEE, COMPETENT_SEE
from caicach.dossiers.queries.page import Page, dossier_page
from caicach.dossiers.rules.outcome import RESULT_GIVEN, RESULT_READY
from caicach.dossiers.services.record_read import record_read
from caicach.dossiers.views.show import works_on
from caicach.kit.acts import Act, Actor
from caicach.kit.period import local_day
from caicach.papers.rules import forms
from caicach.papers.rules.forms import form_on
from caicach.papers.rules.values import Sheet
from caicach.papers.services.draw import draw
from caicach.papers.services.write_docx import EDITABLE, write_docx

READERS = (*AT_COUNTER_SEE, *AT_DESK_SEE, *COMPETENT_SEE)
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def always(_dossier: Dossier) -> bool:
    """A paper that any dossier may have."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One paper. `actions` are the journal's actions that it tells of, one paper for each line of them.

    With `last` there is only one: that of the last such line; with `first` that of the first. `when` says which
    dossiers have it.
    """

    word: str
    actions: frozenset[str]
    make: Callable[[Case], Sheet]
    first: bool = False
    last: bool = False
    when: Callable[[Dossier], bool] = always

    def lines(self, page: Page) -> list[int]:
        """The places in the journal of the lines that have such a paper, where there is a form for the day."""
        if not self.when(page.dossier):
            return []
        found = [
            place
            for place, entry in enumerate(page.journal)
            if entry.action in self.actions and form_on(self.word, local_day(entry.occurred_at)) is not None
        ]
        return found[:1] if self.first else found[-1:] if self.last else found


def named(*words: str) -> frozenset[str]:
    """The journal's actions of verbs."""
    return frozenset(f"dossiers.{word}" for word in words)


RESULTS = frozenset({*RESULT_READY, RESULT_GIVEN})
PAPERS = (
    Entry(word=forms.RECEIPT, actions=named("receive", "supplement"), make=slips.receipt),
    Entry(word=forms.SUPPLEMENT_REQUEST, actions=named("request_supplement"), make=letters.supplement_request),
    Entry(word=forms.REFUSAL, actions=named("refuse"), make=letters.refusal),
    Entry(word=forms.APOLOGY, actions=named("extend", "apologise"), make=letters.apology),
    Entry(word=forms.STOP_NOTICE, actions=named("stop", "withdraw", "close_unanswered"), make=letters.stop_notice),
    Entry(word=forms.CONTROL_SLIP, actions=named("receive"), make=slips.control_slip, first=True),
    Entry(
        word=forms.RESULT_RECEIPT,
        actions=RESULTS,
        make=slips.result_receipt,
        last=True,
    ),
    Entry(
        word=forms.SUBJECT_RESULTS,
        actions=RESULTS - {RESULT_GIVEN},
        make=letters.subject_results,
        last=True,
        when=lambda dossier: dossier.subjects > 1,
    ),
)
PAPER = {entry.word: entry for entry in PAPERS}


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper that a dossier has: its title, the moment it tells of, its addresses (`docx` empty for PDF only)."""

    title: str
    at: datetime
    pdf: str
    docx: str
    a5: str


def offered(page: Page) -> list[Offered]:
    """The papers of a dossier in the order of what they tell; no statement."""
    found = [(place, entry) for entry in PAPERS for place in entry.lines(page)]
    return [_offered(page, entry, place) for place, entry in sorted(found, key=lambda one: one[0])]


def batch_address(page: Page, actor: Actor) -> str:
    """Where the slip is that lists this dossier with others of one submitter; empty where there is none to see."""
    batch, counter = page.dossier.batch_id, page.dossier.received_unit_id
    return reverse("dossiers:batch", args=[batch]) if batch and actor.holds(AT_COUNTER_SEE, counter) else ""


def _offered(page: Page, entry: Entry, place: int) -> Offered:
    at = page.journal[place].occurred_at
    form = form_on(entry.word, local_day(at))
    here = reverse("dossiers:paper", args=[page.dossier.pk, entry.word])
    line = f"?line={place + 1}"
    docx = reverse("dossiers:paper_docx", args=[page.dossier.pk, entry.word])
    return Offered(
        title=_(form.title) if form else "",
        at=at,
        pdf=f"{here}{line}",
        docx=f"{docx}{line}" if entry.word in EDITABLE else "",
        a5=f"{here}{line}&size=a5" if entry.word == forms.RECEIPT else "",
    )


@permitted(*READERS)
@require_safe
def paper(request: ActorRequest, dossier_id: int, word: str) -> HttpResponse:
    """A paper as PDF: `line` is the line of the journal that it tells of (else the last one), `size=a5` a small one.

    Each opening is recorded as read.
    """
    with override("vi"):
        case, entry = _asked(request, dossier_id, word)
        if word == forms.RECEIPT and request.GET.get("size") == "a5":
            sheet: Sheet = slips.receipt(case, a5=True)
        else:
            sheet = entry.make(case)
        content = draw(sheet, at=case.entry.occurred_at)
    _note(request, dossier_id, word)
    return file_answer(content, PDF, f"{case.dossier}-{word}.pdf", inline=True)


@permitted(*READERS)
@require_safe
def paper_docx(request: ActorRequest, dossier_id: int, word: str) -> HttpResponse:
    """A letter as DOCX, for an officer to complete; recorded as read."""
    if word not in EDITABLE:
        raise Http404
    with override("vi"):
        case, entry = _asked(request, dossier_id, word)
        content = write_docx(entry.make(case))
    _note(request, dossier_id, word)
    return file_answer(content, DOCX, f"{case.dossier}-{word}.docx", inline=False)


def _note(request: ActorRequest, dossier_id: int, word: str) -> None:
    now = timezone.now()
    record_read(Act(actor=request.actor, at=now, now=now), dossier_id, paper=word)


def _asked(request: ActorRequest, dossier_id: int, word: str) -> tuple[Case, Entry]:
    page = dossier_page(request.actor, dossier_id)
    entry = PAPER.get(word)
    lines = entry.lines(page) if page and entry else []
    wanted = request.GET.get("line") or (str(lines[-1] + 1) if lines else "")
    found = [place for place in lines if str(place + 1) == wanted]
    if page is None or entry is None or not found:
        raise Http404
    return Case(page=page, line=found[0], open_to=works_on(request.actor, page.dossier)), entry


def file_answer(content: bytes, kind: str, name: str, *, inline: bool) -> HttpResponse:
    """The answer that is a file: shown by the browser, or saved."""
    named = content_disposition_header(as_attachment=not inline, filename=name) or ""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": named})
