"""Who may look after the house itself, its people and units."""

from collections.abc import Iterable

from caicach.accounts.rules import Role
from caicach.kit.acts import YES, Actor, Verdict
from caicach.kit.words import mark

_SOURCE = mark("Quyền được giao trong hệ thống")


def may_administer(actor: Actor) -> Verdict:
    """See how the system is doing, let failed work run again, open the pages of people, units and the calendar."""
    if actor.holds([Role.ADMINISTRATOR]):
        return YES
    return Verdict(allowed=False, reason=mark("Chỉ quản trị hệ thống mới làm việc này."), source=_SOURCE)


def may_administer_unit(actor: Actor, unit_id: int) -> Verdict:
    """Give and end rights at a unit: the administrator whose own right reaches it."""
    if actor.holds([Role.ADMINISTRATOR], unit_id):
        return YES
    return Verdict(allowed=False, reason=mark("Đơn vị này nằm ngoài phạm vi quản trị của anh/chị."), source=_SOURCE)


def may_administer_person(actor: Actor, unit_ids: Iterable[int]) -> Verdict:
    """Change a person: an administrator who reaches every unit at which the person sits or holds a right.

    So nobody takes over the account of somebody whose rights reach further.
    """
    general = may_administer(actor)
    if not general.allowed:
        return general
    verdicts = (may_administer_unit(actor, unit_id) for unit_id in unit_ids)
    return next((verdict for verdict in verdicts if not verdict.allowed), YES)
