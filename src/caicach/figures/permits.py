"""Who may ask for figures."""

from caicach.accounts.rules import Role
from caicach.kit.acts import YES, Actor, Verdict
from caicach.kit.words import mark

COMPOSERS = (Role.REFORM_OFFICER, Role.ADMINISTRATOR)
"""Who composes figures: whoever answers for the agency's reform figures, or looks after the system."""


def may_compose(actor: Actor, unit_id: int) -> Verdict:
    """Compose, change and withdraw figures of a unit: the role must be held at that unit."""
    if actor.holds(COMPOSERS, unit_id):
        return YES
    return Verdict(
        allowed=False,
        reason=mark("Chỉ cán bộ cải cách hành chính hoặc quản trị hệ thống của cơ quan soạn được số liệu của cơ quan."),
    )


def may_ask(actor: Actor, unit_id: int) -> Verdict:
    """A unit's figures are for everybody whose work there rests on a grant in force, whatever the role."""
    if actor.holds(Role, unit_id):
        return YES
    return Verdict(allowed=False, reason=mark("Bạn chưa được giao việc tại đơn vị này nên không xem được số liệu."))
