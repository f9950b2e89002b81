"""Cancel money recorded by mistake or given back (hủy khoản thu)."""

from datetime import datetime

from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.payments.models import Receipt

CHANGED = ("voided_by", "voided_at", "void_reason")
"""The columns that a cancelling changes."""


def void_receipt(receipt: Receipt, *, clerk_id: int | None, at: datetime, reason: str) -> None:
    """Mark the receipt as cancelled; its number stays used. Whoever calls writes `CHANGED` with the subject.

    Raises `Refused` when it was cancelled before, or nobody says why.
    """
    if receipt.void:
        raise Refused("void-already", mark("Khoản thu này đã được hủy trước đó."), field="receipt")
    if not reason.strip():
        raise Refused("no-reason", mark("Hãy ghi lý do hủy khoản thu."), field="reason")
    if at < receipt.taken_at:
        raise Refused("order", mark("Thời điểm hủy không thể trước thời điểm thu."), field="at")
    receipt.voided_by_id, receipt.voided_at, receipt.void_reason = clerk_id, at, reason.strip()
