"""Note that the sender was told how it stands (thông báo tình hình xử lý)."""

from caicach.feedback.permits import may_handle
from caicach.feedback.rules.kinds import required
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.verb import verb


@verb(permit=may_handle)
def note_status(turn: Turn, *, text: str) -> None:
    """Keep what was told; past its term, regulations ask for it every 7 days (Circular 02/2017/TT-VPCP)."""
    turn.require_open()
    turn.say(required(text, field="text"))
    turn.feedback.told_at = turn.at
