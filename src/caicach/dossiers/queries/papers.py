"""What waits for a hand: papers to initial, to sign, to number, to release; with dossiers, nearest deadline first."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.document import KIND
from caicach.dossiers.queries.lists import for_rows
from caicach.dossiers.queries.stages import with_above
from caicach.dossiers.queries.tabs import DEADLINE
from caicach.dossiers.queries.visible import visible_to
from caicach.kit.acts import Actor
from caicach.papers.models import Document
from caicach.papers.rules.document import CLOSED

MOST = 50
"""So many papers stand on a page; those after them come up when these are done."""

UNDIVIDED = Q(handling_unit_id=F("competent_unit_id"))
"""The agency handles it without a division, so nobody initials before the leader."""


def _to_initial(actor: Actor) -> Q:
    return Q(document="submitted", handling_unit_id__in=actor.reach([Role.DIVISION_HEAD])) & ~UNDIVIDED


def _to_sign(actor: Actor) -> Q:
    ready = Q(document__in=["initialled", "approved"]) | Q(document="submitted") & UNDIVIDED
    return ready & _signs_at(actor, Role.AGENCY_LEADER)


def _signs_at(actor: Actor, role: Role) -> Q:
    """As `permits.Seat.signs_at`: the level above once the paper was submitted there, else the agency."""
    reach = actor.reach([role])
    return Q(above_unit_id__in=reach) | Q(above_unit_id=None, competent_unit_id__in=reach)


def _with_clerk(state: str) -> Callable[[Actor], Q]:
    return lambda actor: Q(document=state) & _signs_at(actor, Role.RECORDS_CLERK)


PILES: dict[str, Callable[[Actor], Q]] = {
    "initial": _to_initial,
    "sign": _to_sign,
    "number": _with_clerk("signed"),
    "release": _with_clerk("numbered"),
}
HANDS = {
    "initial": Role.DIVISION_HEAD,
    "sign": Role.AGENCY_LEADER,
    "number": Role.RECORDS_CLERK,
    "release": Role.RECORDS_CLERK,
}
"""Whose pile it is."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One dossier with its paper."""

    dossier: Dossier
    document: Document


@dataclass(frozen=True, slots=True)
class Pile:
    """The first papers of a pile, and how many there are in all."""

    rows: Sequence[Waiting]
    count: int


def piles_of(actor: Actor) -> list[str]:
    """The piles that an actor has."""
    return [name for name, role in HANDS.items() if actor.holds([role])]


def pile(actor: Actor, name: str) -> Pile:
    """A pile of an actor; three statements."""
    waiting = with_above(visible_to(actor).filter(PILES[name](actor), finished_at=None))
    first = list(for_rows(waiting).order_by(DEADLINE, "pk")[:MOST])
    papers = papers_by_dossier([dossier.pk for dossier in first])
    rows = [Waiting(dossier, papers[dossier.pk]) for dossier in first if dossier.pk in papers]
    return Pile(rows, waiting.count() if len(first) == MOST else len(rows))


def papers_by_dossier(ids: Collection[int]) -> dict[int, Document]:
    """The papers on their way of dossiers; one statement."""
    found = Document.objects.filter(subject_kind=KIND, subject_id__in=ids).exclude(state__in=CLOSED)
    return {
        document.subject_id: document
        for document in found.select_related("unit", "drafted_by", "initialled_by", "submitted_to", "signer")
    }


def seen_of(actor: Actor, ids: Collection[int]) -> dict[int, str]:
    """Those of the dossiers that the actor may see, with what they are called; one statement."""
    found = visible_to(actor).filter(pk__in=ids).values_list("pk", "number")
    return {pk: number or f"#{pk}" for pk, number in found}
