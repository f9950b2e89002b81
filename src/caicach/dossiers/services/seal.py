"""The records clerk puts the agency's digital signature on the numbered paper (ký số của cơ quan)."""

from caicach.agencies.rules import body_name
from caicach.dossiers.permits import may_number
from caicach.dossiers.services.draft import paper_of
from caicach.dossiers.services.sign import keep_signature
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark
from caicach.papers.rules.document import DocumentState, Way
from caicach.papers.rules.signatures import SignatureRole, check_bearer
from caicach.papers.rules.signing import SignedPaper


@verb(permit=may_number)
def seal(turn: Turn, *, paper: SignedPaper) -> None:
    """Keep the PDF with number, day and the agency's signature (Decree 30/2020/NĐ-CP Art. 17(2)).

    The leader's signature was looked at again when this one was put in.
    """
    document = paper_of(turn)
    turn.require_open()
    only_when(
        document.state == DocumentState.NUMBERED and document.way == Way.DIGITAL and document.sealed_at is None,
        "not-to-be-sealed",
        mark("Chỉ ký số của cơ quan trên văn bản đã ký số, đã có số và chưa đóng dấu số."),
        source=mark("Điều 17 Nghị định 30/2020/NĐ-CP"),
    )
    check_bearer(paper.seen.name, expected=body_name(document.unit.kind, document.unit.name_vi))
    document.sealed_at = turn.at
    keep_signature(turn, document, paper, SignatureRole.SEAL)
    turn.changed.append((document, ("sealed_at", "file")))
