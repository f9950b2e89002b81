"""Who may look after messages: the administrator and the head of the one-stop centre, each for their units."""

from caicach.accounts.rules import Role
from caicach.kit.acts import YES, Actor, Verdict
from caicach.kit.words import mark

TEND = (Role.ADMINISTRATOR, Role.CENTRE_HEAD)


def may_tend(actor: Actor, unit_id: int | None) -> Verdict:
    """See the state of a message sent in the name of the unit, have it sent again, cancel it."""
    if unit_id is not None and actor.holds(TEND, unit_id):
        return YES
    return Verdict(
        allowed=False,
        reason=mark("Chỉ quản trị viên hoặc người đứng đầu bộ phận một cửa của đơn vị mới xử lý tin nhắn này."),
        source=mark("Quyền được giao trong hệ thống"),
    )


may_retry = may_cancel = may_tend
