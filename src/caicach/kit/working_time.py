"""Working time: when a clock starts, when it is due, and the proof day by day.

Every moment here is a Vietnamese wall-clock time without zone (`kit.period.local` makes one). Calendars come as
arguments; nothing here knows the current time.

The rules: a clock that starts out of hours starts at the next opening (a closing time is out of hours, for it belongs
to the hours before it). N working days end at the same clock time on the Nth working day after the day it starts.
Working hours are counted in opening time; hours that fill up exactly at a closing end at that closing. N calendar days
end at the same clock time N days later, moved to the next working day when that is a day off
(Điều 148 khoản 5 Bộ luật Dân sự 2015). A half day is a working day with openings of its own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Literal

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

Opening = tuple[time, time]
Weekly = tuple[tuple[Opening, ...], ...]

OFFICE_DAY: tuple[Opening, ...] = ((time(7), time(11, 30)), (time(13, 30), time(17)))
OFFICE_HOURS: Weekly = (OFFICE_DAY,) * 5 + ((),) * 2
"""The default week, Monday first: eight hours Monday to Friday, closed on Saturday and Sunday."""

LARGEST_AMOUNT = 10_000
LONGEST_CLOSURE = timedelta(days=400)
ONE_DAY = timedelta(days=1)
CIVIL_CODE = "Điều 148 Bộ luật Dân sự 2015"


class LimitUnit(StrEnum):
    """What a time limit is counted in."""

    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit, from 1 to 10 000 of its unit. Raises `Refused("bad-limit")` outside of that."""

    amount: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if not 0 < self.amount <= LARGEST_AMOUNT:
            raise Refused(
                "bad-limit",
                mark("Thời hạn phải là số nguyên từ 1 đến {largest}, không phải {amount}."),
                values={"amount": self.amount, "largest": LARGEST_AMOUNT},
                field="limit",
            )


LIMIT_WORDS = {
    "working hour": LimitUnit.WORKING_HOURS,
    "giờ làm việc": LimitUnit.WORKING_HOURS,
    "working day": LimitUnit.WORKING_DAYS,
    "ngày làm việc": LimitUnit.WORKING_DAYS,
    "calendar day": LimitUnit.CALENDAR_DAYS,
    "day": LimitUnit.CALENDAR_DAYS,
    "ngày": LimitUnit.CALENDAR_DAYS,
}


def parse_limit(text: str) -> Limit:
    """The limit that a text names: "5 working days", "8 working hours", "30 calendar days" or just "30 days".

    The Vietnamese "5 ngày làm việc", "8 giờ làm việc" and "30 ngày" are read too. Raises `Refused("bad-limit")`.
    """
    found = re.fullmatch(r"([0-9]{1,9})[\s_]+(.+)", text.strip().casefold())
    words = " ".join(re.split(r"[\s_]+", found[2])) if found else ""
    unit = LIMIT_WORDS.get(words) or LIMIT_WORDS.get(words.removesuffix("s"))
    if found is None or unit is None:
        raise Refused(
            "bad-limit",
            mark("Không hiểu thời hạn “{text}”; hãy viết “5 working days”, “8 working hours” hoặc “30 calendar days”."),
            values={"text": text},
            field="limit",
        )
    return Limit(int(found[1]), unit)


def check_openings(openings: Sequence[Opening]) -> None:
    """Raises `Refused("bad-openings")` unless each opening ends after it begins and before the next one begins."""
    moments = [moment for opening in openings for moment in opening]
    if any(later <= earlier for earlier, later in pairwise(moments)):
        raise Refused(
            "bad-openings",
            mark("Giờ mở cửa {openings} không hợp lệ: mỗi buổi phải kết thúc sau lúc bắt đầu và trước buổi kế tiếp."),
            values={"openings": ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in openings)},
            field="openings",
        )


@dataclass(frozen=True, slots=True)
class DayRule:
    """What is special about one day: "off", "work" (a made-up day; without openings: the usual ones) or "half".

    `name` is the Vietnamese reason, `source` the document behind it. A half day must say its openings.
    """

    kind: Literal["off", "work", "half"]
    name: str
    openings: tuple[Opening, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        if self.kind == "half" and not self.openings:
            raise Refused(
                "half-day-without-hours",
                mark("Ngày làm việc nửa ngày “{name}” phải ghi giờ mở cửa."),
                values={"name": self.name},
                field="openings",
            )
        check_openings(self.openings)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The weekly openings, Monday first, and the days that differ from them."""

    weekly: Weekly
    days: Mapping[date, DayRule]

    def __post_init__(self) -> None:
        if len(self.weekly) != 7:
            raise ValueError("a week has seven days, Monday first")
        for openings in self.weekly:
            check_openings(openings)

    def openings(self, day: date) -> tuple[Opening, ...]:
        """The openings of a day in order; none on a day off. A made-up day opens as the first open weekday does."""
        usual = self.weekly[day.weekday()]
        rule = self.days.get(day)
        if rule is None:
            return usual
        if rule.kind == "off":
            return ()
        return rule.openings or usual or next(filter(None, self.weekly), ())

    def is_working(self, day: date) -> bool:
        """Whether there is any opening on that day."""
        return bool(self.openings(day))

    def kind(self, day: date) -> str:
        """The kind of a day: "working", "weekend", "off", "made_up" or "half"."""
        rule = self.days.get(day)
        usual = self.weekly[day.weekday()]
        if rule is None or (rule.kind == "work" and usual):
            return "working" if usual else "weekend"
        return "made_up" if rule.kind == "work" else rule.kind

    def why(self, day: date) -> str:
        """Why a day works or not: the name of its rule, else a marked text for a working day or the weekend."""
        rule = self.days.get(day)
        if rule is not None and rule.name:
            return rule.name
        return mark("Ngày làm việc") if self.is_working(day) else mark("Cuối tuần")


@dataclass(frozen=True, slots=True)
class Line:
    """One day of a proof: whether it counts toward the limit, its kind and its reason (Vietnamese, or a marked text).

    Kinds: those of `WorkCalendar.kind`, and "received" (a working day, but the clock starts later), "start",
    "calendar" (counted as a calendar day), "moved" (the working day to which an end on a day off moves).
    """

    date: date
    counted: bool
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A deadline and how it comes about: every day from the day received to the due day, in order."""

    received: datetime
    starts: datetime
    due: datetime
    days: tuple[Line, ...]


def start_of_clock(received: datetime, calendar: WorkCalendar) -> datetime:
    """The moment the clock starts: at once within an opening, else at the next opening.

    Raises `Refused("calendar-closed")` when nothing opens within 400 days.
    """
    if received.tzinfo is not None:
        raise ValueError("working time is counted in Vietnamese wall-clock time without zone")
    day, clock = received.date(), received.time()
    for opens, closes in calendar.openings(day):
        if clock < closes:
            return received if clock >= opens else datetime.combine(day, opens)
    opening_day = _next_working_day(day, calendar)
    return datetime.combine(opening_day, calendar.openings(opening_day)[0][0])


def deadline(received: datetime, limit: Limit, calendar: WorkCalendar) -> Proof:
    """The due moment of a limit that runs from `received`, with its proof.

    Raises `Refused("calendar-closed")` when nothing opens within 400 days.
    """
    starts = start_of_clock(received, calendar)
    if limit.unit is LimitUnit.WORKING_HOURS:
        due = after_opening_time(starts, timedelta(hours=limit.amount), calendar)
    elif limit.unit is LimitUnit.WORKING_DAYS:
        due = _after_working_days(starts, limit.amount, calendar)
    else:
        due = _after_calendar_days(starts, limit.amount, calendar)
    span = range((due.date() - received.date()).days + 1)
    days = (received.date() + timedelta(days=ahead) for ahead in span)
    return Proof(received, starts, due, tuple(_line(day, starts, limit, calendar) for day in days))


def working_days_between(after: date, upto: date, calendar: WorkCalendar) -> int:
    """How many working days d lie in after < d <= upto; negative when `upto` lies before `after`."""
    if upto < after:
        return -working_days_between(upto, after, calendar)
    span = range(1, (upto - after).days + 1)
    return sum(calendar.is_working(after + timedelta(days=ahead)) for ahead in span)


def push(
    due: datetime, paused_from: datetime, paused_to: datetime, unit: LimitUnit, calendar: WorkCalendar
) -> datetime:
    """The due moment moved by a pause.

    In working days: by the working days after the day the pause began up to the day it ended, at the same clock time.
    In calendar days: by the calendar days of the pause, then off a day off. In working hours: by the opening time that
    passed in the pause. A pause in which nothing passed leaves `due` as it is. Raises `Refused("reversed-pause")`.
    """
    if paused_to < paused_from:
        raise Refused(
            "reversed-pause",
            mark("Thời điểm kết thúc tạm dừng ({end}) trước thời điểm bắt đầu ({begin}); hãy kiểm tra lại."),
            values={"begin": paused_from.isoformat(" ", "minutes"), "end": paused_to.isoformat(" ", "minutes")},
            field="until",
        )
    if unit is LimitUnit.WORKING_HOURS:
        return after_opening_time(due, opening_time(paused_from, paused_to, calendar), calendar)
    first, last = paused_from.date(), paused_to.date()
    if unit is LimitUnit.WORKING_DAYS:
        return _after_working_days(due, working_days_between(first, last, calendar), calendar)
    return _after_calendar_days(due, (last - first).days, calendar)


def _ahead(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as overflow:
        raise Refused(
            "beyond-calendar", mark("Thời hạn vượt quá năm 9999; hãy kiểm tra ngày và thời hạn.")
        ) from overflow


def _next_working_day(day: date, calendar: WorkCalendar) -> date:
    """The first working day after `day`."""
    for ahead in range(1, LONGEST_CLOSURE.days + 1):
        if calendar.is_working(_ahead(day, ahead)):
            return day + timedelta(days=ahead)
    raise Refused(
        "calendar-closed",
        mark("Lịch làm việc không có giờ mở cửa nào trong {days} ngày sau ngày {date}; hãy kiểm tra lịch của đơn vị."),
        values={"days": LONGEST_CLOSURE.days, "date": f"{day:%d/%m/%Y}"},
        field="schedule",
    )


def _after_working_days(moment: datetime, amount: int, calendar: WorkCalendar) -> datetime:
    day = moment.date()
    for _ in range(amount):
        day = _next_working_day(day, calendar)
    return datetime.combine(day, moment.time())


def _after_calendar_days(moment: datetime, amount: int, calendar: WorkCalendar) -> datetime:
    if amount == 0:
        return moment
    day = _ahead(moment.date(), amount)
    if not calendar.is_working(day):
        day = _next_working_day(day, calendar)
    return datetime.combine(day, moment.time())


def after_opening_time(moment: datetime, amount: timedelta, calendar: WorkCalendar) -> datetime:
    """The moment at which it has been open for `amount` since `moment`; `moment` itself for no time at all."""
    if not amount:
        return moment
    day, since = moment.date(), moment.time()
    while True:
        for opens, closes in calendar.openings(day):
            begin = datetime.combine(day, max(opens, since))
            open_for = datetime.combine(day, closes) - begin
            if amount <= open_for:
                return begin + amount
            amount -= max(open_for, timedelta())
        day, since = _next_working_day(day, calendar), time.min


def opening_time(begin: datetime, end: datetime, calendar: WorkCalendar) -> timedelta:
    """How long it was open between two moments; nothing when the second one is not later."""
    passed = timedelta()
    for ahead in range((end.date() - begin.date()).days + 1):
        day = begin.date() + timedelta(days=ahead)
        for opens, closes in calendar.openings(day):
            first, last = max(datetime.combine(day, opens), begin), min(datetime.combine(day, closes), end)
            passed += max(last - first, timedelta())
    return passed


def _line(day: date, starts: datetime, limit: Limit, calendar: WorkCalendar) -> Line:
    """What the proof says of one day between the day received and the due day."""
    start_day = starts.date()
    working, kind, name = calendar.is_working(day), calendar.kind(day), calendar.why(day)
    if day == start_day:
        return Line(day, limit.unit is LimitUnit.WORKING_HOURS, "start", mark("Ngày bắt đầu tính thời hạn"))
    if day < start_day:
        return (
            Line(day, False, "received", mark("Tiếp nhận ngoài giờ làm việc"))
            if working
            else Line(day, False, kind, name)
        )
    if limit.unit is not LimitUnit.CALENDAR_DAYS:
        return Line(day, working, kind, name)
    if (day - start_day).days <= limit.amount:
        return Line(day, True, "calendar", name)
    if working:
        return Line(day, False, "moved", mark("Ngày làm việc tiếp theo, vì thời hạn kết thúc vào ngày nghỉ"))
    return Line(day, False, kind, name)
