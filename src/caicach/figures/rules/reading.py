"""Which of the readings in use a rate is: what it divides by, which deadline counts, and how times are compared.

Ministries and provinces publish "the rate of late dossiers" in several readings (form II.06 divides by the resolved,
others by what was due, or by all work of the period); a rate says which one it is, and leads to its sisters.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caicach.kit.words import mark


class About(StrEnum):
    """What the rate is the share of; rates about the same are sisters."""

    EARLY = "early"
    ON_TIME = "on_time"
    TIMELY = "timely"
    LATE = "late"


class Base(StrEnum):
    """What is divided by."""

    RESOLVED = "resolved"
    DUE = "due"
    WORK = "work"


class Deadline(StrEnum):
    """Which deadline a dossier is judged by: the one in force, which an extension may have moved, or the first one."""

    IN_FORCE = "in_force"
    FIRST = "first"


class Compared(StrEnum):
    """Whether days are compared, or instants to the minute."""

    DAY = "day"
    INSTANT = "instant"


WORDS: Mapping[StrEnum, str] = {
    Base.RESOLVED: mark("trên số hồ sơ đã giải quyết trong kỳ"),
    Base.DUE: mark("trên số hồ sơ đến hạn trong kỳ"),
    Base.WORK: mark("trên tổng số hồ sơ tiếp nhận mới và từ kỳ trước chuyển sang"),
    Deadline.IN_FORCE: mark("theo hạn đang áp dụng (gia hạn được tính nếu nghị định áp dụng cho phép)"),
    Deadline.FIRST: mark("theo hạn ban đầu, không tính gia hạn"),
    Compared.DAY: mark("so theo ngày"),
    Compared.INSTANT: mark("so đến giờ, phút"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a rate is read."""

    about: About
    base: Base
    deadline: Deadline = Deadline.IN_FORCE
    compared: Compared = Compared.DAY

    @property
    def words(self) -> tuple[str, ...]:
        """The reading as marked texts, to be said one after the other."""
        return WORDS[self.base], WORDS[self.deadline], WORDS[self.compared]

    @property
    def fields(self) -> dict[str, str]:
        """The reading for machines."""
        return {
            "about": self.about.value,
            "base": self.base.value,
            "deadline": self.deadline.value,
            "compared": self.compared.value,
        }


def reading_written(reading: Reading | None) -> str:
    """The reading as canonical JSON text; empty without one."""
    return json.dumps(reading.fields, sort_keys=True) if reading else ""


def read_reading(text: str) -> Reading | None:
    """The reading of a text made by `reading_written`."""
    if not text:
        return None
    fields = json.loads(text)
    return Reading(
        About(fields["about"]), Base(fields["base"]), Deadline(fields["deadline"]), Compared(fields["compared"])
    )
