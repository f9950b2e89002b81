"""The terms of handling feedback, and what follows from them. Time is an argument; wall-clock times of Vietnam.

Decision 766/QĐ-TTg (5.2, as the national portal counts it): refuse within 2 working days, ask for more within 5, settle
within 15, publish within 2. Circular 02/2017/TT-VPCP: answer on regulations within 20 days, after that tell the sender
every 7 days how it stands. Which of them hold on a day, with source and status, is data (`feedback/data/terms.json`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caicach.feedback.rules.kinds import Kind, Outcome
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.kit.working_time import Limit, LimitUnit, WorkCalendar, deadline


class Name(StrEnum):
    """What has a term."""

    REFUSE = "refuse"
    ASK_MORE = "ask_more"
    CONDUCT = "conduct"
    REGULATIONS = "regulations"
    STATUS = "status"
    PUBLISH = "publish"


NAMES = {
    Name.REFUSE: mark("Từ chối"),
    Name.ASK_MORE: mark("Yêu cầu bổ sung thông tin"),
    Name.CONDUCT: mark("Trả lời về hành vi"),
    Name.REGULATIONS: mark("Trả lời về quy định"),
    Name.STATUS: mark("Thông báo tình hình"),
    Name.PUBLISH: mark("Công khai kết quả"),
}

MEASURED = {
    Kind.CONDUCT: (Name.CONDUCT,),
    Kind.REGULATIONS: (Name.REGULATIONS,),
    Kind.BOTH: (Name.CONDUCT, Name.REGULATIONS),
}
"""Which terms an answer must keep: about both, the earlier of the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term in force from a day on, until the last day; `restarts`: counted anew once the sender has added more."""

    name: Name
    limit: Limit
    valid_from: date
    valid_to: date | None = None
    restarts: bool = False
    source: str = ""
    source_status: str = "unconfirmed"


Terms = Mapping[Name, Term]
"""The terms of one day."""


@dataclass(frozen=True, slots=True)
class Due:
    """By when (wall-clock time) a feedback is to be refused, asked about, answered."""

    refuse: datetime
    ask_more: datetime
    answer: datetime


def terms_on(day: date, known: Iterable[Term]) -> Terms:
    """The terms that hold for what is received on the day. Raise `Refused("no-terms")` where one is missing."""
    found = {one.name: one for one in known if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)}
    if set(found) != set(Name):
        raise Refused(
            "no-terms",
            mark("Chưa có quy định thời hạn xử lý phản ánh, kiến nghị cho ngày {day}; hãy kiểm tra ngày tiếp nhận."),
            values={"day": f"{day:%d/%m/%Y}"},
            source=mark("Quyết định 766/QĐ-TTg; Thông tư 02/2017/TT-VPCP"),
            field="at",
        )
    return found


def due_of(
    kind: Kind, terms: Terms, calendar: WorkCalendar, *, received: datetime, added: datetime | None = None
) -> Due:
    """All that is due; `added` is when the sender last gave what was asked for, from which some terms count anew."""

    def due(name: Name) -> datetime:
        term = terms[name]
        return deadline(added if added and term.restarts else received, term.limit, calendar).due

    return Due(due(Name.REFUSE), due(Name.ASK_MORE), min(due(name) for name in MEASURED[kind]))


def publish_due(answered: datetime, terms: Terms, calendar: WorkCalendar) -> datetime:
    """By when the answer is to be published."""
    return deadline(answered, terms[Name.PUBLISH].limit, calendar).due


def next_status(
    kind: Kind, terms: Terms, calendar: WorkCalendar, *, due: datetime, told: datetime | None
) -> datetime | None:
    """By when the sender is to be told next how it stands: 7 days after the term or after the last note.

    None for feedback about conduct alone, of which the circular says nothing. Meant for what is open and late.
    """
    if kind is Kind.CONDUCT:
        return None
    return deadline(max(due, told or due), terms[Name.STATUS].limit, calendar).due


def judged_by(outcome: Outcome, *, refuse: date, answer: date) -> date | None:
    """The day by which it is early enough: a refusal has a term of its own; no source gives one for passing on."""
    if outcome in (Outcome.FORWARDED, Outcome.HANDED_OVER):
        return None
    return refuse if outcome is Outcome.REFUSED else answer


def is_late(due: date | None, *, ended: date | None, today: date) -> bool:
    """Whether the day has passed: by dates, and not before the due day has ended."""
    return due is not None and (ended or today) > due


def limit_of(amount: int, unit: str) -> Limit:
    """The limit that a record of the terms holds."""
    return Limit(amount, LimitUnit(unit))
