"""How days, instants and numbers are read when a figure is asked for, how an instant is written for asking again."""

import re
from datetime import date, datetime

from caicach.kit.period import VIETNAM
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*")
FIRST_YEAR, LAST_YEAR = 1945, 2999
LARGEST = 2**63 - 1


def read_day(text: str, *, field: str) -> date:
    """The day of an ISO date such as 2023-01-31. Raises `Refused("bad-date")`."""
    try:
        day = date.fromisoformat(text.strip()) if DAY.fullmatch(text.strip()) else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(
            "bad-date",
            mark("Không đọc được ngày “{text}”; hãy viết năm-tháng-ngày, ví dụ 2023-01-31."),
            values={"text": text},
            field=field,
        )
    return day


def read_moment(text: str, *, field: str = "as_of") -> datetime:
    """The aware instant of an ISO text; without an offset it is Vietnam's time. Raises `Refused("bad-instant")`.

    A date alone is refused: its first and its last instant know different things. A blank before the offset is a plus
    sign that an address lost.
    """
    given = re.sub(r" (?=[0-9]{2}:[0-9]{2}$)", "+", text.strip()) if text.count(":") > 1 else text.strip()
    try:
        moment = datetime.fromisoformat(given) if MOMENT.fullmatch(given) else None
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            moment = None
    except ValueError:
        moment = None
    if moment is None:
        raise Refused(
            "bad-instant",
            mark("Không đọc được thời điểm “{text}”; hãy viết cả ngày và giờ, ví dụ 2024-09-24T17:00:00+07:00."),
            values={"text": text},
            field=field,
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def moment_written(moment: datetime) -> str:
    """The instant in Vietnam's time as ISO text with microseconds and offset; `read_moment` gives the same instant."""
    return moment.astimezone(VIETNAM).isoformat(timespec="microseconds")


def read_number(text: str, *, field: str) -> int:
    """A whole number of an address, such as an id. Raises `Refused("bad-number")`."""
    if not re.fullmatch("[0-9]{1,19}", text) or int(text) > LARGEST:
        raise Refused(
            "bad-number",
            mark("“{text}” không phải là một số nguyên dùng được cho “{field}”."),
            values={"text": text, "field": field},
            field=field,
        )
    return int(text)
