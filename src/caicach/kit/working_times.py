"""Deadlines of millions at once: the numpy twin of `kit.working_time`, equal to it minute by minute.

Moments are Vietnamese wall-clock times as `datetime64[m]`. All that the calendar says about a span of days is laid into
tables with one place a minute, so that a deadline is two look-ups, whatever lies in between.
"""

from dataclasses import dataclass
from datetime import date, time

import numpy as np
from numpy.typing import NDArray

from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.kit.working_time import LARGEST_AMOUNT, LimitUnit, WorkCalendar

Moments = NDArray[np.datetime64]
Whole = NDArray[np.int32]
DAY = 1440
"""Minutes of a day; also how far two working days lie apart in working time."""
NEVER = np.int32(-1)
BLOCK = 32_768
"""Moments worked on at once: what one step leaves is still in the processor's cache for the next."""


@dataclass(frozen=True, slots=True)
class WorkingTimes:
    """A calendar from one day to before another, as tables; `tables` makes them.

    "Working minutes" number the minutes of working days alone, day after day, open or not. `start[m]` is the working
    minute at which a clock received in minute m starts; `moment[w]` is the minute in which working minute w lies.
    `opened[m]` counts the open minutes before minute m, `closes[k]` is the minute at which k of them have passed.
    `next_working[d]` is the first working day from day d on. Minutes and days are counted from `origin`.
    """

    origin: np.datetime64
    start: Whole
    moment: Whole
    opened: Whole
    closes: Whole
    next_working: Whole

    def starts(self, received: Moments) -> Moments:
        """When each clock starts: at once in an opening, else at the next one. Raises `Refused("beyond-tables")`."""
        return self._told(_taken(self.moment, _taken(self.start, self._minutes(received))))

    def deadlines(self, received: Moments, amounts: int | NDArray[np.integer], unit: LimitUnit) -> Moments:
        """The due moment of each limit that runs from `received`; `amounts` may be one for all.

        Raises `Refused("bad-limit")` for an amount out of 1 to 10 000, `Refused("beyond-tables")` where a moment lies
        outside of the tables.
        """
        self._check(np.asarray(amounts))
        received, each = np.broadcast_arrays(received, np.asarray(amounts, dtype=np.int32))
        due = np.empty(len(received), dtype="datetime64[m]")
        for begin in range(0, len(received), BLOCK):
            block = slice(begin, begin + BLOCK)
            due[block] = self._told(self._due(self._minutes(received[block]), each[block], unit))
        return due

    def _due(self, received: NDArray[np.int64], amounts: Whole, unit: LimitUnit) -> Whole:
        started = _taken(self.start, received)
        if unit is LimitUnit.WORKING_DAYS:
            return _taken(self.moment, started + amounts * np.int32(DAY))
        begins = _taken(self.moment, started)
        if unit is LimitUnit.WORKING_HOURS:
            return _taken(self.closes, _taken(self.opened, begins) + amounts * np.int32(60))
        days, clock = np.divmod(begins, np.int32(DAY))
        due: Whole = _taken(self.next_working, days + amounts) * np.int32(DAY) + clock
        return due

    def _minutes(self, moments: Moments) -> NDArray[np.int64]:
        return (moments.astype("datetime64[m]") - self.origin).astype(np.int64)

    def _told(self, minutes: NDArray[np.integer]) -> Moments:
        return self.origin + minutes.astype("timedelta64[m]")

    @staticmethod
    def _check(amounts: NDArray[np.integer]) -> None:
        if amounts.size and not (int(amounts.min()) > 0 and int(amounts.max()) <= LARGEST_AMOUNT):
            raise Refused(
                "bad-limit",
                mark("Thời hạn phải là số nguyên từ 1 đến {largest}, không phải {amount}."),
                values={"amount": f"{amounts.min()}–{amounts.max()}", "largest": LARGEST_AMOUNT},
                field="limit",
            )


def tables(calendar: WorkCalendar, first: date, end: date) -> WorkingTimes:
    """The tables of the days from `first` to before `end`; deadlines have to end before it too.

    They take about 20 bytes a minute: 10 MB a year.
    """
    origin, days = np.datetime64(first, "m"), (end - first).days
    opened = np.zeros(days * DAY, dtype=bool)
    for day, openings in enumerate(_openings(calendar, first, days)):
        for opens, closes in openings:
            opened[day * DAY + opens : day * DAY + closes] = True
    working = np.flatnonzero(opened.reshape(days, DAY).any(axis=1)).astype(np.int32)
    moment = (working[:, None] * DAY + np.arange(DAY, dtype=np.int32)).ravel().astype(np.int32)
    rank = np.zeros(days, dtype=np.int32)
    rank[working] = np.arange(len(working), dtype=np.int32)
    following = np.searchsorted(working, np.arange(days))
    next_working = np.where(following < len(working), np.append(working, NEVER)[following], NEVER).astype(np.int32)
    open_minutes = np.flatnonzero(opened).astype(np.int32)
    place = np.searchsorted(open_minutes, np.arange(days * DAY))
    begins = np.append(open_minutes, NEVER)[place]
    start = np.where(begins == NEVER, NEVER, rank[begins // DAY] * DAY + begins % DAY).astype(np.int32)
    ends = np.append(NEVER, open_minutes + 1).astype(np.int32)
    return WorkingTimes(origin, start, moment, place.astype(np.int32), ends, next_working)


def _openings(calendar: WorkCalendar, first: date, days: int) -> list[list[tuple[int, int]]]:
    found = []
    for ahead in range(days):
        day = date.fromordinal(first.toordinal() + ahead)
        found.append([(_minute(opens), _minute(closes)) for opens, closes in calendar.openings(day)])
    return found


def _minute(clock: time) -> int:
    if clock.second or clock.microsecond:
        raise ValueError("openings begin and end at whole minutes")
    return clock.hour * 60 + clock.minute


def _taken(table: Whole, places: NDArray[np.integer]) -> Whole:
    """What the table holds at those places. Raises `Refused("beyond-tables")` for a place that it does not have."""
    if places.size and (int(places.min()) < 0 or int(places.max()) >= len(table)):
        raise _beyond()
    found: Whole = table[places]
    if found.size and int(found.min()) < 0:
        raise _beyond()
    return found


def _beyond() -> Refused:
    return Refused(
        "beyond-tables",
        mark(
            "Có thời điểm nằm ngoài khoảng ngày của lịch làm việc đang dùng; hãy kiểm tra ngày tiếp nhận và thời hạn."
        ),
    )
