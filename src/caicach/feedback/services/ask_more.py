"""Ask the sender for more (yêu cầu bổ sung thông tin)."""

from caicach.feedback.permits import may_handle
from caicach.feedback.rules.kinds import State, required
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.verb import verb
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@verb(permit=may_handle)
def ask_more(turn: Turn, *, question: str) -> None:
    """Ask, and wait for it; a question after its term is kept and flagged. Once at a time: `Refused("waiting")`."""
    turn.require_open()
    if turn.feedback.state == State.WAITING:
        raise Refused("waiting", mark("Đã yêu cầu người gửi bổ sung; hãy ghi phần bổ sung trước khi hỏi tiếp."))
    turn.say(required(question, field="question"))
    turn.late = local_day(turn.at) > local_day(turn.feedback.ask_by)
    turn.move_to(State.WAITING)
