"""Correct what was entered of a feedback (đính chính)."""

from caicach.feedback.permits import may_publish
from caicach.feedback.rules.kinds import Outcome, State, check_codes, required
from caicach.feedback.services.receive import field_of
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.verb import verb
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@verb(permit=may_publish)
def correct(
    turn: Turn,
    *,
    reason: str,
    kind: int,
    channel: int,
    field_id: int | None = None,
    procedure_id: int | None = None,
    about_unit_id: int | None = None,
    about_user_id: int | None = None,
) -> None:
    """Put right what it is about and how it came; another kind has other terms, which are counted anew.

    Whoever it turns out to be about loses it. Raises `Refused("unchanged")` when nothing differs.
    """
    one = turn.feedback
    if one.outcome == Outcome.HANDED_OVER:
        raise Refused("handed-over", mark("Việc này đã được chuyển đi; ở đây không còn gì để đính chính."))
    check_codes(kind=kind, channel=channel)
    values = {
        "kind": kind,
        "channel": channel,
        "field_id": field_of(field_id, procedure_id),
        "procedure_id": procedure_id,
        "about_unit_id": about_unit_id,
        "about_user_id": about_user_id,
    }
    changed = {name: [getattr(one, name), value] for name, value in values.items() if getattr(one, name) != value}
    if not changed:
        raise Refused("unchanged", mark("Không có gì khác với nội dung đã ghi."), field="reason")
    for name, value in values.items():
        setattr(one, name, value)
    person = changed.pop("about_user_id", None)
    if person:
        turn.personal |= {"about_user_id": str(person[1] or "")}
    turn.details |= {"changed": changed}
    turn.say(required(reason, field="reason"))
    if about_user_id is not None and about_user_id == one.assignee_id and one.state != State.ENDED:
        turn.details |= {"assignee": [one.assignee_id, None]}
        one.assignee = None
        if one.state == State.ASSIGNED:
            turn.move_to(State.NEW)
    turn.count()
