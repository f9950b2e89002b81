"""Answer a feedback (trả lời phản ánh, kiến nghị)."""

from caicach.feedback.permits import may_answer
from caicach.feedback.rules.kinds import Outcome, State, required
from caicach.feedback.rules.terms import publish_due
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.verb import verb
from caicach.kit.period import instant, local
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@verb(permit=may_answer)
def answer(turn: Turn, *, text: str) -> None:
    """Answer it; it is to be published within its term. Raises `Refused("waiting")` while more is asked."""
    turn.require_open()
    if turn.feedback.state == State.WAITING:
        raise Refused("waiting", mark("Đang chờ người gửi bổ sung; hãy ghi phần bổ sung trước khi trả lời."))
    turn.feedback.answer = required(text, field="text")
    turn.personal |= {"answer": turn.feedback.answer}
    turn.feedback.publish_by = instant(publish_due(local(turn.at), turn.terms, turn.calendar))
    turn.details |= {"publish_by": turn.feedback.publish_by.isoformat()}
    turn.end(Outcome.ANSWERED)
