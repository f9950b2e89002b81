"""Note that a dossier or a part of it is lost or damaged (mất, hư hỏng hồ sơ)."""

from caicach.dossiers.models import Loss
from caicach.dossiers.permits import may_forward
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@verb(permit=may_forward)
def report_loss(turn: Turn, *, what: str, apology: str, remedy: str) -> None:
    """Say what is gone, apologise, and say how it is put right at our cost; the clock keeps running.

    The apology is mandatory. The message `dossiers.lost` needs `what`, `apology` and `remedy`.
    """
    if turn.loss is not None:
        raise Refused(
            "already-lost", mark("Hồ sơ đang được ghi là mất, hư hỏng; hãy ghi đã tìm thấy, khắc phục trước.")
        )
    only_when(
        bool(apology.strip()),
        "apology",
        mark("Làm mất, hư hỏng hồ sơ thì phải xin lỗi người nộp; hãy ghi lời xin lỗi."),
        field="apology",
    )
    only_when(bool(remedy.strip()), "remedy", mark("Hãy ghi cách khắc phục."), field="remedy")
    turn.loss = Loss(
        dossier=turn.dossier,
        noticed_at=turn.at,
        what=check_reason(what),
        apology=apology.strip(),
        remedy=remedy.strip(),
    )
    turn.added.append(turn.loss)
    turn.dossier.lost = True
    turn.say(what=what, apology=apology, remedy=remedy)
    turn.notice = "dossiers.lost"
