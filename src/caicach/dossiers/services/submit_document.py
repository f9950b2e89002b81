"""Submit the draft with its submission sheet (trình ký)."""

from caicach.dossiers.permits import may_draft
from caicach.dossiers.queries.document import leaders_of
from caicach.dossiers.services.draft import move_paper, paper_of
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import local_day
from caicach.kit.words import mark
from caicach.papers.rules.document import DocumentState


def _a_leader(turn: Turn, *, sheet: str, leader_id: int | None = None) -> None:  # noqa: ARG001 (the verb's own)
    """Raise `Refused("not-a-leader")` unless the person may sign for the competent agency."""
    leaders = leaders_of(turn.dossier.competent_unit_id, on=local_day(turn.act.now)) if leader_id else []
    only_when(
        leader_id is None or any(leader.pk == leader_id for leader in leaders),
        "not-a-leader",
        mark("Người này không phải lãnh đạo của cơ quan giải quyết hồ sơ."),
        source=mark("Quyền được giao trong hệ thống"),
        field="leader",
    )


@verb(permit=may_draft, known=_a_leader)
def submit_document(turn: Turn, *, sheet: str, leader_id: int | None = None) -> None:
    """Submit the draft to the division head and then to a leader; `sheet` is the short submission sheet.

    A leader may be named; otherwise any leader of the agency finds it in the queue.
    """
    document = paper_of(turn)
    only_when(bool(sheet.strip()), "no-sheet", mark("Hãy ghi nội dung phiếu trình."), field="sheet")
    document.sheet, document.submitted_at, document.submitted_to_id = sheet.strip(), turn.at, leader_id
    document.returned_reason = ""
    document.initialled_by, document.initialled_at = None, None
    move_paper(
        turn, document, DocumentState.SUBMITTED.value,
        "sheet", "submitted_at", "submitted_to", "returned_reason", "initialled_by", "initialled_at",
    )  # fmt: skip
    turn.details |= {"leader": leader_id}
    turn.say(sheet=sheet)
