"""Cancel the number of a paper that is not released yet (hủy số văn bản)."""

from caicach.dossiers.permits import may_number
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.services.draft import move_paper, paper_of
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.papers.models import Document, IssuedNumber
from caicach.papers.rules.document import DocumentState, NumberState
from caicach.papers.rules.signatures import SignatureRole


def drop_signatures(turn: Turn, document: Document, *roles: SignatureRole) -> None:
    """Let the signatures in the roles count no more; the paper's file is again the one before them."""
    stand = document.signatures.filter(void=False).select_related("file")
    for signature in stand.filter(role__in=[role.value for role in roles]):
        signature.void = True
        turn.changed.append((signature, ("void",)))
    document.sealed_at = None
    left = stand.exclude(role__in=[role.value for role in roles]).first()
    document.file = left.file if left else None


@verb(permit=may_number)
def cancel_number(turn: Turn, *, reason: str) -> None:
    """Take the number back with a reason; it stays in the register as cancelled, the paper is signed again."""
    document = paper_of(turn)
    said = check_reason(reason)
    given = IssuedNumber.objects.filter(document=document, state=NumberState.TAKEN.value).first()
    turn.details |= {"paper": [document.number, document.symbol, document.issued_on and document.issued_on.isoformat()]}
    document.number, document.symbol, document.issued_on = None, "", None
    drop_signatures(turn, document, SignatureRole.SEAL)
    move_paper(turn, document, DocumentState.SIGNED.value, "number", "symbol", "issued_on", "sealed_at", "file")
    if given is not None:
        given.state, given.reason = NumberState.CANCELLED.value, said[:500]
        turn.changed.append((given, ("state", "reason")))
    turn.say(reason=reason)
