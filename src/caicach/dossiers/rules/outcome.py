"""The one rule of lateness: early, on time or late, and against which deadline.

Comparison is by date (a setting; by the minute beside it). Decree 61/2018/NĐ-CP: against the due date, an extension
does not remove "late". Decree 118/2025/NĐ-CP Art. 19(6): against the new date of a valid extension.
"""

from datetime import datetime
from enum import IntEnum, StrEnum

from caicach.dossiers.rules.regime import Regime


class Ending(IntEnum):
    """How a dossier's processing ended; only `PROCESSED` is measured against the deadline."""

    OPEN = 0
    PROCESSED = 1
    WITHDRAWN = 2
    STOPPED = 3
    REFUSED = 4
    CLOSED = 5


RESULT_READY = ("dossiers.finish", "dossiers.release")
"""The acts by which a result goes from the agency to the counter: noted by its officer, or its paper released."""
RESULT_GIVEN = "dossiers.return_result"


class Outcome(StrEnum):
    """Kết quả so với hạn: sớm, đúng, quá hạn; or pending in time and pending overdue."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    IN_TIME = "in_time"
    OVERDUE = "overdue"


class Comparison(StrEnum):
    """How two instants are compared: by their dates (II.06 practice) or by the minute."""

    DATE = "date"
    MINUTE = "minute"


def deadline_of(regime: Regime, *, due: datetime, extended: datetime | None) -> datetime:
    """The deadline a dossier is judged by: the extended date where the decree lets it count, else the due date.

    A restarted clock may be due later than an older extension; then the later date stands.
    """
    return max(due, extended) if extended is not None and regime.extension_counts else due


def outcome(
    *, ending: Ending, finished: datetime | None, deadline: datetime, comparison: Comparison = Comparison.DATE
) -> Outcome | None:
    """The outcome of a finished dossier; None while it is open.

    Withdrawn, stopped for good, refused after acceptance and closed without papers count as on time (column 9 of
    form II.06), whatever the date.
    """
    if ending is Ending.OPEN or finished is None:
        return None
    if ending is not Ending.PROCESSED:
        return Outcome.ON_TIME
    by_minute = comparison is Comparison.MINUTE
    done = finished.replace(second=0, microsecond=0) if by_minute else _midnight(finished)
    limit = deadline.replace(second=0, microsecond=0) if by_minute else _midnight(deadline)
    if done < limit:
        return Outcome.EARLY
    return Outcome.ON_TIME if done == limit else Outcome.LATE


def closed_by_end(ended: datetime | None, *, finished: datetime | None, ending: int) -> bool:
    """Whether a pause that ended then was closed by the end of processing, so that its clock was not run again.

    A result (`PROCESSED`) out of a pause does run the clock again: what the pause moved counts.
    """
    return ended is not None and ended == finished and ending != Ending.PROCESSED


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
