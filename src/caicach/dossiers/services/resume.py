"""Let the clock run again after an obligation or a stop for a while (tiếp tục xử lý)."""

from caicach.dossiers.permits import may_process
from caicach.dossiers.rules.regime import SUPPLEMENT
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


@verb(permit=may_process, resets_clock=True)
def resume(turn: Turn, *, note: str = "") -> None:
    """Resume; the due date moves by the pause as the decree says. Papers asked for come in by `supplement`."""
    turn.require_accepted()
    only_when(
        not any(pause.ended_at is None and pause.kind == SUPPLEMENT for pause in turn.pauses),
        "waiting-for-papers",
        mark("Hồ sơ đang chờ bổ sung giấy tờ; hãy ghi nhận bổ sung tại bộ phận một cửa."),
    )
    only_when(turn.dossier.finished_at is None, "finished", mark("Hồ sơ đã dừng hẳn nên không tiếp tục được."))
    turn.move_to(Status.IN_PROCESS)
    turn.end_pause()
    turn.say(note=note)
