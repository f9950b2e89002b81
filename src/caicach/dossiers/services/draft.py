"""Draft the paper that ends a dossier, or change its text (soạn dự thảo văn bản kết quả)."""

from caicach.dossiers.permits import may_draft
from caicach.dossiers.queries.document import KIND, document_on_its_way
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.decide import DECISIONS
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.models import Document
from caicach.papers.rules.document import WITH_OFFICER, DocumentState, check_follows
from caicach.papers.rules.kinds import KINDS

TEXTS = ("title", "grounds", "body", "recipients")


def paper_of(turn: Turn) -> Document:
    """The dossier's paper on its way. Raises `Refused("no-document")` when nothing was drafted."""
    document = document_on_its_way(turn.dossier)
    if document is None:
        raise Refused("no-document", mark("Hồ sơ chưa có dự thảo văn bản kết quả; hãy soạn dự thảo trước."))
    return document


def move_paper(turn: Turn, document: Document, to: str, *fields: str) -> None:
    """Take the paper to a state, with the other columns that the act has changed; the dossier shows the state too.

    Raises `Refused`: "document-state", and "finished" or "not-accepted" for a dossier that is not open.
    """
    turn.require_open()
    check_follows(document.state, to)
    turn.details |= {"document": document.pk, "state": [document.state, to]}
    document.state = to
    turn.dossier.document = "" if to == DocumentState.DISCARDED else to
    turn.changed.append((document, ("state", *fields)))


@verb(permit=may_draft)
def draft(
    turn: Turn, *, kind: str, outcome: str, title: str, body: str, grounds: str = "", recipients: str = ""
) -> None:
    """Write the draft, or change the one that is with the officer; `outcome` is `granted` or `denied`.

    Decree 118/2025/NĐ-CP Art. 19: the appraisal ends in a draft result; its text is kept beside the journal.
    """
    turn.require_open()
    only_when(kind in KINDS, "unknown-kind", mark("Hãy chọn loại văn bản."), field="kind")
    only_when(outcome in DECISIONS, "unknown-decision", mark("Hãy chọn hướng giải quyết."), field="outcome")
    only_when(bool(title.strip()), "no-title", mark("Hãy ghi trích yếu nội dung văn bản."), field="title")
    only_when(bool(body.strip()), "no-body", mark("Hãy ghi nội dung văn bản."), field="body")
    texts = {"title": title.strip(), "grounds": grounds.strip(), "body": body.strip(), "recipients": recipients.strip()}
    document = document_on_its_way(turn.dossier)
    if document is None:
        document = Document(
            subject_kind=KIND, unit_id=turn.dossier.competent_unit_id, drafted_by_id=turn.act.actor.user_id or 0,
            drafted_at=turn.at, **texts,
        )  # fmt: skip
        turn.added.append(document)
        turn.dossier.document = DocumentState.DRAFT.value
    else:
        only_when(
            document.state in WITH_OFFICER,
            "document-state",
            mark("Văn bản đã trình nên không sửa được; muốn sửa thì người đang giữ phải trả lại."),
        )
        for name, text in texts.items():
            setattr(document, name, text)
        turn.changed.append((document, (*TEXTS, "kind", "outcome")))
    document.kind, document.outcome = kind, outcome
    if turn.dossier.status == Status.RECEIVED and turn.dossier.paused_since is None:
        turn.move_to(Status.IN_PROCESS)
    turn.details |= {"kind": kind, "outcome": outcome}
    turn.say(**texts)
