"""The checks a verb makes before anything is written; each refusal names its rule and source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caicach.dossiers.rules.regime import Regime
from caicach.kit.period import local
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

CLOCK_TOLERANCE = timedelta(minutes=5)
"""A business time typed to the minute may lie this far ahead of the entry time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the published list asks of one component: id, name, sheets, and whether it may be left out or replaced."""

    id: int
    name: str
    originals: int
    copies: int
    electronic: bool
    required: bool
    reusable: bool


@dataclass(frozen=True, slots=True)
class Given:
    """What was handed in for one component."""

    component_id: int
    originals: int = 0
    copies: int = 0
    electronic: bool = False
    reused: bool = False

    @property
    def anything(self) -> bool:
        """Whether anything was handed in or taken from data already held."""
        return bool(self.originals or self.copies or self.electronic or self.reused)


def check_listed(asked: Iterable[Asked], given: Iterable[Given]) -> tuple[dict[int, Asked], dict[int, Given]]:
    """The list and what was handed in, by component; papers may still be missing.

    Raise `Refused` when a component is named that the list does not ask for, or data is reused where it may not be.
    """
    listed = {component.id: component for component in asked}
    handed = {paper.component_id: paper for paper in given if paper.anything}
    if handed.keys() - listed.keys():
        raise Refused(
            "paper-not-listed",
            mark("Có giấy tờ không nằm trong thành phần hồ sơ đã công bố; hãy mở lại trang tiếp nhận."),
            source=mark("Điều 5 khoản 1 Nghị định 118/2025/NĐ-CP"),
            field="papers",
        )
    for component_id, paper in handed.items():
        component = listed[component_id]
        if paper.reused and not component.reusable:
            raise Refused(
                "paper-not-reusable",
                mark("Thành phần «{name}» chưa được phép dùng lại dữ liệu đã có."),
                values={"name": component.name},
                field="papers",
            )
    return listed, handed


def check_papers(asked: Iterable[Asked], given: Iterable[Given]) -> None:
    """Raise `Refused` when a required component is missing, or one is named that the list does not ask for.

    Decree 118/2025/NĐ-CP Art. 5(1), 17(1); Decree 61/2018/NĐ-CP Art. 17: only the published list may be asked for.
    """
    listed, handed = check_listed(asked, given)
    missing = [component.name for component in listed.values() if component.required and component.id not in handed]
    if missing:
        raise Refused(
            "papers-missing",
            mark("Hồ sơ chưa đủ thành phần: thiếu {missing}. Hãy lập phiếu yêu cầu bổ sung hoặc từ chối tiếp nhận."),
            values={"missing": "; ".join(missing)},
            source=mark("Điều 17 khoản 1 Nghị định 118/2025/NĐ-CP"),
            field="papers",
        )


def _said(moment: datetime) -> str:
    """An instant as people here say it."""
    return f"{local(moment):%d/%m/%Y %H:%M}"


def check_not_future(at: datetime, now: datetime, *, field: str = "at") -> None:
    """Raise `Refused("future")` when a business time, told in that form field, lies after the entry time."""
    if at > now + CLOCK_TOLERANCE:
        raise Refused(
            "future",
            mark("Thời điểm {at} nằm trong tương lai; hãy ghi thời điểm việc đã diễn ra."),
            values={"at": _said(at)},
            source=mark("Nguyên tắc ghi nhận: không ghi trước việc chưa xảy ra"),
            field=field,
        )


def check_order(at: datetime, before: datetime | None, *, what: str, field: str = "at") -> None:
    """Raise `Refused("order")` when something would happen before what it follows; `what` is a marked text."""
    if before is not None and at < before:
        raise Refused(
            "order",
            mark("Thời điểm {at} sớm hơn {what} ({before})."),
            values={
                "at": _said(at),
                "what": what,
                "before": _said(before),
            },
            source=mark("Nguyên tắc ghi nhận: việc sau không thể trước việc trước"),
            field=field,
        )


def check_reason(reason: str) -> str:
    """The reason without outer blanks. Raise `Refused("reason")` when there is none."""
    if not reason.strip():
        raise Refused("reason", mark("Hãy ghi rõ lý do."), field="reason")
    return reason.strip()


CLOSED_AFTER = timedelta(days=15)
"""A dossier may be closed so long after papers were asked for in vain (Decree 118/2025/NĐ-CP Art. 19(5))."""


REMINDED_AFTER = timedelta(days=10)
"""The submitter is reminded so many days after papers were asked for."""
REMINDED_BEFORE = timedelta(days=5)
"""A dossier is closed so many days after the reminder at the earliest (ours: from the 10th to the 15th day)."""


def check_closing(regime: Regime, *, asked_for: datetime | None, reminded: datetime | None, at: datetime) -> None:
    """Raise `Refused` unless papers are awaited since `asked_for`, for 15 days, under a decree that closes for it,
    and a reminder went out at least 5 days before.

    Times are Vietnamese wall-clock times; days are counted by their dates. `asked_for` is None when none are awaited.
    """
    source = regime.sources["supplement"]
    if asked_for is None:
        raise Refused(
            "not-waiting-for-papers",
            mark("Chỉ đóng vì không bổ sung khi hồ sơ đang chờ bổ sung giấy tờ."),
            source=source,
            field="without_papers",
        )
    if not regime.closes_without_papers:
        raise Refused(
            "not-closed-by-this-decree",
            mark("Hồ sơ tiếp nhận theo {decree} không được đóng vì quá thời gian bổ sung."),
            values={"decree": regime.decree},
            source=mark("Điều 19 khoản 5 Nghị định 118/2025/NĐ-CP"),
            field="without_papers",
        )
    first = asked_for.date() + CLOSED_AFTER
    if at.date() <= first:
        raise Refused(
            "papers-still-awaited",
            mark("Người nộp còn thời gian bổ sung đến hết ngày {day}; sau ngày đó mới được đóng hồ sơ."),
            values={"day": f"{first:%d/%m/%Y}"},
            source=source,
            field="without_papers",
        )
    if reminded is None or at.date() < reminded.date() + REMINDED_BEFORE:
        raise Refused(
            "not-reminded",
            mark("Phải nhắc người nộp bổ sung ít nhất {days} ngày trước khi đóng hồ sơ; hãy ghi nhắc bổ sung trước."),
            values={"days": REMINDED_BEFORE.days},
            source=source,
            field="without_papers",
        )


def check_supplement(regime: Regime, *, supplements: int, exception: str) -> None:
    """Raise `Refused("supplement-twice")` for a second request without a recorded exception."""
    if supplements and not exception.strip():
        raise Refused(
            "supplement-twice",
            mark("Hồ sơ đã được yêu cầu bổ sung một lần; lần sau phải ghi rõ căn cứ ngoại lệ."),
            source=regime.sources["supplement"],
            field="exception",
        )


def check_extension(regime: Regime, *, at: datetime, due: datetime, new_due: datetime, already: bool) -> None:
    """Raise `Refused` for a second extension, one decided less than a day before the deadline, or one not forward.

    Times are Vietnamese wall-clock times. At least one day before: on an earlier date than the deadline's.
    """
    source = regime.sources["extension"]
    if already:
        raise Refused("extension-twice", mark("Hồ sơ chỉ được gia hạn một lần."), source=source)
    if at.date() > due.date() - timedelta(days=1):
        raise Refused(
            "extension-late",
            mark("Phải gia hạn trước ngày hẹn trả ít nhất một ngày (hạn {due}); nay chỉ có thể ghi thư xin lỗi."),
            values={"due": f"{due:%d/%m/%Y}"},
            source=source,
            field="at",
        )
    if new_due.date() <= due.date():
        raise Refused(
            "extension-not-later",
            mark("Ngày hẹn mới phải sau ngày hẹn cũ {due}."),
            values={"due": f"{due:%d/%m/%Y}"},
            source=source,
            field="new_date",
        )


def check_consultation(*, at: datetime, due_on: date, deadline: datetime | None) -> None:
    """Raise `Refused` when an answer is asked for before the question, or only after a deadline that has not passed.

    Times are Vietnamese wall-clock times. Decree 118/2025/NĐ-CP Art. 19(4): the term lies within the limit.
    """
    if due_on < at.date():
        raise Refused("answer-past", mark("Ngày phải trả lời không thể trước ngày lấy ý kiến."), field="due_on")
    if deadline is not None and at.date() <= deadline.date() < due_on:
        raise Refused(
            "answer-after-deadline",
            mark("Lấy ý kiến nằm trong thời hạn giải quyết; ngày trả lời phải không muộn hơn ngày hẹn trả {day}."),
            values={"day": f"{deadline:%d/%m/%Y}"},
            source=mark("Điều 19 khoản 4 Nghị định 118/2025/NĐ-CP"),
            field="due_on",
        )
