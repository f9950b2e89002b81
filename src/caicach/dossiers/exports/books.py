"""Papers about many dossiers: the tracking book and the hand-over lists."""

from collections.abc import Iterable, Iterator
from datetime import date

from caicach.agencies.models import Unit
from caicach.dossiers.exports.case import content_of, head_of, hidden
from caicach.dossiers.exports.slips import outcome_words
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import may_forward, may_return_result
from caicach.dossiers.queries.handovers import Handover, Passed, sheets_of
from caicach.dossiers.queries.printed import party_of
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.tags import deadline, status_text
from caicach.kit.acts import Actor
from caicach.kit.period import Period, local
from caicach.papers.rules import forms
from caicach.papers.rules.books import Entered, Handed, HandoverList, ResultList, Settled, TrackingBook

POST = 3
FEE_DUE = 1


def tracking_book(unit: Unit, period: Period, *, today: date, rows: Iterable[Entered] = ()) -> TrackingBook:
    """The book of a unit, in the form of the period's last day; one statement."""
    head, title = head_of(forms.TRACKING_BOOK, unit, on=min(today, period.last), day=today)
    return TrackingBook(
        head=head, title=title, unit=unit.name_vi, first=period.first, last=period.last, rows=tuple(rows)
    )


def entered(dossiers: Iterable[Dossier], actor: Actor) -> Iterator[Entered]:
    """Rows of the book of dossiers read by `queries.books.book_rows`; no statement."""
    for dossier in dossiers:
        owner, open_to = party_of(dossier, "owner"), _works_on(actor, dossier)
        due = deadline(dossier)
        yield Entered(
            number=dossier.number or "",
            content=content_of(dossier),
            owner=owner.get("name", ""),
            address=hidden(owner.get("address", ""), open_to=open_to),
            phone=hidden(owner.get("phone", ""), open_to=open_to),
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
    head, title = head_of(forms.HANDOVER_LIST, handover.giver, day=day)
    return HandoverList(
        head=head, title=title, giver=handover.giver.name_vi, receiver=handover.receiver.name_vi, day=day,
        rows=tuple(_handed(one) for one in handover.passed),
    )  # fmt: skip


def _handed(one: Passed) -> Handed:
    due = deadline(one.dossier)
    return Handed(
        number=one.dossier.number or "",
        content=content_of(one.dossier),
        owner=party_of(one.dossier, "owner").get("name", ""),
        at=local(one.at),
        due=due and local(due),
        items=sheets_of(one.dossier),
        note=one.note,
    )


def result_list(handover: Handover, day: date, actor: Actor) -> ResultList:
    """The results that an agency handed to a counter on a day; one statement."""
    head, title = head_of(forms.RESULT_LIST, handover.giver, day=day)
    return ResultList(
        head=head, title=title, giver=handover.giver.name_vi, receiver=handover.receiver.name_vi, day=day,
        rows=tuple(_settled(one.dossier, actor) for one in handover.passed),
    )  # fmt: skip


def _settled(dossier: Dossier, actor: Actor) -> Settled:
    owner = party_of(dossier, "owner")
    return Settled(
        number=dossier.number or "",
        content=content_of(dossier),
        result=dossier.rules_version.result_vi,
        owner=owner.get("name", ""),
        address=hidden(owner.get("address", ""), open_to=_works_on(actor, dossier)),
        fee=dossier.fee == FEE_DUE,
        post=dossier.channel == POST,
    )


def _works_on(actor: Actor, dossier: Dossier) -> bool:
    seat = seat_of(dossier)
    return may_forward(actor, seat).allowed or may_return_result(actor, seat).allowed
