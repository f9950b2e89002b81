"""The periods that reports usually speak of, seen from one day.

Calendar months, quarters and years; and the official cycle of the periodic report, from the 15th of the month before
to the 14th (Điều 12 Nghị định 09/2019/NĐ-CP).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

CYCLE_STARTS, CYCLE_ENDS = 15, 14
SOURCE = mark("Điều 12 Nghị định 09/2019/NĐ-CP")


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


class Kind(StrEnum):
    """The kinds of reporting periods: official cycles from the 15th to the 14th, and those of the calendar."""

    CYCLE_MONTH = "cycle-month"
    CYCLE_QUARTER = "cycle-quarter"
    CYCLE_HALF = "cycle-6-months"
    CYCLE_NINE = "cycle-9-months"
    CYCLE_YEAR = "cycle-year"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "6-months"
    NINE = "9-months"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class _Shape:
    """So many months, so many of them in a year, and whether they are counted from the 15th to the 14th."""

    months: int
    in_year: int
    cycle: bool


SHAPES = {
    Kind.CYCLE_MONTH: _Shape(1, 12, cycle=True),
    Kind.CYCLE_QUARTER: _Shape(3, 4, cycle=True),
    Kind.CYCLE_HALF: _Shape(6, 2, cycle=True),
    Kind.CYCLE_NINE: _Shape(9, 1, cycle=True),
    Kind.CYCLE_YEAR: _Shape(12, 1, cycle=True),
    Kind.MONTH: _Shape(1, 12, cycle=False),
    Kind.QUARTER: _Shape(3, 4, cycle=False),
    Kind.HALF: _Shape(6, 2, cycle=False),
    Kind.NINE: _Shape(9, 1, cycle=False),
    Kind.YEAR: _Shape(12, 1, cycle=False),
}
"""Nine months and the year begin with the year; the law names the months, quarters and half-years in it."""

KIND_NAMES = {
    Kind.CYCLE_MONTH: mark("Tháng theo kỳ báo cáo (15–14)"),
    Kind.CYCLE_QUARTER: mark("Quý theo kỳ báo cáo (15–14)"),
    Kind.CYCLE_HALF: mark("6 tháng theo kỳ báo cáo (15–14)"),
    Kind.CYCLE_NINE: mark("9 tháng theo kỳ báo cáo (15/12–14/9)"),
    Kind.CYCLE_YEAR: mark("Năm theo kỳ báo cáo (15/12–14/12)"),
    Kind.MONTH: mark("Tháng dương lịch"),
    Kind.QUARTER: mark("Quý dương lịch"),
    Kind.HALF: mark("6 tháng dương lịch"),
    Kind.NINE: mark("9 tháng dương lịch"),
    Kind.YEAR: mark("Năm dương lịch"),
}
KIND_WORDS = {
    Kind.CYCLE_MONTH: mark("Tháng {number} năm {year}"),
    Kind.CYCLE_QUARTER: mark("Quý {roman} năm {year}"),
    Kind.CYCLE_NINE: mark("9 tháng đầu năm {year}"),
    Kind.CYCLE_YEAR: mark("Năm {year}"),
    Kind.MONTH: mark("Tháng {number} năm {year} dương lịch"),
    Kind.QUARTER: mark("Quý {roman} năm {year} dương lịch"),
    Kind.NINE: mark("9 tháng đầu năm {year} dương lịch"),
    Kind.YEAR: mark("Năm {year} dương lịch"),
}
"""What the periods are called in the head of a report; those of the law go by their plain names."""
FIRST_HALF = (mark("6 tháng đầu năm {year} dương lịch"), mark("6 tháng đầu năm {year}"))
SECOND_HALF = (mark("6 tháng cuối năm {year} dương lịch"), mark("6 tháng cuối năm {year}"))
"""Of the calendar, and of the official cycle."""
FIRST_YEAR, LAST_YEAR = 1990, 2200


@dataclass(frozen=True, slots=True)
class Named:
    """A reporting period by its kind, its year, and which of the year's it is (1 where a year has one)."""

    kind: Kind
    year: int
    number: int

    def __str__(self) -> str:
        tail = f"-{self.number:02}" if SHAPES[self.kind].in_year > 1 else ""
        return f"{self.kind.value}:{self.year}{tail}"

    @property
    def words(self) -> str:
        """What it is called, with places for `values`."""
        if SHAPES[self.kind].in_year == 2:
            return (FIRST_HALF if self.number == 1 else SECOND_HALF)[SHAPES[self.kind].cycle]
        return KIND_WORDS[self.kind]

    @property
    def values(self) -> dict[str, object]:
        """What `words` tells."""
        return {
            "year": self.year,
            "number": self.number,
            "roman": ("I", "II", "III", "IV", "")[min(self.number, 5) - 1],
        }

    @property
    def period(self) -> Period:
        """The days, both included. Raises `Refused("bad-window")` for a number that the year does not have."""
        shape = SHAPES[self.kind]
        if not 1 <= self.number <= shape.in_year:
            raise Refused(
                "bad-window",
                mark("Một năm có {count} kỳ loại này; số thứ tự {number} không có. Hãy chọn từ 1 đến {count}."),
                values={"count": shape.in_year, "number": self.number},
                source=SOURCE,
                field="number",
            )
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise Refused(
                "bad-window",
                mark("Năm {year} nằm ngoài phạm vi từ {first} đến {last}."),
                values={"year": self.year, "first": FIRST_YEAR, "last": LAST_YEAR},
                field="year",
            )
        begins = (self.number - 1) * shape.months
        if shape.cycle:
            return Period(
                _month(self.year, begins - 1, CYCLE_STARTS), _month(self.year, begins + shape.months - 1, CYCLE_ENDS)
            )
        return Period(_month(self.year, begins, 1), _month(self.year, begins + shape.months, 1) - timedelta(days=1))


def _month(year: int, place: int, day: int) -> date:
    """A day of the month at that place, January of the year being 0."""
    return date(year + place // 12, place % 12 + 1, day)


_WRITTEN = re.compile(r"(?P<kind>[a-z0-9-]+):(?P<year>\d{4})(?:-(?P<number>\d{1,2}))?", re.ASCII)


def read_window(text: str) -> Named:
    """The period written as `cycle-month:2024-08`, `quarter:2024-3`, `year:2024`. Raises `Refused("bad-window")`."""
    found = _WRITTEN.fullmatch(text.strip())
    kinds = [kind.value for kind in Kind]
    if found is None or found["kind"] not in kinds:
        raise Refused(
            "bad-window",
            mark("Không hiểu kỳ “{window}”. Hãy viết LOẠI:NĂM hoặc LOẠI:NĂM-SỐ, ví dụ {example}; các loại: {kinds}."),
            values={"window": text, "example": "cycle-month:2024-08", "kinds": ", ".join(kinds)},
            field="window",
        )
    kind = Kind(found["kind"])
    if found["number"] is None and SHAPES[kind].in_year > 1:
        raise Refused(
            "bad-window",
            mark("Kỳ “{window}” thiếu số thứ tự trong năm (1 đến {count}), ví dụ {example}."),
            values={"window": text, "count": SHAPES[kind].in_year, "example": f"{kind.value}:{found['year']}-1"},
            field="window",
        )
    named = Named(kind, int(found["year"]), int(found["number"] or 1))
    _ = named.period
    return named


def named(period: Period) -> Named | None:
    """The reporting period with exactly these days, if there is one; what begins and ends so has one name only."""
    year = period.last.year
    for kind, shape in SHAPES.items():
        for number in range(1, shape.in_year + 1):
            one = Named(kind, year, number)
            if FIRST_YEAR <= year <= LAST_YEAR and one.period == period:
                return one
    return None
