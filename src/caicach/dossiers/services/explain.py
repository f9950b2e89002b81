"""Explain a late dossier in writing, with its cause (giải trình hồ sơ quá hạn)."""

from caicach.dossiers.models import Explanation
from caicach.dossiers.permits import may_lead
from caicach.dossiers.rules.causes import Cause, check_cause
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import local_day
from caicach.kit.words import mark


@verb(permit=may_lead)
def explain(turn: Turn, *, explanation: str, cause: str = "", cause_text: str = "", document: str = "") -> None:
    """Record the unit's written explanation when it comes apart from the apology; only of a dossier past its day.

    Decree 61/2018/NĐ-CP Art. 19, Decree 118/2025/NĐ-CP Art. 19(6): being late and silent is a violation. `cause` is a
    code of `rules.causes`; only a loaded history may leave it out. What is on record is never changed: a further
    explanation is a further row, and the dossier bears the cause of the last one that names one.
    """
    turn.require_accepted()
    deadline = turn.deadline()
    end = turn.dossier.finished_at or turn.at
    only_when(
        deadline is not None and local_day(min(end, turn.at)) > local_day(deadline),
        "not-late",
        mark("Hồ sơ chưa quá hạn nên không có gì phải giải trình."),
    )
    named: Cause | None = None
    if cause or turn.act.origin == "live":
        named = check_cause(cause, cause_text, on=local_day(turn.at))
        turn.dossier.cause = named.number
        turn.details |= {"cause": named.code}
    turn.added.append(
        Explanation(
            dossier=turn.dossier,
            explained_at=turn.at,
            document=document.strip(),
            text=check_reason(explanation),
            cause=named.number if named else 0,
            cause_text=cause_text.strip() if named and named.needs_text else "",
        )
    )
    turn.dossier.explained = True
    turn.details |= {"document_no": document.strip()}
    turn.say(explanation=explanation, note=cause_text)
