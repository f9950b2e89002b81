"""What the board in the hall of a one-stop unit shows: numbers of dossiers whose result waits, and today's counts."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from caicach.agencies.models import Unit
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import AT_COUNTER_SEE
from caicach.dossiers.queries.tabs import today_of
from caicach.dossiers.rules.step import ProcessStep
from caicach.kit.acts import Actor

SHOWN = 24
"""So many numbers fit on a screen and are still read from five metres."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A result to be collected: nothing but the dossier's number, and whether it has come today."""

    number: str
    new: bool


@dataclass(frozen=True, slots=True)
class Board:
    """`received`, `processed`, `returned`, `counters` (who have received) are of today, `waiting` is all that waits."""

    ready: list[Ready]
    waiting: int
    received: int
    processed: int
    returned: int
    counters: int

    @property
    def more(self) -> int:
        """How many results wait beside those shown."""
        return self.waiting - len(self.ready)


def boards_of(actor: Actor) -> list[Unit]:
    """The one-stop units at which the actor has the right itself, not by reaching down; one statement."""
    units = {grant.unit_id for grant in actor.grants if grant.role in AT_COUNTER_SEE}
    return list(Unit.objects.filter(pk__in=units).order_by("name_vi"))


def board_of(unit_id: int, *, now: datetime) -> Board:
    """The board now, the latest results first; four statements, each by an index."""
    start = today_of(now).start
    here = Dossier.objects.filter(received_unit_id=unit_id)
    today = Q(finished_at__gte=start)
    accepted = here.filter(accepted_at__gte=start).aggregate(
        all=Count("pk"), counters=Count("accepted_by", distinct=True)
    )  # fmt: skip
    given = here.filter(returned_at__gte=start).aggregate(all=Count("pk"), processed=Count("pk", filter=today))
    ready = here.filter(step=ProcessStep.RETURN.value)
    waiting = ready.aggregate(all=Count("pk"), processed=Count("pk", filter=today))
    rows = ready.order_by("-finished_at", "-pk").values_list("number", "finished_at")[:SHOWN]
    return Board(
        ready=[Ready(number or "", finished is not None and finished >= start) for number, finished in rows],
        waiting=waiting["all"],
        received=accepted["all"],
        processed=given["processed"] + waiting["processed"],
        returned=given["all"],
        counters=accepted["counters"],
    )
