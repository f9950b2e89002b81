"""Who opened what when: the list of reads, for those who look after the system."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Q, QuerySet

from caicach.accounts.rules import Role
from caicach.dossiers.models import Read
from caicach.kit.acts import Actor
from caicach.kit.period import Period, instant

PAGE = 50
CHUNK = 2000
MOST_EXPORTED = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Which reads: of a period (its days in Vietnam), by whom, of which dossier; what is empty narrows nothing."""

    period: Period
    person: str = ""
    dossier: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page, and the id before which the next one begins."""

    reads: Sequence[Read]
    next: int | None


def reads_for(actor: Actor, ask: Ask) -> QuerySet[Read]:
    """The reads of dossiers that were received or lie with units the actor administers, the newest first."""
    reach = actor.reach([Role.ADMINISTRATOR])
    here = Q(dossier__received_unit__in=reach) | Q(dossier__competent_unit__in=reach)
    start, end = (instant(datetime.combine(day, time.min)) for day in (ask.period.first, ask.period.end))
    found = Read.objects.filter(here, at__gte=start, at__lt=end)
    if ask.person:
        found = found.filter(Q(user__username=ask.person) | Q(user__full_name__icontains=ask.person))
    if ask.dossier:
        found = found.filter(dossier__number__iexact=ask.dossier)
    return found.select_related("user", "dossier", "attachment__component", "document").order_by("-pk")


def page_of(reads: QuerySet[Read], *, before: int | None) -> Listed:
    """One page; one statement."""
    rows = list((reads.filter(pk__lt=before) if before else reads)[: PAGE + 1])
    return Listed(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None)


def all_of(reads: QuerySet[Read]) -> Iterator[Read]:
    """All of them, read one after the other; one statement, no more than `MOST_EXPORTED`."""
    return reads[:MOST_EXPORTED].iterator(chunk_size=CHUNK)
