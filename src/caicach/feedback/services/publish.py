"""Publish the answer (công khai kết quả trả lời)."""

from caicach.feedback.models import Sender
from caicach.feedback.permits import may_publish
from caicach.feedback.rules.kinds import Outcome, required
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.verb import verb
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.vietnamese import fold
from caicach.kit.words import mark


@verb(permit=may_publish)
def publish(turn: Turn, *, text: str) -> None:
    """Put the answer as the public reads it; late ones are kept and flagged.

    Raises `Refused` unless it was answered and is not public yet, and when the text names the sender.
    """
    one = turn.feedback
    if one.outcome != Outcome.ANSWERED:
        raise Refused("not-answered", mark("Chỉ công khai khi đã trả lời."))
    if one.published_at is not None:
        raise Refused("published", mark("Kết quả trả lời này đã được công khai."))
    public = required(text, field="text")
    _check_unnamed(one.pk, public)
    one.published, one.published_at = public, turn.at
    turn.personal |= {"published": public}
    turn.late = one.publish_by is not None and local_day(turn.at) > local_day(one.publish_by)


def _check_unnamed(feedback_id: int, text: str) -> None:
    """Raise `Refused("names-sender")` when the text holds the sender's name, telephone number or e-mail address."""
    sender = Sender.objects.filter(feedback_id=feedback_id).first()
    words = f" {fold(text)} "
    values = [fold(value) for value in (sender.name, sender.phone, sender.email)] if sender else []
    if any(value and value in words for value in values):
        raise Refused(
            "names-sender",
            mark("Nội dung công khai nêu tên, điện thoại hoặc thư điện tử của người gửi; hãy bỏ đi."),
            source=mark("Quy định về bảo vệ dữ liệu cá nhân"),
            field="text",
        )
