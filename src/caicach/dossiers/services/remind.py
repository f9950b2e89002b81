"""Remind the submitter of the papers asked for (nhắc bổ sung)."""

from caicach.dossiers.permits import may_request_supplement
from caicach.dossiers.rules.regime import SUPPLEMENT
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


@verb(permit=may_request_supplement)
def remind(turn: Turn, *, note: str = "") -> None:
    """Record a reminder, and send it: no dossier is closed for want of papers without one.

    The system reminds by itself on the tenth day (`dossiers.tasks`). The message `dossiers.papers_reminder` needs
    `until_day`, the last day for the papers.
    """
    turn.require_open()
    waiting = next((one for one in turn.pauses if one.ended_at is None and one.kind == SUPPLEMENT), None)
    only_when(waiting is not None, "no-papers-requested", mark("Hồ sơ không ở trạng thái chờ bổ sung giấy tờ."))
    if waiting is not None:
        waiting.reminded_at = turn.at
        turn.changed.append((waiting, ("reminded_at",)))
    turn.say(note=note)
    turn.notice = "dossiers.papers_reminder"
