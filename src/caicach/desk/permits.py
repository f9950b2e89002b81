"""Who may look after the house itself."""

from caicach.accounts.rules import Role
from caicach.kit.acts import YES, Actor, Verdict
from caicach.kit.words import mark


def may_administer(actor: Actor) -> Verdict:
    """See how the system is doing, and let failed work run again."""
    if actor.holds([Role.ADMINISTRATOR]):
        return YES
    return Verdict(
        allowed=False,
        reason=mark("Chỉ quản trị hệ thống mới làm việc này."),
        source=mark("Quyền được giao trong hệ thống"),
    )
