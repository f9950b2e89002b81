"""A leader agrees with the submitted draft: the decision on the dossier (duyệt)."""

from caicach.dossiers.permits import may_sign
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.draft import move_paper, paper_of
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark
from caicach.papers.rules.document import DocumentState


@verb(permit=may_sign)
def approve(turn: Turn, *, note: str = "") -> None:
    """Agree with the draft; what it grants or denies becomes the decision. Signing is an event of its own.

    A draft of a division is initialled by its head first (Decree 30/2020/NĐ-CP Art. 12); an agency without divisions
    submits straight to the leader. Where the level above decides, its leader approves once the paper was submitted.
    """
    document = paper_of(turn)
    only_when(
        turn.higher is None or turn.dossier.above_unit_id is not None,
        "signed-above",
        mark("Văn bản này do cấp trên ký; hãy dùng «Trình cấp trên»."),
        source=mark("Quy trình nội bộ giải quyết thủ tục hành chính"),
    )
    only_when(
        document.state != DocumentState.SUBMITTED or turn.dossier.handling_unit_id == turn.dossier.competent_unit_id,
        "not-initialled",
        mark("Văn bản chưa được trưởng phòng ký nháy; hãy đề nghị phòng ký nháy hoặc trả lại."),
        source=mark("Điều 12 Nghị định 30/2020/NĐ-CP"),
    )
    document.approved_at = turn.at
    move_paper(turn, document, DocumentState.APPROVED.value, "approved_at")
    reason = document.title if document.outcome == "denied" else ""
    decide.change(turn, decision=document.outcome, reason=reason)
    turn.say(note=note)
