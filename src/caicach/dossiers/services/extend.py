"""Extend the time limit once, with an apology, at least one day before the deadline (gia hạn)."""

from datetime import date, datetime, time

from django.db.models import Q

from caicach.agencies.models import Unit
from caicach.dossiers.models import Apology, Extension
from caicach.dossiers.permits import may_lead
from caicach.dossiers.rules.checks import check_extension, check_reason
from caicach.dossiers.services.apologise import IN_TIME
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import instant, local, local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


def _responsible_known(turn: Turn, *, responsible_unit_id: int, **_said: object) -> None:
    """Raise `Refused("unknown-unit")` unless the responsible agency exists and stands on the day."""
    day = local_day(turn.at)
    standing = Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), pk=responsible_unit_id, valid_from__lte=day)
    only_when(
        standing.exists(),
        "unknown-unit",
        mark("Hãy chọn cơ quan chịu trách nhiệm về việc chậm."),
        field="responsible_unit",
    )


@verb(permit=may_lead, known=_responsible_known)
def extend(turn: Turn, *, new_date: date, reason: str, responsible_unit_id: int, apology: bool = False) -> None:
    """Extend to the same clock time on a new date.

    Under Decree 118/2025/NĐ-CP Art. 19(6) the new date is the one the dossier is judged by; under Decree 61/2018/NĐ-CP
    the dossier stays measured against its due date. Reason and responsible agency are mandatory.
    With `apology` the letter of apology is issued in the same act: form 04 of Circular 03/2025/TT-VPCP has both in one.
    The message `dossiers.extended` needs `deadline_at` and `reason`; the head of the centre reads of it next morning.
    """
    turn.require_accepted()
    dossier, due = turn.dossier, turn.dossier.due_at
    if due is None or dossier.finished_at is not None or dossier.paused_since is not None:
        raise Refused("clock-not-running", mark("Chỉ gia hạn được khi hồ sơ đang xử lý và thời gian đang chạy."))
    old = local(due)
    new = datetime.combine(new_date, time(old.hour, old.minute))
    already = dossier.extended_to is not None
    check_extension(turn.regime, at=local(turn.at), due=old, new_due=new, already=already)
    turn.new_extension = Extension(
        dossier=dossier,
        decided_at=turn.at,
        old_due_at=instant(old),
        new_due_at=instant(new),
        reason=check_reason(reason),
        responsible_unit_id=responsible_unit_id,
    )
    turn.extension = turn.new_extension
    dossier.extended_to = instant(new)
    turn.details |= {"extended": [instant(old).isoformat(), instant(new).isoformat()]}
    turn.say(reason=reason)
    if apology:
        turn.new_apology = Apology(
            dossier=dossier, issued_at=turn.at, new_date=new_date, reason=reason.strip(), late=False
        )
        dossier.apology = dossier.apology or IN_TIME
        turn.details |= {"new_date": new_date.isoformat(), "late": False}
    turn.notice = "dossiers.extended"
