"""Give a step back to where it came from, with the reason (trả lại bước trước)."""

from caicach.dossiers.permits import may_process
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


@verb(permit=may_process)
def return_step(turn: Turn, *, reason: str) -> None:
    """From the officer to the head who gives it out again; a dossier submitted above without a paper, to the officer.

    The time that the step has used stays used. A result submitted for signature is returned by those who sign it.
    """
    turn.require_open()
    turn.require_undecided()
    only_when(
        turn.dossier.above_unit_id is None,
        "paper-above",
        mark("Văn bản đang ở cấp trên; cấp trên trả lại bằng «Trả lại văn bản»."),
    )
    above = turn.is_above
    only_when(
        above or turn.dossier.assignee_id is not None,
        "nothing-to-return",
        mark("Hồ sơ chưa giao cho ai trong đơn vị; muốn trả lại nơi tiếp nhận, hãy dùng «Trả lại nơi tiếp nhận»."),
    )
    turn.say(reason=check_reason(reason))
    if not above:
        turn.details |= {"assignee": [turn.dossier.assignee_id, None]}
        turn.dossier.assignee_id = None
