"""Cancel the number of a paper that is not released yet (hủy số văn bản)."""

from caicach.dossiers.permits import may_number
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.services.draft import move_paper, paper_of
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.papers.models import IssuedNumber
from caicach.papers.rules.document import DocumentState, NumberState


@verb(permit=may_number)
def cancel_number(turn: Turn, *, reason: str) -> None:
    """Take the number back with a reason; it stays in the register as cancelled, the paper is signed again."""
    document = paper_of(turn)
    said = check_reason(reason)
    given = IssuedNumber.objects.filter(document=document, state=NumberState.TAKEN.value).first()
    turn.details |= {"paper": [document.number, document.symbol, document.issued_on and document.issued_on.isoformat()]}
    document.number, document.symbol, document.issued_on = None, "", None
    move_paper(turn, document, DocumentState.SIGNED.value, "number", "symbol", "issued_on")
    if given is not None:
        given.state, given.reason = NumberState.CANCELLED.value, said[:500]
        turn.changed.append((given, ("state", "reason")))
    turn.say(reason=reason)
