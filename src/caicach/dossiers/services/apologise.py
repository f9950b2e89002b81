"""Apologise for lateness and set a new date (xin lỗi, hẹn lại)."""

from datetime import date

from caicach.dossiers.models import Apology
from caicach.dossiers.permits import may_lead
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import local_day
from caicach.kit.words import mark

IN_TIME, LATE = 1, 2


@verb(permit=may_lead)
def apologise(turn: Turn, *, new_date: date, reason: str, explanation: str = "", document: str = "") -> None:
    """Record an apology letter; always possible, flagged late when issued after the deadline's date.

    Decree 61/2018/NĐ-CP Art. 19; Decree 118/2025/NĐ-CP Art. 19(6). It does not change what the dossier is judged by.
    The message `dossiers.apology` needs `new_day` and `reason`. An explanation that comes later: `explain`.
    """
    turn.require_accepted()
    deadline = turn.deadline()
    only_when(
        new_date >= local_day(turn.at),
        "new-date-past",
        mark("Ngày hẹn lại không thể trước ngày xin lỗi."),
        field="new_date",
    )
    late = deadline is not None and local_day(turn.at) > local_day(deadline)
    turn.new_apology = Apology(
        dossier=turn.dossier,
        issued_at=turn.at,
        new_date=new_date,
        reason=check_reason(reason),
        explanation=explanation.strip(),
        document=document.strip(),
        late=late,
    )
    turn.dossier.explained = turn.dossier.explained or bool(explanation.strip())
    turn.dossier.apology = LATE if late or turn.dossier.apology == LATE else IN_TIME
    turn.details |= {"new_date": new_date.isoformat(), "late": late, "document_no": document.strip()}
    turn.say(reason=reason, explanation=explanation)
    turn.notice = "dossiers.apology"
