"""Who may keep a body's registers of outgoing papers."""

from caicach.accounts.rules import Role
from caicach.kit.acts import YES, Actor, Verdict
from caicach.kit.words import mark

KEEPERS = (Role.RECORDS_CLERK,)


def may_keep_register(actor: Actor, unit_id: int) -> Verdict:
    """Set where numbers come from, reserve and skip them: the body's records clerk (Decree 30/2020/NĐ-CP Art. 15)."""
    if actor.holds(KEEPERS, unit_id):
        return YES
    return Verdict(
        allowed=False,
        reason=mark("Chỉ văn thư của cơ quan mới quản lý sổ đăng ký văn bản đi."),
        source=mark("Điều 15 Nghị định 30/2020/NĐ-CP"),
    )
