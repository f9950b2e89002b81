"""The steps of the internal process with their own clocks: which one is current, when it is due, how it ended.

Internal processes state working hours for each step (Nghị định 118/2025/NĐ-CP Điều 19; 8 hours make a working day). A
step's hours are one budget: coming back to it uses what is left of them. All times are Vietnamese wall-clock times.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from caicach.accounts.rules import Role
from caicach.dossiers.rules.clock import Stop
from caicach.dossiers.rules.regime import RESTART
from caicach.dossiers.rules.step import ProcessStep
from caicach.kit.words import mark
from caicach.kit.working_time import WorkCalendar, after_opening_time, opening_time

WARN_AT = Fraction(4, 5)
"""A step is near its end when so much of its time is used."""


class StageOutcome(StrEnum):
    """Kết quả của bước so với hạn của bước; a step that the end of the dossier cut off has none."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


OUTCOME_WORDS: dict[str, str] = {
    StageOutcome.EARLY: mark("Trước hạn"),
    StageOutcome.ON_TIME: mark("Đúng hạn"),
    StageOutcome.LATE: mark("Quá hạn"),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A step as the catalogue plans it; `unit_id` None is the competent agency, or its one-stop desk."""

    id: int
    position: int
    role: str
    unit_id: int | None
    hours: int

    @property
    def above(self) -> bool:
        """Whether somebody above the competent agency signs, such as the chair of the province."""
        return self.role == Role.AGENCY_LEADER and self.unit_id is not None

    @property
    def budget(self) -> timedelta:
        """Its opening time."""
        return timedelta(hours=self.hours)


Plan = Sequence[Planned]


def current(plan: Plan, *, step: str, document: str, decided: bool, above: bool) -> Planned | None:
    """The one rule from what happened to the step that is current; None before acceptance and after the processing.

    `step` is the common process's (`rules.step`), `document` the state of the result, `above` whether the dossier has
    been submitted to the level above: it has it until the result is released, or sent back. The beginning is the first
    step, giving out the head's before the officer's, then the officer's; a submitted result is with the head who
    reviews, an initialled or approved one with the agency's leader. Once decided, the last step is left.
    """
    if not plan or step in (ProcessStep.RECEIVE, ProcessStep.RETURN, ProcessStep.DONE):
        return None
    work = next((one for one in plan if one.role == Role.PROCESSING_OFFICER), plan[0])
    after = [one for one in plan if one.position > work.position]
    higher = next((one for one in after if one.above), None)
    if above and higher and (document or not decided):
        return higher
    if step == ProcessStep.SIGN:
        return _signing(after, document) or plan[-1]
    if decided:
        return plan[-1]
    if step == ProcessStep.FORWARD:
        return plan[0]
    if step == ProcessStep.ASSIGN:
        heads = [one for one in plan if one.position < work.position and one.role == Role.DIVISION_HEAD]
        return heads[-1] if heads else work
    return (higher or plan[-1]) if step == ProcessStep.NUMBER else work


def _signing(after: Plan, document: str) -> Planned | None:
    leader = next((one for one in after if one.role == Role.AGENCY_LEADER and not one.above), None)
    if document != "submitted":
        return leader
    return next((one for one in after if one.role == Role.DIVISION_HEAD), leader)


def passed_over(plan: Plan, left: int, entered: Planned | None) -> list[Planned]:
    """The steps between the one that is left (its position) and the one entered: done, but not recorded one by one.

    None when the dossier went back. Without a step entered the processing has ended, so all that follow are passed.
    """
    before = entered.position if entered else plan[-1].position + 1
    return [one for one in plan if left < one.position < before]


def due_of(
    started: datetime, *, allowance: timedelta, budget: timedelta, stops: Sequence[Stop], calendar: WorkCalendar
) -> datetime:
    """When a step that has `allowance` left is due: counted in opening time while the dossier's clock runs.

    A pause is taken out of it, save what of it lies after the due moment; a restart of the dossier's clock gives the
    step its whole `budget` again from then on. `stops` are oldest first; one that still stands moves nothing yet.
    """
    due = after_opening_time(started, allowance, calendar)
    for stop in stops:
        if stop.ended is None or stop.ended <= started:
            continue
        if stop.effect == RESTART:
            due = after_opening_time(stop.ended, budget, calendar)
        elif (begun := max(started, stop.started)) < due:
            due = after_opening_time(due, opening_time(begun, stop.ended, calendar), calendar)
    return due


def time_used(started: datetime, ended: datetime, *, stops: Sequence[Stop], calendar: WorkCalendar) -> timedelta:
    """The opening time that a visit to a step took: without pauses, and nothing before the last restart."""
    restarts = [stop.ended for stop in stops if stop.effect == RESTART and stop.ended is not None]
    since = max([started, *restarts])
    used = opening_time(since, ended, calendar)
    for stop in stops:
        used -= opening_time(max(since, stop.started), min(ended, stop.ended or ended), calendar)
    return used


def outcome_of(ended: datetime, due: datetime) -> StageOutcome:
    """Late by the minute, because steps are counted in hours; early on an earlier day only, otherwise on time."""
    if ended.replace(second=0, microsecond=0) > due.replace(second=0, microsecond=0):
        return StageOutcome.LATE
    return StageOutcome.EARLY if ended.date() < due.date() else StageOutcome.ON_TIME


def share_used(now: datetime, *, due: datetime, hours: int, calendar: WorkCalendar) -> Fraction:
    """How much of a step's time is used at a moment, more than 1 once it is late; for a running clock.

    A warning is due from `WARN_AT` on, or from the share that a procedure sets.
    """
    minute = timedelta(minutes=1)
    left = opening_time(now, due, calendar) - opening_time(due, now, calendar)
    return 1 - Fraction(left // minute, max(hours, 1) * 60)
