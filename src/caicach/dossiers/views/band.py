"""The band of time of a dossier: its bounds, its marks, and the spans of what befell it, in words."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TypedDict

from django.utils.translation import gettext as _

from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.ledger import Gone, Question, Wrong
from caicach.dossiers.queries.page import Page
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.regime import NONE, OBLIGATION, STOP, SUPPLEMENT
from caicach.dossiers.tags import Said, deadline
from caicach.kit.period import instant, local, local_day
from caicach.ui.tags import day_text, moment_text

Span = TypedDict(
    "Span", {"kind": str, "from": datetime, "to": datetime | None, "label": str, "state": str, "detail": str}
)
"""As `ui.pictures.band_drawing` takes it."""


def band(page: Page, now: datetime) -> dict[str, object] | None:
    """What the band shows; None before acceptance. It reaches past the finish when something goes on after it."""
    dossier = page.dossier
    if dossier.accepted_at is None:
        return None
    finished = dossier.finished_at
    spans = list(_spans(page, now))
    limit = deadline(dossier)
    ends = [span["to"] or now for span in spans]
    end = max([finished or now, *ends])
    return {
        "start": dossier.accepted_at,
        # While the clock stands nobody knows yet when the dossier will be due.
        "due": limit if dossier.paused_since is None or finished else None,
        "now": None if finished else now,
        "finished": finished,
        # Only a result is measured against the deadline.
        "judged": dossier.ending in (Ending.OPEN, Ending.PROCESSED),
        "end": end,
        "pauses": [
            {"from": one.started, "to": one.ended, "label": pause_text(one.kind), "detail": one.reason}
            for one in page.ledger.pauses
            if one.effect != NONE
        ],
        "spans": spans,
        "days": _days(page, dossier.accepted_at, max(end, limit or end)),
    }


def pause_text(kind: str) -> str:
    """Why the clock stands, in words."""
    return {
        SUPPLEMENT: _("Chờ bổ sung giấy tờ"),
        OBLIGATION: _("Chờ thực hiện nghĩa vụ tài chính"),
        STOP: _("Tạm dừng"),
    }.get(kind, kind)


def question_state(one: Question, *, today: date, over: datetime | None) -> Said:
    """How a question stands: answered in time or late, waiting, late, or no longer needed."""
    if one.answered is not None:
        return Said("late", _("Trả lời muộn")) if one.late else Said("done", _("Đã trả lời"))
    if over is not None:
        return Said("neutral", _("Chưa trả lời khi hồ sơ kết thúc"))
    return Said("late", _("Chậm trả lời")) if today > one.due_on else Said("pending", _("Chờ trả lời"))


def correction_state(one: Wrong, *, today: date) -> Said:
    """How a correction stands."""
    if one.corrected is not None:
        return Said("late", _("Đã sửa, muộn")) if one.late else Said("done", _("Đã sửa đúng hạn"))
    return Said("late", _("Quá hạn sửa")) if today > local_day(one.due) else Said("due_soon", _("Đang sửa"))


def loss_state(one: Gone) -> Said:
    """How a loss stands."""
    return Said("done", _("Đã tìm thấy, khắc phục")) if one.found else Said("late", _("Chưa tìm thấy, khắc phục"))


def _spans(page: Page, now: datetime) -> Iterator[Span]:
    dossier, ledger, today = page.dossier, page.ledger, local_day(now)
    extension = getattr(dossier, "extension", None)
    if extension is not None:
        yield Span({
            "kind": "extension", "from": extension.old_due_at, "to": extension.new_due_at,
            "label": _("Đã gia hạn giải quyết"),
            "state": _("từ hạn cũ đến hạn mới"), "detail": extension.reason,
        })  # fmt: skip
    for wait in ledger.pauses:
        if wait.effect == NONE:
            yield Span({
                "kind": "obligation", "from": wait.started, "to": wait.ended or dossier.finished_at,
                "label": pause_text(wait.kind), "state": _("thời gian vẫn chạy"), "detail": wait.reason,
            })  # fmt: skip
    for asked in ledger.consultations:
        state = question_state(asked, today=today, over=dossier.finished_at).text
        term = _("trả lời chậm nhất {day}").format(day=day_text(asked.due_on))
        yield Span({
            "kind": "consultation", "from": asked.asked, "to": _until(dossier, asked, now),
            "label": _("Lấy ý kiến {who}").format(who=asked.who), "state": f"{_lower(state)}, {term}",
            "detail": asked.content,
        })  # fmt: skip
    for wrong in ledger.corrections:
        state = correction_state(wrong, today=today).text
        term = _("chậm nhất {moment}").format(moment=moment_text(wrong.due))
        yield Span({
            "kind": "correction", "from": wrong.found, "to": wrong.corrected or max(wrong.due, now),
            "label": _("Kết quả sai được sửa"), "state": f"{_lower(state)}, {term}", "detail": wrong.what,
        })  # fmt: skip
    for gone in ledger.losses:
        yield Span({
            "kind": "loss", "from": gone.noticed, "to": gone.found, "label": _("Bị mất, hư hỏng"),
            "state": _lower(loss_state(gone).text), "detail": gone.what,
        })  # fmt: skip


def _lower(text: str) -> str:
    """Words of a badge inside a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def _until(dossier: Dossier, asked: Question, now: datetime) -> datetime | None:
    """When a question ended: with its answer, with the processing, with its term; None while it is late and open."""
    if asked.answered or dossier.finished_at:
        return asked.answered or dossier.finished_at
    term = instant(datetime.combine(asked.due_on, time(23, 59)))
    return term if term > now else None


def _days(page: Page, accepted: datetime, end: datetime) -> list[dict[str, object]]:
    """The days off between acceptance and the end of the band, so that the band shows working time only."""
    first, last = local(accepted).date(), local(end).date()
    days = [first.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    return [{"date": day, "counted": page.calendar.is_working(day)} for day in days]
