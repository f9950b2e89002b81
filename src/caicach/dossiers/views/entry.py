"""What one verb is for the pages: its word, title, form, service and permit, and in which states it is offered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from caicach.accounts.rules import Role
from caicach.dossiers.forms import verbs as forms
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import Permit
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import seat_of
from caicach.kit.acts import Actor

COUNTER = (Role.INTAKE_CLERK,)
LEAD = (Role.DIVISION_HEAD, Role.AGENCY_LEADER)
PROCESS = (Role.PROCESSING_OFFICER, *LEAD)
ALL = (*COUNTER, *PROCESS)

Offer = Callable[[Dossier], bool]


def always(_dossier: Dossier) -> bool:
    """Whatever its state."""
    return True


def never(_dossier: Dossier) -> bool:
    """In no state."""
    return False


def anybody(_actor: Actor, _dossier: Dossier) -> bool:
    """Whoever has the permit."""
    return True


def accepted(dossier: Dossier) -> bool:
    """After acceptance."""
    return dossier.accepted_at is not None


def not_accepted(dossier: Dossier) -> bool:
    """Before acceptance."""
    return dossier.accepted_at is None


def is_open(dossier: Dossier) -> bool:
    """Accepted and not finished."""
    return accepted(dossier) and dossier.finished_at is None


def goes_above(dossier: Dossier) -> bool:
    """Whether its internal process has a step above the agency; of those read by `queries.stages.with_above`."""
    return bool(getattr(dossier, "goes_above", False))


def running(dossier: Dossier) -> bool:
    """Open, and its clock runs."""
    return is_open(dossier) and dossier.paused_since is None


def at_counter(dossier: Dossier) -> bool:
    """Lying where it was received."""
    return dossier.handling_unit_id == dossier.received_unit_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One verb.

    `when` narrows the statuses in which it is offered; `first` says when it is the thing to do next. `hint` tells
    before the act what it brings about. `roles` are those the permit can say yes to; `mine` narrows the permit by what
    hangs on the dossier. `listed` says whether the dossier's page offers it; one that is not is reached from the page
    named by `after`, to which it leads back.
    """

    word: str
    title: str | Promise
    done: str | Promise
    form: type[forms.VerbForm]
    service: Callable[..., Dossier]
    permit: Permit
    roles: Sequence[Role]
    statuses: frozenset[int]
    when: Offer = always
    first: Offer = never
    hint: str | Promise = ""
    danger: bool = False
    listed: bool = True
    after: str = "dossiers:dossier"
    template: str = "dossiers/act.html"
    mine: Callable[[Actor, Dossier], bool] = anybody

    def offered(self, dossier: Dossier) -> bool:
        """Whether the state of the dossier leaves room for the verb."""
        return dossier.status in self.statuses and self.when(dossier)

    def permitted(self, actor: Actor, dossier: Dossier) -> bool:
        """Whether the actor may."""
        return self.permit(actor, seat_of(dossier)).allowed and self.mine(actor, dossier)


S = Status
WORKING = frozenset({S.RECEIVED, S.IN_PROCESS})
ACCEPTED = frozenset({S.RECEIVED, S.IN_PROCESS, S.PAPERS_REQUESTED, S.OBLIGATION_REQUESTED, S.STOPPED, S.PROCESSED,
                      S.RETURNED})  # fmt: skip
PENDING = frozenset({S.RECEIVED, S.IN_PROCESS, S.PAPERS_REQUESTED, S.OBLIGATION_REQUESTED, S.STOPPED})
