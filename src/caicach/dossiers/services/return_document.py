"""Return a submitted paper to the officer (trả lại văn bản trình)."""

from caicach.dossiers.permits import Permit, may_initial, may_number, may_return_document, may_sign
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.services.cancel_number import drop_signatures
from caicach.dossiers.services.draft import move_paper, paper_of
from caicach.dossiers.services.submit_above import give_to
from caicach.dossiers.services.turn import Turn, seat_of
from caicach.dossiers.services.verb import verb
from caicach.papers.rules.document import DocumentState
from caicach.papers.rules.signatures import SignatureRole

HOLDERS: dict[str, tuple[Permit, ...]] = {
    DocumentState.SUBMITTED: (may_initial, may_sign),
    DocumentState.INITIALLED: (may_sign,),
    DocumentState.APPROVED: (may_sign,),
    DocumentState.SIGNED: (may_sign, may_number),
}
"""Who has the paper before them, by its state."""


@verb(permit=may_return_document)
def return_document(turn: Turn, *, reason: str) -> None:
    """Send the paper back to the officer with a reason; an approval and a signature given before count no more.

    The clock keeps running. Sent back by the level above, the paper is the agency's again. The records clerk returns
    what does not keep the form (Decree 30/2020/NĐ-CP Art. 15).
    """
    document = paper_of(turn)
    holders = HOLDERS.get(document.state, ())
    if holders and not any(permit(turn.act.actor, seat_of(turn.dossier)).allowed for permit in holders):
        turn.require(holders[-1])
    document.returned_reason = check_reason(reason)
    document.approved_at = document.signed_at = document.signer = None
    document.way = document.signer_title = ""
    drop_signatures(turn, document, *SignatureRole)
    move_paper(
        turn, document, DocumentState.RETURNED.value,
        "returned_reason", "approved_at", "signed_at", "signer", "way", "signer_title", "file",
    )  # fmt: skip
    if turn.dossier.above_unit_id is not None:
        turn.dossier.above_unit_id = None
        give_to(turn, document, None)
    if turn.dossier.decision:
        turn.details |= {"decision": [turn.dossier.decision, ""]}
        turn.dossier.decision, turn.dossier.decided_at = "", None
    turn.say(reason=reason)
