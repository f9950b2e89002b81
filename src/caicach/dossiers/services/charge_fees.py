"""Charge a dossier's fees at acceptance, and keep on the dossier how they stand (xác định phí, lệ phí)."""

from caicach.dossiers.queries.intake import fees_of
from caicach.dossiers.services.turn import Turn
from caicach.kit.period import local_day
from caicach.payments.rules import FeeState
from caicach.payments.services.charge import charge


def charge_fees(turn: Turn) -> None:
    """Charge every fee of the version that the dossier keeps, also those that fall due with the result."""
    fees = fees_of(turn.dossier.rules_version)
    if not fees:
        return
    fresh = charge(turn.purse(), fees, at=turn.at)
    turn.added += fresh
    if fresh:
        turn.details |= {"charged": sum(due.amount for due in fresh)}
    settle_fees(turn)


def settle_fees(turn: Turn) -> None:
    """Let the dossier say how its fees stand, and since which day they are settled."""
    state, dossier = turn.purse().state, turn.dossier
    if dossier.fee != state:
        turn.details |= {"fee_state": [dossier.fee, int(state)]}
    settled = state in (FeeState.PAID, FeeState.ONLINE, FeeState.EXEMPT)
    dossier.fee_day = local_day(turn.at) if settled else None
    dossier.fee = int(state)
