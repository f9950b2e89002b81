"""Papers about many dossiers: the tracking book and the hand-over lists."""

from collections.abc import Iterable, Iterator
from datetime import date

from caicach.agencies.models import Unit
from caicach.agencies.queries import letterhead
from caicach.dossiers.exports.case import HIDDEN, content_of
from caicach.dossiers.exports.slips import outcome_words
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import may_forward, may_return_result
from caicach.dossiers.queries.books import owner_in
from caicach.dossiers.queries.handovers import Handover, Passed, sheets_of
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.tags import deadline, status_text
from caicach.kit.acts import Actor
from caicach.kit.period import Period, local
from caicach.papers.rules import forms
from caicach.papers.rules.books import Entered, Handed, HandoverList, ResultList, Settled, TrackingBook
from caicach.papers.rules.forms import form_on
from caicach.papers.rules.sheets import Head

POST = 3
FEE_DUE = 1


def tracking_book(unit: Unit, period: Period, *, today: date, rows: Iterable[Entered] = ()) -> TrackingBook:
    """The book of a unit, in the form of the period's last day; one statement."""
    head, title = _head(forms.TRACKING_BOOK, unit, on=min(today, period.last), day=today)
    return TrackingBook(
        head=head, title=title, unit=unit.name_vi, first=period.first, last=period.last, rows=tuple(rows)
    )


def _head(word: str, unit: Unit, *, on: date, day: date) -> tuple[Head, str]:
    form = form_on(word, on)
    top = letterhead(unit, on=day)
    head = Head(
        agency_above=top.agency_above, agency=top.agency, place=top.place, day=day, form=form.note if form else ""
    )
    return head, str(form.title) if form else ""


def entered(dossiers: Iterable[Dossier], actor: Actor) -> Iterator[Entered]:
    """Rows of the book of dossiers read by `queries.books.book_rows`; no statement."""
    for dossier in dossiers:
        owner, open_to = owner_in(dossier), _works_on(actor, dossier)
        due = deadline(dossier)
        yield Entered(
            number=dossier.number or "",
            content=content_of(dossier),
            owner=owner.get("name", ""),
            address=_open(owner.get("address", ""), open_to),
            phone=_open(owner.get("phone", ""), open_to),
            received=dossier.accepted_at and local(dossier.accepted_at),
            due=due and local(due),
            returned=dossier.returned_at and local(dossier.returned_at),
            officer=getattr(dossier, "clerk", "") or "",
            note=_note(dossier),
        )


def _note(dossier: Dossier) -> str:
    if dossier.ending == Ending.PROCESSED:
        return outcome_words(dossier)
    return status_text(dossier.status) if dossier.finished_at else ""


def handover_list(handover: Handover, day: date) -> HandoverList:
    """The dossiers that went from one unit to another on a day; one statement."""
    head, title = _head(forms.HANDOVER_LIST, handover.giver, on=day, day=day)
    return HandoverList(
        head=head, title=title, giver=handover.giver.name_vi, receiver=handover.receiver.name_vi, day=day,
        rows=tuple(_handed(one) for one in handover.passed),
    )  # fmt: skip


def _handed(one: Passed) -> Handed:
    due = deadline(one.dossier)
    return Handed(
        number=one.dossier.number or "",
        content=content_of(one.dossier),
        owner=owner_in(one.dossier).get("name", ""),
        at=local(one.at),
        due=due and local(due),
        items=sheets_of(one.dossier),
        note=one.note,
    )


def result_list(handover: Handover, day: date, actor: Actor) -> ResultList:
    """The results that an agency handed to a counter on a day; one statement."""
    head, title = _head(forms.RESULT_LIST, handover.giver, on=day, day=day)
    return ResultList(
        head=head, title=title, giver=handover.giver.name_vi, receiver=handover.receiver.name_vi, day=day,
        rows=tuple(_settled(one.dossier, actor) for one in handover.passed),
    )  # fmt: skip


def _settled(dossier: Dossier, actor: Actor) -> Settled:
    owner = owner_in(dossier)
    return Settled(
        number=dossier.number or "",
        content=content_of(dossier),
        result=dossier.rules_version.result_vi,
        owner=owner.get("name", ""),
        address=_open(owner.get("address", ""), _works_on(actor, dossier)),
        fee=dossier.fee == FEE_DUE,
        post=dossier.channel == POST,
    )


def _open(text: str, open_to: bool) -> str:
    return text if open_to or not text else HIDDEN


def _works_on(actor: Actor, dossier: Dossier) -> bool:
    seat = seat_of(dossier)
    return may_forward(actor, seat).allowed or may_return_result(actor, seat).allowed
