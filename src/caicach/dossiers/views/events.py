"""The journal of a dossier as a person reads it: what was done, by whom, when, and what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from caicach.dossiers.forms.verbs import DENIED, GRANTED
from caicach.dossiers.queries.entries import SAID, Entry
from caicach.dossiers.rules.causes import words_of
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.views.verbs import title_of
from caicach.payments.models import Receipt
from caicach.ui.tags import day_text, moment_text, money_text

LATE_ENTRY = timedelta(minutes=5)
"""An entry within so much time of the act is told without its own time."""


NAMES_UNIT = (
    "dossiers.forward",
    "dossiers.send_back",
    "dossiers.consult",
    "dossiers.answer_consultation",
    "dossiers.take_part",
    "dossiers.finish_part",
    "dossiers.transfer_competence",
)


@dataclass(frozen=True, slots=True)
class Event:
    """One event for `event_list`: `entered` is None when it was entered at once."""

    when: datetime
    entered: datetime | None
    who: str
    what: str
    note: str
    source: str


def events(journal: Iterable[Entry]) -> list[Event]:
    """The newest first."""
    return [_event(entry) for entry in reversed(list(journal))]


def _event(entry: Entry) -> Event:
    entered = entry.claimed_at or entry.recorded_at
    return Event(
        when=entry.occurred_at,
        entered=entered if abs(entered - entry.occurred_at) > LATE_ENTRY else None,
        who=_("{name}, thay {absent}").format(name=entry.who, absent=entry.absent) if entry.absent else entry.who,
        what=_what(entry),
        note=" ".join(_notes(entry)),
        source=_origin(entry.origin),
    )


def _origin(origin: str) -> str:
    told = {"demo": _("dữ liệu minh họa"), "import": _("nhập từ hệ thống khác")}
    return told.get(origin, "")


def _what(entry: Entry) -> str:
    title = title_of(entry.action)
    if entry.officer and entry.action == "dossiers.assign":
        return f"{title}: {entry.officer}"
    if entry.unit and entry.action in NAMES_UNIT:
        return f"{title}: {entry.unit}"
    if entry.action == "dossiers.decide":
        told = {GRANTED: _("đồng ý giải quyết"), DENIED: _("không đủ điều kiện giải quyết")}
        return f"{title}: {told.get(str(entry.details.get('decision')), '')}"
    return title


def _notes(entry: Entry) -> list[str]:
    details = entry.details
    return [
        *(_sentence(entry.said[name]) for name in SAID if entry.said.get(name)),
        *_times(details),
        *_marks(entry),
        *_money(entry.details),
    ]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _times(details: Mapping[str, Any]) -> list[str]:
    found = []
    old, new = _pair(details.get("due"))
    if new:
        told = _("Hạn trả {new}.") if old is None else _("Hạn trả từ {old} thành {new}.")
        found.append(told.format(old=moment_text(old), new=moment_text(new)))
    old, new = _pair(details.get("extended"))
    if new:
        found.append(_("Hẹn trả từ {old} thành {new}.").format(old=moment_text(old), new=moment_text(new)))
    old, new = _pair(details.get("finished"))
    if new:
        told = _("Thời điểm xử lý xong từ {old} thành {new}.")
        found.append(told.format(old=moment_text(old), new=moment_text(new)))
    if details.get("answer_by"):
        found.append(_("Trả lời chậm nhất {day}.").format(day=day_text(date.fromisoformat(details["answer_by"]))))
    if details.get("correct_by"):
        found.append(
            _("Phải sửa xong {moment}.").format(moment=moment_text(datetime.fromisoformat(details["correct_by"])))
        )
    if details.get("new_date"):
        found.append(_("Hẹn lại ngày {day}.").format(day=day_text(date.fromisoformat(details["new_date"]))))
    return found


def _marks(entry: Entry) -> list[str]:
    found = []
    if entry.details.get("late_request"):
        found.append(_("Yêu cầu sau 3 ngày làm việc kể từ ngày tiếp nhận."))
    if entry.action == "dossiers.apologise" and entry.details.get("late"):
        found.append(_("Gửi sau ngày hẹn trả."))
    if entry.action == "dossiers.answer_consultation" and entry.details.get("late"):
        found.append(_("Trả lời sau ngày yêu cầu."))
    if entry.action == "dossiers.correct_result" and entry.details.get("late"):
        found.append(_("Sửa sau 3 ngày làm việc."))
    if entry.action == "dossiers.explain" and entry.details.get("cause"):
        found.append(_("Nguyên nhân: {cause}.").format(cause=_(words_of(entry.details["cause"]))))
    if entry.details.get("document_no"):
        found.append(_("Văn bản: {document}.").format(document=entry.details["document_no"]))
    if entry.details.get("amount"):
        found.append(_("Số tiền: {amount}.").format(amount=money_text(entry.details["amount"])))
    if entry.details.get("ending") == Ending.CLOSED:
        found.append(_("Đóng vì không bổ sung giấy tờ."))
    return found


def _money(details: Mapping[str, Any]) -> list[str]:
    """What was taken or cancelled, with the number of the official receipt or of the transaction."""
    if "amount" not in details:
        return []
    paper = details.get("receipt") or details.get("reference") or ""
    return [f"{money_text(details['amount'])}, {Receipt.METHODS.get(str(details.get('method')), '')}, {paper}."]


def _pair(value: object) -> tuple[datetime | None, datetime | None]:
    """The old and the new instant of a change in the journal."""
    if not isinstance(value, list) or len(value) != 2:
        return None, None
    old, new = (datetime.fromisoformat(text) if text else None for text in value)
    return old, new
