"""Note that a result is wrong (phát hiện kết quả sai)."""

from django.db.models import Q

from caicach.agencies.models import Unit
from caicach.dossiers.models import ResultCorrection
from caicach.dossiers.permits import may_report_wrong_result
from caicach.dossiers.rules.checks import check_order, check_reason
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import instant, local, local_day
from caicach.kit.words import mark
from caicach.kit.working_time import Limit, LimitUnit, deadline


def _responsible_known(turn: Turn, *, responsible_unit_id: int, **_said: object) -> None:
    """Raise `Refused("unknown-unit")` unless the responsible unit exists and stands on the day."""
    day = local_day(turn.at)
    standing = Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), pk=responsible_unit_id, valid_from__lte=day)
    only_when(standing.exists(), "unknown-unit", mark("Hãy chọn đơn vị chịu trách nhiệm."), field="responsible_unit")


WITHIN = Limit(3, LimitUnit.WORKING_DAYS)
"""A wrong result is corrected within three working days (Decree 118/2025/NĐ-CP Art. 23(1))."""


@verb(permit=may_report_wrong_result, known=_responsible_known)
def report_wrong_result(turn: Turn, *, what: str, responsible_unit_id: int) -> None:
    """Start the clock of the correction, three working days; the end of processing and its outcome stay.

    The cost lies with whoever is responsible. The message `dossiers.wrong_result` needs `correction_at`.
    """
    dossier = turn.dossier
    only_when(
        dossier.ending == Ending.PROCESSED,
        "no-result",
        mark("Hồ sơ chưa có kết quả nên không có gì phải sửa."),
    )
    check_order(turn.at, dossier.finished_at, what=mark("thời điểm xử lý xong"))
    only_when(turn.correction is None, "already-reported", mark("Kết quả đang được sửa; hãy ghi đã sửa xong trước."))
    due = instant(deadline(local(turn.at), WITHIN, turn.calendar).due)
    turn.correction = ResultCorrection(
        dossier=dossier,
        found_at=turn.at,
        what=check_reason(what),
        responsible_unit_id=responsible_unit_id,
        due_at=due,
    )
    turn.added.append(turn.correction)
    dossier.correction_due_at = due
    turn.details |= {"correct_by": due.isoformat()}
    turn.say(what=what)
    turn.notice = "dossiers.wrong_result"
