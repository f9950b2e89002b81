"""How a verb on a feedback is carried out: lock, permit, rules, write; all in one transaction, idempotent by key."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec

from django.db import IntegrityError, transaction

from caicach.calendars.queries import work_calendar
from caicach.dossiers.rules.checks import check_not_future, check_order
from caicach.feedback.models import Feedback
from caicach.feedback.permits import Permit
from caicach.feedback.queries.terms import terms_for
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.write import KIND, write
from caicach.journal.queries import repeated
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

P = ParamSpec("P")
CHANGED = "changed"
"""The code of a refusal because the record has moved on since the actor looked at it."""


class Verb(Generic[P]):
    """A verb of feedback, e.g. `assign(act, feedback_id, officer_id=7) -> Feedback`.

    Raises `Refused` with nothing written when a permit or a rule says no; repeated with the same key it changes
    nothing and answers the same feedback.
    """

    def __init__(self, permit: Permit, change: Callable[Concatenate[Turn, P], None]) -> None:
        self.name = change.__name__
        self.permit = permit
        self.change = change
        update_wrapper(self, change)

    def __call__(self, act: Act, feedback_id: int, /, *args: P.args, **kwargs: P.kwargs) -> Feedback:
        """Carry the verb out on one feedback."""
        try:
            with transaction.atomic():
                feedback = locked(feedback_id)
                if self._done_before(act, feedback_id):
                    return feedback
                turn = begin(act, self.name, feedback)
                turn.require(self.permit)
                self.change(turn, *args, **kwargs)
                return write(turn)
        except IntegrityError:
            # The key was used on another feedback meanwhile; then this raises `Refused`.
            self._done_before(act, feedback_id)
            raise

    def _done_before(self, act: Act, feedback_id: int) -> bool:
        return repeated(act, KIND, f"feedback.{self.name}", subject_id=feedback_id) is not None


def verb(*, permit: Permit) -> Callable[[Callable[Concatenate[Turn, P], None]], Verb[P]]:
    """Make a step on a `Turn` a verb named like the function."""
    return lambda change: Verb(permit, change)


def locked(feedback_id: int) -> Feedback:
    """The feedback, locked until the transaction ends. Raises `Unknown("unknown-feedback")`."""
    found = (
        Feedback.objects.select_for_update(of=("self",))
        .select_related("unit", "received_unit")
        .filter(pk=feedback_id)
        .first()
    )
    if found is None:
        raise Unknown("unknown-feedback", mark("Không có phản ánh, kiến nghị này."))
    return found


def begin(act: Act, name: str, feedback: Feedback) -> Turn:
    """The turn of an act on a stored feedback, by the calendar it was counted by first.

    Raises `Refused("future")`, `Refused("order")` before the last act, `Refused("changed")` when another act has
    happened since the actor looked.
    """
    if act.seen not in (None, feedback.version):
        raise Refused(
            CHANGED,
            mark("Trong lúc anh/chị đang nhập, người khác đã xử lý phản ánh, kiến nghị này; chưa có gì được ghi."),
        )
    check_not_future(act.at, act.now)
    last = feedback.steps.order_by("-version").values_list("at", flat=True).first()
    check_order(act.at, last, what=mark("việc đã ghi trước đó"))
    return Turn(
        act=act,
        action=name,
        feedback=feedback,
        calendar=work_calendar(feedback.unit.schedule_id, known_at=feedback.calendar_known_at),
        terms=terms_for(local_day(feedback.received_at)),
    )
