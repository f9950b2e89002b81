"""Interlinked dossiers (một cửa liên thông): the order of the parts and whether they fit the term.

Nghị định 118/2025/NĐ-CP Điều 20: the competent agency leads, partners work in sequence or side by side, the citizen
deals with one agency, one number and one date. Times are Vietnamese wall-clock times.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.kit.working_time import WorkCalendar, after_opening_time

SOURCE = mark("Điều 20 Nghị định 118/2025/NĐ-CP")


class Order(StrEnum):
    """One after the other, or side by side."""

    SEQUENCE = "sequence"
    PARALLEL = "parallel"


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part as the lead opens it: whose, what, and in how many working hours."""

    unit_id: int
    task: str
    hours: int


def check_parts(parts: Sequence[NewPart], *, lead_unit_id: int) -> None:
    """Each part has a partner of its own, a task and a term.

    Raises `Refused`: "no-parts", "part-incomplete", "part-of-the-lead", "part-twice".
    """
    if not parts:
        raise Refused("no-parts", mark("Hãy giao ít nhất một phần việc cho cơ quan phối hợp."), field="unit_1")
    for place, part in enumerate(parts, start=1):
        if not part.task.strip() or part.hours <= 0:
            raise Refused(
                "part-incomplete",
                mark("Mỗi phần việc phải ghi rõ việc phải làm và số giờ làm việc."),
                field=f"task_{place}" if not part.task.strip() else f"hours_{place}",
            )
        if part.unit_id == lead_unit_id:
            raise Refused(
                "part-of-the-lead",
                mark("Cơ quan chủ trì không giao phần việc phối hợp cho chính mình."),
                source=SOURCE,
                field=f"unit_{place}",
            )
    if len({part.unit_id for part in parts}) < len(parts):
        raise Refused(
            "part-twice", mark("Mỗi cơ quan phối hợp nhận một phần việc; hãy gộp các việc của cùng một cơ quan.")
        )


def ranks(order: str, count: int) -> list[int]:
    """The rank of each part: 1, 2, 3 … in sequence, all 1 side by side."""
    return list(range(1, count + 1)) if order == Order.SEQUENCE else [1] * count


def critical_hours(order: str, hours: Sequence[int]) -> int:
    """The working hours of the longest way through the parts."""
    return sum(hours) if order == Order.SEQUENCE else max(hours)


def check_term(order: str, hours: Sequence[int], *, at: datetime, deadline: datetime, calendar: WorkCalendar) -> None:
    """Raises `Refused("parts-exceed-term")` when the longest way ends after the deadline of the dossier."""
    total = critical_hours(order, hours)
    if after_opening_time(at, timedelta(hours=total), calendar) <= deadline:
        return
    raise Refused(
        "parts-exceed-term",
        mark(
            "Các phần việc cần {hours} giờ làm việc, quá hạn trả của hồ sơ ({deadline}); "
            "hãy rút ngắn thời hạn hoặc cho làm song song."
        ),
        values={"hours": total, "deadline": f"{deadline:%H:%M %d/%m/%Y}"},
        source=SOURCE,
        field="order",
    )


def next_rank(unfinished: Sequence[int]) -> int | None:
    """The rank whose parts run now, given the ranks of the unfinished parts; None when all are finished."""
    return min(unfinished, default=None)
