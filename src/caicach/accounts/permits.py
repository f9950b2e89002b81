"""Who may say that somebody is absent: the person, or whoever heads the person's unit."""

from collections.abc import Collection

from caicach.accounts.rules import Role
from caicach.kit.acts import YES, Actor, Verdict
from caicach.kit.words import mark

HEADS = (Role.DIVISION_HEAD, Role.AGENCY_LEADER, Role.CENTRE_HEAD)


def may_note_absence(actor: Actor, person_id: int, unit_ids: Collection[int]) -> Verdict:
    """Note or end an absence of a person whose own grants are at the units.

    Whoever only stands in for a head does not hand that on: no chains.
    """
    if actor.user_id is not None and actor.user_id == person_id:
        return YES
    if any(actor.alone().holds(HEADS, unit_id) for unit_id in unit_ids):
        return YES
    return Verdict(
        allowed=False,
        reason=mark("Chỉ chính người vắng hoặc người phụ trách đơn vị của người ấy mới ghi được việc vắng mặt."),
        source=mark("Quyền được giao trong hệ thống"),
    )
