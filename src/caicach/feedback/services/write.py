"""Write a turn: the feedback with its ledger, one journal line and one fact version, in the caller's transaction."""

from datetime import timedelta

from caicach.feedback.models import Fact, Feedback, Sender, Step
from caicach.feedback.rules.kinds import Outcome, State
from caicach.feedback.services.turn import Turn
from caicach.journal.services.erase import erase
from caicach.journal.services.record import record
from caicach.kit.acts import Change
from caicach.kit.period import local_day
from caicach.papers.services.take_number import take_number

KIND = REGISTER = "feedback"
LONGEST = 40
"""So many letters a register's holder has."""


def write(turn: Turn) -> Feedback:
    """Write one turn; a new feedback gets its number here, late, since whoever comes next waits for the counter."""
    one = turn.feedback
    if not one.number:
        one.number = _number(one)
        turn.details |= {"number": one.number}
    turn.judge()
    one.version += 1
    one.save()
    if turn.sender is not None:
        turn.sender.feedback = one
        turn.sender.save()
    if turn.erases:
        Sender.objects.filter(feedback=one).delete()
        one.steps.update(text="", body="")
        erase(KIND, one.pk)
    Step.objects.create(
        feedback=one,
        version=one.version,
        verb=turn.action,
        at=turn.at,
        by_id=turn.act.actor.user_id,
        unit_id=turn.unit_id,
        officer_id=turn.officer_id,
        body=turn.body,
        text=turn.text,
        late=turn.late,
    )
    if turn.late:
        turn.details |= {"late": True}
    change = Change(
        kind=KIND,
        subject_id=one.pk,
        action=f"feedback.{turn.action}",
        details=turn.details,
        personal=turn.personal,
    )
    record(turn.act, change)
    fact_of(one).save()
    return one


def _number(one: Feedback) -> str:
    """`PAKN-<receiving unit>-<year>-<nnnn>`, running through the year of receipt at the unit."""
    unit, year = one.received_unit, local_day(one.received_at).year
    # A register's holder is short, a unit's code may be long.
    holder = unit.electronic_id or (unit.code if len(unit.code) <= LONGEST else str(unit.pk))
    last = take_number(register=REGISTER, holder=holder, term=str(year))
    return f"PAKN-{holder}-{year}-{last:04d}"


def fact_of(one: Feedback) -> Fact:
    """The fact version of a feedback as it is now."""
    ended = one.ended_at and local_day(one.ended_at)
    late = one.judged_on is not None and (ended is None or ended > one.judged_on)
    return Fact(
        subject_id=one.pk,
        version=one.version,
        unit_id=one.unit_id,
        received_unit_id=one.received_unit_id,
        field_id=one.field_id,
        procedure_id=one.procedure_id,
        kind=one.kind,
        channel=one.channel,
        outcome=one.outcome,
        received_day=local_day(one.received_at),
        due_day=one.judged_on,
        answered_day=ended if one.outcome == Outcome.ANSWERED else None,
        ended_day=ended,
        published_day=one.published_at and local_day(one.published_at),
        late_day=one.judged_on + timedelta(days=1) if late and one.judged_on else None,
        late_over_day=ended if late and one.state == State.ENDED else None,
    )
