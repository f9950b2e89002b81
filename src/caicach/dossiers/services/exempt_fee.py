"""Exempt the citizen from a fee of a dossier (miễn phí, lệ phí)."""

from caicach.dossiers.permits import may_take_fee
from caicach.dossiers.services.charge_fees import settle_fees
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark
from caicach.payments.services.exempt import CHANGED, exempt
from caicach.procedures.models import FeeExemption


@verb(permit=may_take_fee)
def exempt_fee(turn: Turn, *, exemption_id: int, note: str = "") -> None:
    """Record the ground of the catalogue on which the citizen is exempt; the fee stays on record as exempt."""
    turn.require_charged()
    ground = FeeExemption.objects.filter(pk=exemption_id, fee__version_id=turn.dossier.rules_version_id).first()
    only_when(
        ground is not None,
        "unknown-exemption",
        mark("Thủ tục này không có diện miễn đó; hãy chọn một diện trong danh mục."),
        source=mark("Danh mục thủ tục hành chính"),
        field="exemption",
    )
    if ground is not None:
        due = exempt(turn.purse(), ground, at=turn.at)
        turn.changed.append((due, CHANGED))
        turn.details |= {"fee": due.fee_id, "exemption": ground.pk}
    turn.say(note=note)
    settle_fees(turn)
