"""Submit the paper to the level above the agency, such as the chair of the province (trình cấp trên)."""

from caicach.agencies.models import Kind
from caicach.agencies.queries import parent_of
from caicach.dossiers.permits import may_submit_above
from caicach.dossiers.services.draft import paper_of
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import local_day
from caicach.kit.words import mark
from caicach.papers.models import Document
from caicach.papers.rules.document import DocumentState


@verb(permit=may_submit_above)
def submit_above(turn: Turn, *, note: str = "") -> None:
    """Bring the initialled draft to whoever signs above the agency; that step has its own clock.

    From then on the paper is theirs: their leader approves and signs it, their records clerk numbers and releases it,
    or they send it back with the reason (`return_document`). The dossier's clock keeps running.
    """
    turn.require_open()
    turn.require_undecided()
    step = turn.higher
    only_when(
        step is not None,
        "nobody-above",
        mark("Quy trình nội bộ của thủ tục này không có bước của cấp trên; hãy duyệt và ký tại cơ quan."),
        source=mark("Quy trình nội bộ giải quyết thủ tục hành chính"),
    )
    only_when(turn.dossier.above_unit_id is None and not turn.is_above, "already-above", mark("Hồ sơ đang ở cấp trên."))
    document = paper_of(turn)
    undivided = turn.dossier.handling_unit_id == turn.dossier.competent_unit_id
    ready = (DocumentState.SUBMITTED, DocumentState.INITIALLED) if undivided else (DocumentState.INITIALLED,)
    only_when(
        document.state in ready,
        "not-initialled",
        mark("Dự thảo phải được trình và phòng ký nháy rồi mới trình cấp trên."),
        source=mark("Điều 12 Nghị định 30/2020/NĐ-CP"),
    )
    if step is not None:
        turn.dossier.above_unit_id = step.unit_id
        give_to(turn, document, step.unit_id)
    turn.say(note=note)


def give_to(turn: Turn, document: Document, unit_id: int | None) -> None:
    """Let the paper be issued by that unit, by the agency where there is none.

    A committee's office has no such papers of its own: they go out in the name of the committee, with its registers.
    """
    issuer = unit_id or turn.dossier.competent_unit_id
    body = parent_of(issuer, on=local_day(turn.at)) if unit_id else None
    document.unit_id = body.pk if body is not None and body.kind == Kind.PROVINCE else issuer
    turn.changed.append((document, ("unit",)))
    turn.details |= {"issued_by": document.unit_id}
