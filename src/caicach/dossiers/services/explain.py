"""Explain a late dossier in writing (giải trình hồ sơ quá hạn)."""

from caicach.dossiers.models import Explanation
from caicach.dossiers.permits import may_lead
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import local_day
from caicach.kit.words import mark


@verb(permit=may_lead)
def explain(turn: Turn, *, explanation: str, document: str = "") -> None:
    """Record the unit's written explanation when it comes apart from the apology; only of a dossier past its day.

    Decree 61/2018/NĐ-CP Art. 19, Decree 118/2025/NĐ-CP Art. 19(6): being late and silent is a violation.
    """
    turn.require_accepted()
    deadline = turn.deadline()
    end = turn.dossier.finished_at or turn.at
    only_when(
        deadline is not None and local_day(min(end, turn.at)) > local_day(deadline),
        "not-late",
        mark("Hồ sơ chưa quá hạn nên không có gì phải giải trình."),
    )
    turn.added.append(
        Explanation(
            dossier=turn.dossier, explained_at=turn.at, document=document.strip(), text=check_reason(explanation)
        )
    )
    turn.dossier.explained = True
    turn.details |= {"document_no": document.strip()}
    turn.say(explanation=explanation)
