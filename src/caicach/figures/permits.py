"""Who may ask for figures."""

from caicach.accounts.rules import Role
from caicach.kit.acts import YES, Actor, Verdict
from caicach.kit.words import mark


def may_ask(actor: Actor, unit_id: int) -> Verdict:
    """A unit's figures are for everybody whose work there rests on a grant in force, whatever the role."""
    if actor.holds(Role, unit_id):
        return YES
    return Verdict(allowed=False, reason=mark("Bạn chưa được giao việc tại đơn vị này nên không xem được số liệu."))
