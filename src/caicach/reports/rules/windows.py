"""The periods that reports usually speak of, seen from one day.

Calendar months, quarters and years; and the official cycle of the periodic report, from the 15th of the month before
to the 14th (Điều 12 Nghị định 09/2019/NĐ-CP).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from caicach.kit.period import Period
from caicach.kit.words import mark

CYCLE_STARTS = 15


@dataclass(frozen=True, slots=True)
class Window:
    """A period with its usual name."""

    key: str
    name: str
    period: Period


def windows(today: date) -> tuple[Window, ...]:
    """The usual periods around a day; one that is still running ends on that day, for nothing is known beyond it."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    half = today.replace(month=1 if today.month <= 6 else 7, day=1)
    return (
        Window("month", mark("Tháng này"), Period(month, today)),
        Window("last_month", mark("Tháng trước"), Period(before.replace(day=1), before)),
        Window("quarter", mark("Quý này"), Period(quarter, today)),
        Window("half_year", mark("6 tháng này"), Period(half, today)),
        Window("year", mark("Năm nay"), Period(today.replace(month=1, day=1), today)),
        Window(
            "cycle",
            mark("Kỳ báo cáo tháng (15–14)"),
            Period(before.replace(day=CYCLE_STARTS), min(today, month.replace(day=CYCLE_STARTS - 1))),
        ),
    )


def default(today: date) -> Period:
    """The current calendar year up to that day."""
    return Period(today.replace(month=1, day=1), today)
