"""Submit a dossier to the level above the agency, such as the chair of the province (trình cấp trên)."""

from caicach.dossiers.permits import may_process
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


@verb(permit=may_process)
def submit_above(turn: Turn, *, note: str = "") -> None:
    """Record that the dossier is with whoever decides above the agency; that step has its own clock.

    The dossier's clock keeps running. The step ends with the decision, or when the dossier is returned.
    """
    turn.require_open()
    turn.require_undecided()
    only_when(
        any(step.above for step in turn.plan),
        "nobody-above",
        mark("Quy trình nội bộ của thủ tục này không có bước của cấp trên; hãy ghi quyết định của cơ quan."),
        source=mark("Quy trình nội bộ giải quyết thủ tục hành chính"),
    )
    only_when(not turn.is_above, "already-above", mark("Hồ sơ đang ở cấp trên."))
    turn.say(note=note)
