"""End the processing: the result is with the result desk (đã xử lý xong)."""

from caicach.dossiers.models import Attachment
from caicach.dossiers.permits import may_process
from caicach.dossiers.rules.checks import check_order
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.attach import add_attachment
from caicach.dossiers.services.digitise import redigitise
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


@verb(permit=may_process)
def finish(turn: Turn, *, result_elsewhere: str = "") -> None:
    """Status 9: this instant decides early, on time or late. It cannot be reset; a correction is a line of its own.

    Decree 118/2025/NĐ-CP Art. 19(7), 20; the decision must have been made, and each subject of a list judged.
    `result_elsewhere` names the e-copy of the result that another system keeps.
    """
    turn.require_accepted()
    turn.require_no_parts()
    turn.require_judged()
    only_when(
        turn.dossier.document in ("", "released"),
        "document-on-its-way",
        mark("Hồ sơ đang có văn bản trình ký; hồ sơ xử lý xong khi văn thư phát hành văn bản, hoặc hãy bỏ dự thảo."),
    )
    only_when(
        bool(turn.dossier.decision),
        "no-decision",
        mark("Hồ sơ chưa có quyết định giải quyết; hãy ghi quyết định trước."),
    )
    check_order(turn.at, turn.dossier.decided_at, what=mark("thời điểm quyết định"))
    turn.move_to(Status.PROCESSED)
    turn.finish(Ending.PROCESSED)
    if result_elsewhere:
        add_attachment(turn, kind=Attachment.RESULT, elsewhere=result_elsewhere)
    redigitise(turn)
    turn.notice = "dossiers.finished"
