"""Drop a draft that is with the officer (bỏ dự thảo)."""

from caicach.dossiers.permits import may_draft
from caicach.dossiers.services.draft import move_paper, paper_of
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.papers.rules.document import DocumentState


@verb(permit=may_draft)
def discard_document(turn: Turn, *, note: str = "") -> None:
    """Drop the draft; the dossier goes on without one, for instance with a result made in another system."""
    move_paper(turn, paper_of(turn), DocumentState.DISCARDED.value)
    turn.say(note=note)
