"""Refuse a feedback with its reason (từ chối tiếp nhận phản ánh, kiến nghị)."""

from caicach.feedback.permits import may_handle
from caicach.feedback.rules.kinds import Outcome, required
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.verb import verb


@verb(permit=may_handle)
def refuse(turn: Turn, *, reason: str) -> None:
    """End it without an answer; judged by the term for refusals."""
    turn.require_open()
    turn.say(required(reason, field="reason"))
    turn.end(Outcome.REFUSED)
