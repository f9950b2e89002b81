"""Note what the sender added (nhận thông tin bổ sung)."""

from caicach.feedback.permits import may_handle
from caicach.feedback.rules.kinds import State, required
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.verb import verb
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@verb(permit=may_handle)
def supplement(turn: Turn, *, text: str) -> None:
    """Keep what was added and go on; terms that restart are counted from here. Raises `Refused("not-waiting")`."""
    turn.require_open()
    if turn.feedback.state != State.WAITING:
        raise Refused("not-waiting", mark("Chưa yêu cầu người gửi bổ sung nên không có gì để nhận."))
    turn.say(required(text, field="text"))
    turn.feedback.added_at = turn.at
    turn.move_to(State.ASSIGNED if turn.feedback.assignee_id else State.NEW)
    turn.count()
