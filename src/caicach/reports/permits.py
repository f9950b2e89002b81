"""Whose reports an actor may draw: those of every unit whose figures the actor may ask for (`figures.permits`)."""

from caicach.accounts.rules import Role
from caicach.kit.acts import YES, Actor, Verdict
from caicach.kit.words import mark

CLOSERS = (Role.REFORM_OFFICER, Role.AGENCY_LEADER)
"""Who answers for a report: the reform office draws it up, the head of the agency signs it."""


def drawable(actor: Actor) -> frozenset[int]:
    """Ids of the units whose reports the actor may draw: all that a grant in force reaches, whatever the role."""
    return actor.reach(Role)


def may_close(actor: Actor, unit_id: int) -> Verdict:
    """A unit's report is closed by its reform officer or its head."""
    if actor.holds(CLOSERS, unit_id):
        return YES
    return Verdict(allowed=False, reason=mark("Chỉ cán bộ cải cách hành chính hoặc lãnh đạo đơn vị chốt được báo cáo."))


SETTERS = (Role.REFORM_OFFICER, Role.ADMINISTRATOR)
"""Who enters the targets that a document gives to units."""


def may_set_target(actor: Actor, units: frozenset[int]) -> Verdict:
    """A target is set by the reform officer or administrator of every unit that it is for (none: for nobody)."""
    if units and units <= actor.reach(SETTERS):
        return YES
    return Verdict(
        allowed=False, reason=mark("Chỉ cán bộ cải cách hành chính hoặc quản trị của đơn vị đặt được chỉ tiêu.")
    )
