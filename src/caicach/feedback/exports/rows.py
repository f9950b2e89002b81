"""The list of feedback as CSV: no text, no sender, nobody it is about."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import StringIO

from django.utils.translation import gettext as _

from caicach.feedback.models import Feedback
from caicach.feedback.rules.kinds import CHANNELS, KINDS, OUTCOMES
from caicach.feedback.rules.terms import is_late
from caicach.kit.period import local_day
from caicach.papers.rules.letters import plain

FORMULAS = ("=", "+", "-", "@")


def heads() -> list[str]:
    """The heads of the columns."""
    return [
        *(_("Số"), _("Ngày tiếp nhận"), _("Hình thức gửi"), _("Nội dung"), _("Lĩnh vực"), _("Cơ quan trả lời")),
        *(_("Đơn vị đang giữ"), _("Hạn"), _("Kết quả xử lý"), _("Ngày xử lý xong"), _("Ngày công khai"), _("Quá hạn")),
    ]


def as_csv(rows: Iterable[Feedback], *, today: date) -> Iterator[str]:
    """Lines, the first with a mark by which spreadsheets know that it is UTF-8."""
    yield "\ufeff" + _line(heads())
    for one in rows:
        yield _line(_cells(one, today))


def _cells(one: Feedback, today: date) -> list[str]:
    ended = one.ended_at and local_day(one.ended_at)
    late = is_late(one.judged_on, ended=ended, today=today)
    return [
        *(one.number, _day(one.received_at), _(CHANNELS[one.channel]), _(KINDS[one.kind])),  # type: ignore[index]
        *(one.field.name, one.unit.name, one.handling_unit.name),
        one.judged_on.isoformat() if one.judged_on else "",
        *(_(OUTCOMES[one.outcome]), _day(one.ended_at), _day(one.published_at), _("có") if late else ""),  # type: ignore[index]
    ]


def _day(moment: datetime | None) -> str:
    return local_day(moment).isoformat() if moment else ""


def _line(cells: Iterable[str]) -> str:
    out = StringIO()
    # What begins like a formula stays text when a spreadsheet opens it.
    csv.writer(out).writerow([f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in map(plain, cells)])
    return out.getvalue()
