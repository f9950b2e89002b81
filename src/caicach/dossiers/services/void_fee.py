"""Cancel a payment recorded for a dossier (hủy khoản thu)."""

from caicach.dossiers.permits import may_take_fee
from caicach.dossiers.services.charge_fees import settle_fees
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark
from caicach.payments.services.take_payment import require_open_day
from caicach.payments.services.void_receipt import CHANGED, void_receipt


def _day_open(turn: Turn, *, receipt_id: int, reason: str) -> None:  # noqa: ARG001 (the verb's own arguments)
    """Raise `Refused("day-closed")` when the money was counted and handed over already."""
    for receipt in turn.purse().receipts:
        if receipt.pk == receipt_id:
            require_open_day(receipt.unit_id, receipt.taken_by_id, receipt.taken_day)


@verb(permit=may_take_fee, known=_day_open)
def void_fee(turn: Turn, *, receipt_id: int, reason: str) -> None:
    """Cancel what was recorded; the number of the official receipt stays used, the fee is due again."""
    found = next((receipt for receipt in turn.purse().receipts if receipt.pk == receipt_id), None)
    only_when(found is not None, "unknown-receipt", mark("Hồ sơ này không có khoản thu đó."), field="receipt")
    if found is not None:
        void_receipt(found, clerk_id=turn.act.actor.user_id, at=turn.at, reason=reason)
        turn.changed.append((found, CHANGED))
        turn.details |= {"amount": found.amount, "method": found.method, "receipt": str(found)}
    turn.say(reason=reason)
    settle_fees(turn)
