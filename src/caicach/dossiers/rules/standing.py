"""How a pending dossier stands at the end of each day: in time or overdue.

"Nothing is red before its due day has ended": overdue begins on the day after the deadline's date. While the clock
stands (papers or an obligation requested, stopped for a while) a dossier is in time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from caicach.dossiers.rules.clock import Stretch


class Stands(IntEnum):
    """In time or overdue."""

    IN_TIME = 1
    OVERDUE = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """A run of days: from the end of `from_day` the dossier stands so, until it does not at the end of `to_day`.

    `to_day` is None while no end is known. At the end of a day d it stands so when `from_day <= d` and
    (`to_day` is None or `to_day > d`).
    """

    stands: Stands
    from_day: date
    to_day: date | None


@dataclass(frozen=True, slots=True)
class Extended:
    """A valid extension: when it was decided and the new date."""

    decided: datetime
    until: datetime


def standings(
    stretches: Sequence[Stretch], *, extension: Extended | None = None, finished: date | None = None
) -> tuple[Standing, ...]:
    """The runs of days from acceptance to the end of processing; each pending day lies in exactly one.

    `extension` is a valid one, where the decree lets it count: from its decision on it replaces a running deadline
    that is earlier. Overdue runs are the ledger of overdue spans.
    """
    runs: list[Standing] = []
    for stretch in stretches:
        started = stretch.started.date()
        ended = stretch.ended.date() if stretch.ended else None
        if stretch.deadline is None:
            runs.append(Standing(Stands.IN_TIME, started, ended))
            continue
        counts = extension and (stretch.ended is None or stretch.ended >= extension.decided)
        judged = max(stretch.deadline, extension.until) if extension and counts else stretch.deadline
        red = max(started, judged.date() + timedelta(days=1))
        runs.append(Standing(Stands.IN_TIME, started, red if ended is None else min(red, ended)))
        if ended is None or red < ended:
            runs.append(Standing(Stands.OVERDUE, red, ended))
    return _joined(run for run in (_cut(run, finished) for run in runs) if run)


def _cut(run: Standing, finished: date | None) -> Standing | None:
    to_day = run.to_day if finished is None else min(run.to_day or finished, finished)
    if to_day is not None and run.from_day >= to_day:
        return None
    return Standing(run.stands, run.from_day, to_day)


def _joined(runs: Iterable[Standing]) -> tuple[Standing, ...]:
    joined: list[Standing] = []
    for run in runs:
        if joined and joined[-1].stands == run.stands and joined[-1].to_day == run.from_day:
            joined[-1] = Standing(run.stands, joined[-1].from_day, run.to_day)
        else:
            joined.append(run)
    return tuple(joined)
