"""Release the numbered paper: the result goes to the result desk (phát hành)."""

from typing import BinaryIO

from caicach.dossiers.models import Attachment
from caicach.dossiers.permits import may_number
from caicach.dossiers.services.attach import add_attachment
from caicach.dossiers.services.draft import move_paper, paper_of
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark
from caicach.papers.rules.document import DocumentState, Way
from caicach.papers.services.keep_file import keep_file


@verb(permit=may_number)
def release(turn: Turn, *, scan: BinaryIO | None = None) -> None:
    """Release the paper and end the processing: this instant decides early, on time or late.

    `scan` is the picture of a paper that was signed and sealed with ink.
    Decree 30/2020/NĐ-CP Art. 18; Decree 118/2025/NĐ-CP Art. 19(7), 20.
    """
    document = paper_of(turn)
    only_when(
        document.way != Way.DIGITAL or document.sealed_at is not None or document.state != DocumentState.NUMBERED,
        "not-sealed",
        mark("Văn bản ký số chưa có chữ ký số của cơ quan; hãy đóng dấu số trước khi phát hành."),
        source=mark("Điều 17 Nghị định 30/2020/NĐ-CP"),
    )
    document.released_at = turn.at
    if scan is not None:
        document.file = keep_file(turn.act, scan, name=str(getattr(scan, "name", "")))
        turn.details |= {"sha256": document.file.sha256}
    move_paper(turn, document, DocumentState.RELEASED.value, "released_at", "file")
    if document.file is not None:
        source = Attachment.SCAN if scan is not None else Attachment.MADE
        add_attachment(turn, kind=Attachment.RESULT, file=document.file, source=source)
    finish.change(turn)
