"""The Monday report (báo cáo giao ban): its weeks, what it counts, its sentences, who stands where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.reports.rules.monitor import OVERDUE, PENDING, RECEIVED, RESOLVED

EARLY, ON_TIME, LATE = "dossiers.resolved_early", "dossiers.resolved_on_time", "dossiers.resolved_late"
COMING = "dossiers.due_carried"
COUNTED: Mapping[str, str] = {
    RECEIVED: mark("Tiếp nhận mới"),
    RESOLVED: mark("Đã giải quyết"),
    EARLY: mark("– trước hạn"),
    ON_TIME: mark("– đúng hạn"),
    LATE: mark("– quá hạn"),
    PENDING: mark("Đang giải quyết, cuối kỳ"),
    OVERDUE: mark("– trong đó quá hạn"),
}
"""The figures of the table, in order, each with its words there."""

LISTED, UNITS = 10, 12
"""So many dossiers of each list and so many units fit on the one page; the rest is told as a number."""

SENTENCES: Sequence[str] = (
    mark("Trong tuần tiếp nhận {received} hồ sơ (tuần trước đó {received_before}), giải quyết {resolved} hồ sơ: "
         "trước hạn {early}, đúng hạn {on_time}, quá hạn {late}."),
    mark("Đến hết tuần còn {pending} hồ sơ đang giải quyết, trong đó {overdue} hồ sơ quá hạn "
         "(tuần trước đó {overdue_before})."),
    mark("Tuần này có {coming} hồ sơ đến hạn cần xử lý xong."),
    mark("Từ đầu năm tiếp nhận {received_year} hồ sơ, giải quyết {resolved_year} hồ sơ, trong đó quá hạn {late_year}."),
)  # fmt: skip
"""What the report says in words; each place in braces is a figure (`Weeks.numbers`)."""


@dataclass(frozen=True, slots=True)
class Weeks:
    """The week before a Monday, the week before that, the year up to the week's Sunday, and the week that begins."""

    monday: date

    @property
    def week(self) -> Period:
        """Monday to Sunday before the day."""
        return Period(self.monday - timedelta(days=7), self.monday - timedelta(days=1))

    @property
    def before(self) -> Period:
        """The seven days before the week."""
        return Period(self.monday - timedelta(days=14), self.monday - timedelta(days=8))

    @property
    def year(self) -> Period:
        """From 1 January of the year in which the week ends."""
        last = self.week.last
        return Period(last.replace(month=1, day=1), last)

    @property
    def coming(self) -> Period:
        """The week that begins on the day."""
        return Period(self.monday, self.monday + timedelta(days=6))

    def numbers(self) -> dict[str, tuple[str, Period]]:
        """By its name in `SENTENCES` the figure and period of each number."""
        of_week = {"received": RECEIVED, "resolved": RESOLVED, "early": EARLY, "on_time": ON_TIME, "late": LATE,
                   "pending": PENDING, "overdue": OVERDUE}  # fmt: skip
        return {
            **{name: (code, self.week) for name, code in of_week.items()},
            "received_before": (RECEIVED, self.before),
            "overdue_before": (OVERDUE, self.before),
            "coming": (COMING, self.coming),
            "received_year": (RECEIVED, self.year),
            "resolved_year": (RESOLVED, self.year),
            "late_year": (LATE, self.year),
        }


def weeks(monday: date | None, *, today: date) -> Weeks:
    """The weeks of that Monday; without one of the last Monday up to today.

    Raises `Refused`: "not-monday", "week-running" for a week that has not ended.
    """
    if monday is None:
        return Weeks(today - timedelta(days=today.weekday()))
    if monday.weekday() != 0:
        raise Refused(
            "not-monday",
            mark("Ngày {day} không phải Thứ Hai; báo cáo giao ban là của tuần trước một Thứ Hai, ví dụ {example}."),
            values={
                "day": f"{monday:%d/%m/%Y}",
                "example": (monday - timedelta(days=monday.weekday())).isoformat(),
            },
            field="week",
        )
    if monday > today:
        raise Refused(
            "week-running",
            mark("Tuần trước ngày {day} chưa kết thúc nên chưa có báo cáo giao ban."),
            values={"day": f"{monday:%d/%m/%Y}"},
            field="week",
        )
    return Weeks(monday)


K = TypeVar("K")


def ranked(worst: Mapping[K, int]) -> list[tuple[int, K]]:
    """The keys with their ranks, the highest count first; equal counts share a rank and the next is skipped."""
    ordered = sorted(worst, key=lambda key: -worst[key])
    return [(1 + sum(worst[other] > worst[key] for other in ordered), key) for key in ordered]
