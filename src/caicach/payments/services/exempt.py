"""Exempt a payer from a fee (miễn phí, lệ phí)."""

from datetime import datetime

from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.payments.models import Due
from caicach.payments.queries import Account
from caicach.procedures.models import FeeExemption

CHANGED = ("exemption", "exempted_at")
"""The columns that an exemption changes."""


def exempt(account: Account, exemption: FeeExemption, *, at: datetime) -> Due:
    """Exempt the payer from the fee to which the ground belongs; whoever calls writes `CHANGED` with the subject.

    Raises `Refused` when that fee is not owed, or money was taken already (the receipt is cancelled first).
    """
    due = next((one for one in account.dues if one.fee_id == exemption.fee_id and not one.exempt), None)
    if due is None:
        raise Refused("nothing-owed", mark("Hồ sơ này không còn khoản phí, lệ phí nào phải nộp."), field="exemption")
    if due.amount > account.outstanding:
        raise Refused(
            "paid-already",
            mark("Khoản phí này đã thu; muốn ghi miễn, hãy hủy khoản thu trước."),
            source=mark("Điều 24 Nghị định 118/2025/NĐ-CP"),
            field="exemption",
        )
    due.exemption, due.exempted_at = exemption, at
    return due
