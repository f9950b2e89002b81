"""Hand over what is a complaint or a denunciation (chuyển xử lý theo luật khiếu nại, tố cáo)."""

from caicach.feedback.permits import may_publish
from caicach.feedback.rules.kinds import MATTERS, Outcome, required
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.verb import verb
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@verb(permit=may_publish)
def hand_over(turn: Turn, *, matter: str, body: str) -> None:
    """End it here and keep nothing but that it was handed over: text, sender, dossier and person go, for good.

    The journal's lines stay, with digests that say nothing once their keys are gone. Whatever it was before, an
    answer too, is erased; what was published is withdrawn. Raises `Refused("handed-over")` the second time.
    """
    one = turn.feedback
    if one.outcome == Outcome.HANDED_OVER:
        raise Refused("handed-over", mark("Việc này đã được chuyển đi."))
    if matter not in MATTERS:
        raise Refused("unknown-matter", mark("Hãy chọn khiếu nại hoặc tố cáo."), field="matter")
    turn.body = required(body, field="body")
    turn.personal |= {"body": turn.body}
    turn.details |= {"matter": matter}
    one.text = one.answer = one.published = ""
    one.dossier = one.about_user = one.about_unit = one.published_at = one.publish_by = None
    turn.erases = True
    turn.end(Outcome.HANDED_OVER)
