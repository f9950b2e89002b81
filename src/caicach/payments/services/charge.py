"""Charge the fees of a procedure to a subject (xác định phí, lệ phí phải nộp)."""

from collections.abc import Iterable
from datetime import datetime

from caicach.payments.models import Due
from caicach.payments.queries import Account
from caicach.procedures.models import Fee


def charge(account: Account, fees: Iterable[Fee], *, at: datetime) -> list[Due]:
    """The fees not charged before, as new rows on the account; whoever calls writes them with the subject.

    A fee of zero is none: procedures without fees have nothing to record (Decree 118/2025/NĐ-CP Art. 24).
    """
    known = {due.fee_id for due in account.dues}
    fresh = [
        Due(fee=fee, amount=fee.amount, timing=fee.timing, charged_at=at)
        for fee in fees
        if fee.amount and fee.pk not in known
    ]
    account.dues += fresh
    return fresh
