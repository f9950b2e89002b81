"""How a verb is carried out at the desk: lock, permit, rules, write; all in one transaction, idempotent by key."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec

from django.db import IntegrityError, transaction

from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Consultation, Dossier, Extension, Handover, Part
from caicach.dossiers.permits import Permit
from caicach.dossiers.rules import checks
from caicach.dossiers.rules.imported import kept_elsewhere
from caicach.dossiers.services import write
from caicach.dossiers.services.stages import stages_of, with_stages
from caicach.dossiers.services.turn import Turn
from caicach.journal.queries import repeated
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

P = ParamSpec("P")
CHANGED = "changed"
"""The code of a refusal because the record has moved on since the actor looked at it."""
Body = Callable[Concatenate[Turn, P], None]


class Verb(Generic[P]):
    """A verb of the dossier, e.g. `assign(act, dossier_id, officer_id=7) -> Dossier`.

    Called, it does the whole act in one transaction and raises `Refused` with nothing written when a permit or a rule
    says no; repeated with the same key it changes nothing and answers the same dossier. `known` asks whether the units
    and people named may take part; `resets_clock` counts by the calendar as known now instead of the one the dossier
    was last counted by. `change` is the bare step on a `Turn`, without permit, for histories that are loaded in bulk.
    """

    def __init__(
        self,
        name: str,
        permit: Permit,
        change: Body[P],
        *,
        known: Callable[..., None] | None = None,
        resets_clock: bool = False,
    ) -> None:
        self.name = name
        self.permit = permit
        self.change = change
        self.known = known
        self.resets_clock = resets_clock
        update_wrapper(self, change)

    def __call__(self, act: Act, dossier_id: int, /, *args: P.args, **kwargs: P.kwargs) -> Dossier:
        """Carry the verb out on one dossier."""
        return self._carry_out(act, dossier_id, self.permit, *args, **kwargs)

    def by_system(self, act: Act, dossier_id: int, /, *args: P.args, **kwargs: P.kwargs) -> Dossier:
        """As called, but as an act of the system that a rule of law sets off; nobody is asked for a permit."""
        if act.actor != SYSTEM:
            raise ValueError("only the system acts without a permit")
        return self._carry_out(act, dossier_id, None, *args, **kwargs)

    def _carry_out(
        self, act: Act, dossier_id: int, permit: Permit | None, /, *args: P.args, **kwargs: P.kwargs
    ) -> Dossier:
        try:
            with transaction.atomic():
                dossier = locked(dossier_id)
                if done_before(act, self.name, dossier_id):
                    return dossier
                check_seen(act, dossier)
                turn = begin(act, self.name, dossier, resets_clock=self.resets_clock)
                if permit is not None:
                    turn.require(permit)
                if self.known is not None:
                    self.known(turn, *args, **kwargs)
                self.change(turn, *args, **kwargs)
                return write.write(turn)
        except IntegrityError:
            # The key was used on another dossier meanwhile; then this raises `Refused`.
            done_before(act, self.name, dossier_id)
            raise


def verb(
    *, permit: Permit, known: Callable[..., None] | None = None, resets_clock: bool = False
) -> Callable[[Body[P]], Verb[P]]:
    """Make a step on a `Turn` a verb named like the function."""
    return lambda change: Verb(change.__name__, permit, change, known=known, resets_clock=resets_clock)


def done_before(act: Act, name: str, dossier_id: int) -> bool:
    """Whether an earlier act with the same key did this verb to this dossier. Raises `Refused("key-used")`."""
    return repeated(act, write.KIND, f"dossiers.{name}", subject_id=dossier_id) is not None


def check_seen(act: Act, dossier: Dossier) -> None:
    """Raise `Refused("changed")` when another act has happened since the actor looked at the locked dossier."""
    only_when(
        act.seen in (None, dossier.version),
        CHANGED,
        mark("Trong lúc anh/chị đang nhập, người khác đã xử lý hồ sơ này; chưa có gì được ghi."),
    )


def locked(dossier_id: int) -> Dossier:
    """The dossier, locked until the transaction ends.

    Raises `Unknown("unknown-dossier")`; `Refused("kept-elsewhere")` when another system keeps it.
    """
    found = (
        with_stages(Dossier.objects.select_for_update(of=("self",)))
        .select_related("unit", "competent_unit", "received_unit", "procedure", "rules_version")
        .filter(pk=dossier_id)
        .first()
    )
    if found is None:
        raise Unknown("unknown-dossier", mark("Không có hồ sơ này."))
    if found.kept_elsewhere:
        raise kept_elsewhere()
    return found


def begin(act: Act, name: str, dossier: Dossier, *, resets_clock: bool = False) -> Turn:
    """The turn of an act on a stored dossier, with its ledger and the calendar it was last counted by.

    An act that resets the clock counts by the calendar as known now. Raises `Refused("future")` when the business time
    lies ahead.
    """
    checks.check_not_future(act.at, act.now)
    known_at = act.now if resets_clock else dossier.calendar_known_at or act.now
    plan, stages = stages_of(dossier)
    return Turn(
        act=act,
        action=name,
        dossier=dossier,
        calendar=work_calendar(dossier.unit.schedule_id, known_at=known_at),
        known_at=known_at,
        pauses=list(dossier.pauses.order_by("started_at", "id")),
        extension=Extension.objects.filter(dossier=dossier).first() if dossier.extended_to else None,
        handover=Handover.objects.filter(dossier=dossier, taken_at=None).first() if dossier.to_take_over else None,
        plan=plan,
        stages=stages,
        consultations=_unanswered(dossier) if dossier.consulting else [],
        parts=_unfinished(dossier) if dossier.partners else [],
        correction=dossier.corrections.filter(corrected_at=None).first() if dossier.correction_due_at else None,
        loss=dossier.losses.filter(found_at=None).first() if dossier.lost else None,
    )


def _unanswered(dossier: Dossier) -> list[Consultation]:
    return list(dossier.consultations.filter(answered_at=None).select_related("unit").order_by("id"))


def _unfinished(dossier: Dossier) -> list[Part]:
    return list(dossier.parts.filter(finished_at=None).order_by("rank", "id"))


def only_when(condition: bool, code: str, message: str, *, source: str = "", field: str = "") -> None:
    """Raise `Refused` unless the condition holds."""
    if not condition:
        raise Refused(code, message, source=source, field=field)
