"""Tell the submitter what has happened (báo cho người nộp): one message in the outbox, where a verb names one."""

from collections.abc import Iterable

from caicach.dossiers.models import Party
from caicach.dossiers.rules.checks import CLOSED_AFTER
from caicach.dossiers.services.turn import Turn
from caicach.kit.period import local_day
from caicach.notices.rules.address import Addressee
from caicach.notices.services.put import Said, put

KIND = "dossier"
EARLY = "dossiers.finished_early"
FINISHED = "dossiers.finished"


def notify(turn: Turn) -> None:
    """Leave the message that `turn.notice` names, if an address is known; see `dossiers.messages` for the texts.

    A result that is ready before its day is announced as such (Decree 118/2025/NĐ-CP Art. 22).
    """
    if not turn.notice:
        return
    parties: Iterable[Party] = turn.new_parties or Party.objects.filter(dossier=turn.dossier, role="submitter")
    submitter = next((party for party in parties if party.role == "submitter"), None)
    if submitter is None:
        return
    dossier = turn.dossier
    said = Said(
        kind=EARLY if turn.notice == FINISHED and _early(turn) else turn.notice,
        subject=(KIND, dossier.pk),
        to=Addressee(email=submitter.email, phone=submitter.phone),
        key=f"{turn.notice}:{dossier.pk}:{dossier.version}",
        values=values_of(turn, submitter),
        unit_id=dossier.received_unit_id,
    )
    put(turn.act, said)


def _early(turn: Turn) -> bool:
    finished, deadline = turn.dossier.finished_at, turn.deadline()
    return finished is not None and deadline is not None and local_day(finished) < local_day(deadline)


def values_of(turn: Turn, submitter: Party) -> dict[str, object]:
    """What the texts may name: what the submitter knows or has to know, no other person's data."""
    dossier, deadline = turn.dossier, turn.deadline()
    apology = turn.new_apology
    values = {
        "name": submitter.name,
        "number": str(dossier),
        "procedure_vi": dossier.rules_version.name_vi,
        "procedure_en": dossier.rules_version.name_en,
        "unit_vi": dossier.received_unit.name_vi,
        "unit_en": dossier.received_unit.name_en,
        "agency_vi": dossier.competent_unit.name_vi,
        "agency_en": dossier.competent_unit.name_en,
        "deadline_at": deadline.isoformat() if deadline and dossier.paused_since is None else "",
        "finished_at": dossier.finished_at.isoformat() if dossier.finished_at else "",
        "new_day": apology.new_date.isoformat() if apology else "",
        "until_day": _until(turn),
        "reason": turn.personal.get("reason", ""),
        "correction_at": turn.dossier.correction_due_at.isoformat() if turn.dossier.correction_due_at else "",
        **{name: turn.personal.get(name, "") for name in ("what", "apology", "remedy")},
    }
    return {name: value for name, value in values.items() if value}


def _until(turn: Turn) -> str:
    """The last day for the papers asked for, where the decree closes a dossier for want of them."""
    if turn.dossier.paused_since is None or not turn.regime.closes_without_papers:
        return ""
    return (local_day(turn.dossier.paused_since) + CLOSED_AFTER).isoformat()
