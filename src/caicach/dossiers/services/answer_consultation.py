"""Answer what a unit was asked for (trả lời ý kiến)."""

from caicach.dossiers.models import Consultation
from caicach.dossiers.permits import PARTNER_SEE, may_answer_consultation, may_process
from caicach.dossiers.rules.checks import check_order, check_reason
from caicach.dossiers.services.turn import Turn, seat_of
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import local_day
from caicach.kit.words import mark

NOT_ASKED = mark("Chỉ đơn vị được hỏi, hoặc người xử lý hồ sơ khi nhận văn bản trả lời, mới ghi được ý kiến này.")


def _theirs(turn: Turn, *, answer: str, consultation_id: int | None = None) -> None:  # noqa: ARG001
    """Raise `Refused("not-asked")` when another unit was asked and the actor does not work on the dossier."""
    asked = _asked(turn, consultation_id)
    theirs = asked.unit_id is not None and turn.act.actor.holds(PARTNER_SEE, asked.unit_id)
    works = may_process(turn.act.actor, seat_of(turn.dossier)).allowed
    only_when(theirs or works, "not-asked", NOT_ASKED, field="consultation")


def _asked(turn: Turn, consultation_id: int | None) -> Consultation:
    """The question: by its id, or the only one that is open."""
    open_ones = [one for one in turn.consultations if consultation_id in (None, one.pk)]
    only_when(
        len(open_ones) == 1,
        "no-such-consultation",
        mark("Không có câu hỏi lấy ý kiến nào đang chờ trả lời như vậy."),
        field="consultation",
    )
    return open_ones[0]


@verb(permit=may_answer_consultation, known=_theirs)
def answer_consultation(turn: Turn, *, answer: str, consultation_id: int | None = None) -> None:
    """Record the answer; late when it comes after the end of the day asked for (Decree 118/2025/NĐ-CP Art. 19(4)).

    Delay is shown to the head of the one-stop unit by the list of late consultations.
    """
    turn.require_open()
    asked = _asked(turn, consultation_id)
    check_order(turn.at, asked.asked_at, what=mark("thời điểm lấy ý kiến"))
    asked.answered_at, asked.answer = turn.at, check_reason(answer)
    asked.late = local_day(turn.at) > asked.due_on
    turn.changed.append((asked, ("answered_at", "answer", "late")))
    turn.consultations.remove(asked)
    turn.count_consultations()
    if asked.unit_id is not None:
        partners = list(turn.dossier.partner_units)
        partners.remove(asked.unit_id)
        turn.dossier.partner_units = partners
    turn.details |= {"asked_unit": asked.unit_id, "late": asked.late}
    turn.say(body=asked.body, answer=answer)
