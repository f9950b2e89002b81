"""All that a feedback's page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caicach.calendars.queries import work_calendar
from caicach.feedback.models import Feedback, Sender, Step
from caicach.feedback.queries.terms import terms_for
from caicach.feedback.queries.visible import visible_to
from caicach.feedback.rules.kinds import Kind, State
from caicach.feedback.rules.terms import is_late, next_status
from caicach.journal.models import Line
from caicach.journal.queries import history
from caicach.kit.acts import Actor
from caicach.kit.period import instant, local, local_day

KIND = "feedback"


@dataclass(frozen=True, slots=True)
class Done:
    """One act: its row in the ledger and its line in the journal."""

    step: Step
    line: Line | None


@dataclass(frozen=True, slots=True)
class Page:
    """A feedback with who sent it, what was done, oldest first, and when the sender is to be told next."""

    feedback: Feedback
    sender: Sender | None
    done: Sequence[Done]
    tell_by: datetime | None


def one_visible(actor: Actor, feedback_id: int) -> Feedback | None:
    """A feedback as the actor may see it; one statement."""
    return (
        visible_to(actor)
        .select_related(
            *("unit", "received_unit", "handling_unit", "assignee", "about_unit", "about_user"),
            *("field", "procedure", "dossier", "sender"),
        )
        .filter(pk=feedback_id)
        .first()
    )


def feedback_page(actor: Actor, feedback_id: int, *, today: date) -> Page | None:
    """The page of a feedback; None when there is none for the actor. Three statements, five when it is overdue."""
    feedback = one_visible(actor, feedback_id)
    if feedback is None:
        return None
    lines = {line.seq: line for line in history(KIND, feedback_id)}
    steps = feedback.steps.select_related("by", "unit", "officer").order_by("version")
    return Page(
        feedback=feedback,
        sender=getattr(feedback, "sender", None),
        done=[Done(step, lines.get(step.version)) for step in steps],
        tell_by=_tell_by(feedback, today),
    )


def _tell_by(feedback: Feedback, today: date) -> datetime | None:
    """Only what is open and past its day owes the sender a note on how it stands."""
    if feedback.state == State.ENDED or not is_late(feedback.judged_on, ended=None, today=today):
        return None
    found = next_status(
        Kind(feedback.kind),
        terms_for(local_day(feedback.received_at)),
        work_calendar(feedback.unit.schedule_id, known_at=feedback.calendar_known_at),
        due=local(feedback.answer_by),
        told=local(feedback.told_at) if feedback.told_at else None,
    )
    return instant(found) if found else None
