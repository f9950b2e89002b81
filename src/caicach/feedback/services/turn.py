"""One turn of a feedback: the record, the act, and what the act leaves to be written. A verb only changes the turn."""

from dataclasses import dataclass, field
from datetime import datetime

from caicach.dossiers.rules.checks import check_order
from caicach.feedback.models import Feedback, Sender
from caicach.feedback.permits import Permit, Seat
from caicach.feedback.rules.kinds import Kind, Outcome, State
from caicach.feedback.rules.terms import Terms, due_of, judged_by
from caicach.kit.acts import Act
from caicach.kit.period import instant, local, local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.kit.working_time import WorkCalendar


def seat_of(feedback: Feedback) -> Seat:
    """Where a feedback lies, for the permits."""
    return Seat(
        unit_id=feedback.unit_id,
        received_unit_id=feedback.received_unit_id,
        handling_unit_id=feedback.handling_unit_id,
        assignee_id=feedback.assignee_id,
        about_user_id=feedback.about_user_id,
    )


@dataclass(kw_only=True)
class Turn:
    """The state a verb works on, with the terms of the day of receipt and the calendar of the agency.

    `details` go to the journal (no personal value), `personal` beside it, erasable. `text`, `body`, `unit_id` and
    `officer_id` stand in the ledger; `late` says that a term for the act itself had passed. `erases`: nothing of what
    was written is kept, here and in the journal.
    """

    act: Act
    action: str
    feedback: Feedback
    calendar: WorkCalendar
    terms: Terms
    sender: Sender | None = None
    details: dict[str, object] = field(default_factory=dict)
    personal: dict[str, str] = field(default_factory=dict)
    text: str = ""
    body: str = ""
    unit_id: int | None = None
    officer_id: int | None = None
    late: bool = False
    erases: bool = False

    @property
    def at(self) -> datetime:
        """The business time of the act (aware)."""
        return self.act.at

    def require(self, permit: Permit) -> None:
        """Raise `Refused("not-permitted")` with the permit's reason when the actor may not."""
        verdict = permit(self.act.actor, seat_of(self.feedback))
        if not verdict.allowed:
            raise Refused("not-permitted", verdict.reason, values=verdict.values, source=verdict.source)

    def require_open(self) -> None:
        """Raise `Refused("ended")` once it has ended, and when the act would precede its receipt."""
        if self.feedback.state == State.ENDED:
            raise Refused("ended", mark("Phản ánh, kiến nghị này đã xử lý xong nên không làm được việc này nữa."))
        check_order(self.at, self.feedback.received_at, what=mark("thời điểm tiếp nhận"))

    def say(self, text: str) -> None:
        """Keep what somebody wrote in the ledger, and beside the journal: free text may name people."""
        self.text = text.strip()
        if self.text:
            self.personal |= {"text": self.text}

    def move_to(self, state: State) -> None:
        """Take the state; the journal tells from which to which."""
        if self.feedback.state != state:
            self.details |= {"state": [self.feedback.state, state.value]}
            self.feedback.state = state.value

    def count(self) -> None:
        """Count the terms anew: from the receipt, or from what was added, by kind."""
        one = self.feedback
        added = local(one.added_at) if one.added_at else None
        due = due_of(Kind(one.kind), self.terms, self.calendar, received=local(one.received_at), added=added)
        before = one.answer_by
        one.refuse_by, one.ask_by, one.answer_by = instant(due.refuse), instant(due.ask_more), instant(due.answer)
        if before != one.answer_by:
            self.details |= {"due": [before and before.isoformat(), one.answer_by.isoformat()]}

    def judge(self) -> None:
        """Keep by which day it is judged; none while the sender is waited for."""
        one = self.feedback
        if one.state == State.WAITING:
            one.judged_on = None
            return
        one.judged_on = judged_by(
            Outcome(one.outcome), refuse=local_day(one.refuse_by), answer=local_day(one.answer_by)
        )

    def end(self, outcome: Outcome) -> None:
        """End the handling now; what had ended before keeps its day, so that no period loses what it counted."""
        self.move_to(State.ENDED)
        self.feedback.outcome = outcome.value
        self.feedback.ended_at = self.feedback.ended_at or self.at
        self.details |= {"outcome": outcome.value}
