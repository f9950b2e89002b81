"""Note that a result sent by post came back (bưu phẩm bị trả lại)."""

from caicach.dossiers.models import Return
from caicach.dossiers.permits import may_return_result
from caicach.dossiers.rules.checks import check_order, check_reason
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.words import mark


@verb(permit=may_return_result)
def note_returned_mail(turn: Turn, *, reason: str) -> None:
    """The result waits at the counter again (status 9); the end of processing stays.

    The message is `dossiers.mail_returned`.
    """
    dossier = turn.dossier
    check_order(turn.at, dossier.returned_at, what=mark("thời điểm trả kết quả"))
    turn.move_to(Status.PROCESSED)
    returned = dossier.returned_at
    turn.details |= {"returned": [returned and returned.isoformat(), None]}
    turn.say(reason=check_reason(reason))
    dossier.returned_at = None
    dossier.mail_returned_at = turn.at
    turn.notice = "dossiers.mail_returned"
    sent = Return.objects.filter(dossier=dossier, way="post").order_by("id").last() if dossier.pk else None
    if sent is not None:
        sent.delivered_at, sent.brought_back_at = None, turn.at
        turn.changed.append((sent, ("delivered_at", "brought_back_at")))
