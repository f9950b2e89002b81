"""Take fees of a dossier, with the official receipt that was given for them (thu phí, lệ phí)."""

from caicach.dossiers.permits import may_take_fee
from caicach.dossiers.services.charge_fees import settle_fees
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.period import local_day
from caicach.payments.services.take_payment import Payment, require_new, require_open_day, take_payment


def _recordable(
    turn: Turn, *, amount: int, method: str, series: str = "", number: str = "", reference: str = ""
) -> None:
    """Raise `Refused` when the clerk's day was counted, or the receipt is on record already."""
    require_open_day(turn.dossier.received_unit_id, turn.act.actor.user_id or 0, local_day(turn.at))
    require_new(Payment(amount=amount, method=method, series=series, number=number, reference=reference))


@verb(permit=may_take_fee, known=_recordable)
def take_fee(turn: Turn, *, amount: int, method: str, series: str = "", number: str = "", reference: str = "") -> None:
    """Record money taken for the dossier's fees: at the desk, by transfer, or online as the gateway told it."""
    turn.require_charged()
    payment = Payment(amount=amount, method=method, series=series, number=number, reference=reference)
    unit, clerk = turn.dossier.received_unit_id, turn.act.actor.user_id or 0
    turn.added.append(take_payment(turn.purse(), payment, unit_id=unit, clerk_id=clerk, at=turn.at))
    turn.details |= {"amount": amount, "method": method, "receipt": f"{series} {number}".strip()}
    if reference:
        turn.details |= {"reference": reference}
    settle_fees(turn)
