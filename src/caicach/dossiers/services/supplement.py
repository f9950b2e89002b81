"""Take the papers that were asked for; the clock runs again (bổ sung hồ sơ)."""

from collections.abc import Sequence

from caicach.dossiers.permits import may_act_at_counter
from caicach.dossiers.queries.intake import asked_of
from caicach.dossiers.rules.checks import Given, check_listed
from caicach.dossiers.rules.regime import SUPPLEMENT
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.receive import held_by, keep_papers, not_yet
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


@verb(permit=may_act_at_counter, resets_clock=True)
def supplement(turn: Turn, *, papers: Sequence[Given] = (), note: str = "") -> None:
    """Record that the dossier is complete now; its clock restarts as the decree of its acceptance says.

    Only while papers are awaited; for a dossier not accepted yet use `receive`. What was handed in before stays.
    Decree 118/2025/NĐ-CP Art. 19(5): counted from zero.
    """
    turn.require_open()
    only_when(
        not any(pause.ended_at is None and pause.kind != SUPPLEMENT for pause in turn.pauses),
        "no-papers-requested",
        mark("Hồ sơ không ở trạng thái chờ bổ sung giấy tờ."),
    )
    turn.move_to(Status.IN_PROCESS if turn.dossier.assignee_id else Status.RECEIVED)
    turn.end_pause()
    if papers:
        check_listed(asked_of(turn.dossier.rules_version), papers)
        keep_papers(turn, not_yet(papers, held_by(turn.dossier)))
    turn.say(note=note)
    turn.notice = "dossiers.supplemented"
