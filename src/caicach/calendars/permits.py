"""Who may change the calendar."""

from caicach.kit.acts import SYSTEM, YES, Actor, Verdict
from caicach.kit.words import mark

ADMINISTRATOR = "administrator"


def may_announce(actor: Actor) -> Verdict:
    """Administrators, and the system itself, may announce days off and on."""
    if actor == SYSTEM or actor.holds([ADMINISTRATOR]):
        return YES
    return Verdict(allowed=False, reason=mark("Chỉ quản trị viên được thay đổi lịch làm việc."))
