"""The clock of a dossier: when it is due after pauses and restarts, and the stretches in which it runs or stands.

Decree 61/2018/NĐ-CP Art. 17, 19; Decree 118/2025/NĐ-CP Art. 17 (start), 19(4)–(6) (consulting, papers, extension).
All times are Vietnamese wall-clock times without zone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from caicach.dossiers.rules.regime import RESTART
from caicach.kit.working_time import Limit, Proof, WorkCalendar, deadline, push


@dataclass(frozen=True, slots=True)
class Stop:
    """A pause: from when the clock stands, until when (None while it still does), and its effect on the deadline."""

    started: datetime
    ended: datetime | None
    effect: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a dossier's pending life: running against a deadline, or standing (`deadline` is None)."""

    started: datetime
    ended: datetime | None
    deadline: datetime | None


@dataclass(frozen=True, slots=True)
class Clock:
    """The state of a clock: `promised` on the slip, `due` after pauses, the proof of the count now in force.

    `due` of a standing clock is the last one before it stopped.
    """

    promised: datetime
    due: datetime
    proof: Proof
    running: bool
    stretches: tuple[Stretch, ...]


def clock(*, accepted: datetime, limit: Limit, calendar: WorkCalendar, stops: Sequence[Stop]) -> Clock:
    """Run the clock of a dossier from acceptance through its pauses, oldest first."""
    proof = deadline(accepted, limit, calendar)
    promised = due = proof.due
    since, running = accepted, True
    stretches: list[Stretch] = []
    for stop in stops:
        stretches.append(Stretch(since, stop.started, due))
        stretches.append(Stretch(stop.started, stop.ended, None))
        if stop.ended is None:
            running = False
            break
        if stop.effect == RESTART:
            proof = deadline(stop.ended, limit, calendar)
            due = proof.due
        else:
            due = push(due, stop.started, stop.ended, limit.unit, calendar)
        since = stop.ended
    if running:
        stretches.append(Stretch(since, None, due))
    return Clock(promised=promised, due=due, proof=proof, running=running, stretches=tuple(stretches))
