"""The division head initials the submitted draft (ký nháy)."""

from caicach.dossiers.permits import may_initial
from caicach.dossiers.services.draft import move_paper, paper_of
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.papers.rules.document import DocumentState


@verb(permit=may_initial)
def initial(turn: Turn, *, note: str = "") -> None:
    """Answer for the content of the draft before it goes to the leader (Decree 30/2020/NĐ-CP Art. 12)."""
    document = paper_of(turn)
    document.initialled_by_id, document.initialled_at = turn.act.actor.user_id, turn.at
    move_paper(turn, document, DocumentState.INITIALLED.value, "initialled_by", "initialled_at")
    turn.say(note=note)
