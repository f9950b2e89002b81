"""What a day in the calendar may say, and how openings are written in JSON. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.kit.working_time import Opening, check_openings

KINDS = ("off", "work", "half", "normal")
"""Day off, made-up working day, half day; "normal" takes back what was said before: the day is as its weekday."""

SOURCE_STATUSES = ("sure", "memory", "unconfirmed")
"""How well the source of a day is known: read in the document, widely published, or not confirmed."""

OpeningTexts = list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDay:
    """What is said of one date: its kind, name, openings (half days must, made-up days may have them) and its document.

    `schedule_id` names the schedule the day belongs to; none means all schedules.
    """

    date: date
    kind: str
    name_vi: str
    name_en: str
    document: str
    openings: tuple[Opening, ...] = ()
    source_status: str = "sure"
    schedule_id: int | None = None


def openings_of(texts: Sequence[Sequence[str]] | None) -> tuple[Opening, ...]:
    """The openings of their JSON form, `[["07:00", "11:30"], …]`; none of null."""
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in texts or ())


def texts_of(openings: Sequence[Opening]) -> OpeningTexts | None:
    """The JSON form of openings; null when there are none."""
    return [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in openings] or None


def check_days(days: Sequence[NewDay]) -> None:
    """Raises `Refused` unless every day is complete and no date is named twice for one schedule."""
    seen: set[tuple[int | None, date]] = set()
    for day in days:
        _check_day(day)
        if (day.schedule_id, day.date) in seen:
            raise _refused("day-twice", mark("Ngày {date} được nêu hai lần; mỗi ngày chỉ ghi một dòng."), day, "date")
        seen.add((day.schedule_id, day.date))


def _check_day(day: NewDay) -> None:
    if day.kind not in KINDS or day.source_status not in SOURCE_STATUSES:
        raise _refused("bad-day-kind", mark("Loại ngày hoặc mức tin cậy của ngày {date} không hợp lệ."), day, "kind")
    if not (day.name_vi.strip() and day.name_en.strip()):
        raise _refused("day-without-name", mark("Ngày {date} cần có tên bằng tiếng Việt và tiếng Anh."), day, "name_vi")
    if not day.document.strip():
        raise _refused(
            "day-without-document", mark("Ngày {date} cần số và ngày của văn bản làm căn cứ."), day, "document"
        )
    if (day.kind == "half") > bool(day.openings) or (day.openings and day.kind in ("off", "normal")):
        raise _refused(
            "bad-day-openings",
            mark("Giờ mở cửa của ngày {date}: nửa ngày phải có, ngày nghỉ và ngày thường không được có."),
            day,
            "openings",
        )
    check_openings(day.openings)


def _refused(code: str, message: str, day: NewDay, field: str) -> Refused:
    return Refused(code, message, values={"date": f"{day.date:%d/%m/%Y}"}, field=field)
