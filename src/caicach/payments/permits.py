"""Who takes money and counts it: the people of the one-stop unit, each for themself."""

from caicach.accounts.rules import Role
from caicach.kit.acts import YES, Actor, Verdict
from caicach.kit.words import mark

TAKERS = (Role.INTAKE_CLERK, Role.RESULT_DESK)


def may_take_money_at(actor: Actor, unit_id: int) -> Verdict:
    """Take fees at a one-stop unit, and count one's own money there at the end of the day."""
    if actor.holds(TAKERS, unit_id):
        return YES
    return Verdict(
        allowed=False,
        reason=mark("Chỉ bộ phận một cửa nơi tiếp nhận mới thu, miễn và hủy khoản thu phí, lệ phí."),
        source=mark("Quyền được giao trong hệ thống"),
    )
