"""The leader signs the approved paper (ký ban hành)."""

from caicach.dossiers.permits import may_sign
from caicach.dossiers.queries.document import title_at
from caicach.dossiers.services.draft import move_paper, paper_of
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.papers.rules.document import DocumentState, Way


@verb(permit=may_sign)
def sign(turn: Turn) -> None:
    """Record that the leader signed the paper with ink (Decree 30/2020/NĐ-CP Art. 13); it is scanned on release."""
    document = paper_of(turn)
    document.signer_id, document.signed_at, document.way = turn.act.actor.user_id, turn.at, Way.WET.value
    document.signer_title = title_at(turn.act.actor.user_id or 0, turn.dossier.unit_id)
    move_paper(turn, document, DocumentState.SIGNED.value, "signer", "signed_at", "way", "signer_title")
    turn.details |= {"way": document.way}
