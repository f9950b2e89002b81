"""Periods and days: inclusive where people read them, half-open where they are computed; days are Vietnam's."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def local(instant: datetime) -> datetime:
    """The wall-clock time in Vietnam of an aware instant, without zone."""
    return instant.astimezone(VIETNAM).replace(tzinfo=None)


def instant(wall: datetime) -> datetime:
    """The aware UTC instant of a Vietnamese wall-clock time without zone."""
    return wall.replace(tzinfo=VIETNAM).astimezone(UTC)


def local_day(moment: datetime) -> date:
    """The Vietnamese day on which an aware instant falls."""
    return moment.astimezone(VIETNAM).date()


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included.

    Raises `Refused("reversed-period")` when the last day lies before the first.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused(
                "reversed-period",
                mark("Kỳ báo cáo bị đảo ngược: ngày cuối {last} trước ngày đầu {first}; hãy đổi chỗ hai ngày."),
                values={"first": self.first.isoformat(), "last": self.last.isoformat()},
                field="last",
            )

    @property
    def end(self) -> date:
        """The first day after the period."""
        return self.last + timedelta(days=1)
