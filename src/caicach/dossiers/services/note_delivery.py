"""Note that the post has delivered a result (bưu chính đã phát kết quả)."""

from caicach.dossiers.models import Return
from caicach.dossiers.permits import may_return_result
from caicach.dossiers.rules.checks import check_order
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@verb(permit=may_return_result)
def note_delivery(turn: Turn) -> None:
    """The letter with the result has arrived. Raises `Refused("nothing-on-its-way")`."""
    sent = Return.objects.filter(dossier=turn.dossier, way="post").order_by("id").last()
    if sent is None or turn.dossier.status != Status.RETURNED or sent.delivered_at is not None:
        raise Refused(
            "nothing-on-its-way",
            mark("Không có kết quả nào của hồ sơ này đang trên đường gửi bưu chính; hãy tải lại trang."),
        )
    check_order(turn.at, sent.returned_at, what=mark("thời điểm bàn giao bưu chính"))
    sent.delivered_at = turn.at
    turn.changed.append((sent, ("delivered_at",)))
    turn.details |= {"bundle": sent.bundle_id}
