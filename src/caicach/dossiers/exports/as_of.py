"""The list of dossiers at an instant as CSV; no personal value."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO

from django.utils.translation import gettext as _

from caicach.dossiers.queries.as_of import Then
from caicach.dossiers.rules.status import LABELS
from caicach.papers.rules.letters import plain
from caicach.ui.tags import day_text

FORMULAS = ("=", "+", "-", "@")


def heads() -> list[str]:
    """The heads of the columns."""
    return [
        _("Mã hồ sơ"),
        _("Thủ tục"),
        _("Đơn vị có thẩm quyền lúc tiếp nhận"),
        _("Trạng thái"),
        _("Ngày tiếp nhận"),
        _("Hạn trả"),
        _("Ngày xử lý xong"),
        _("So với hạn"),
    ]


def stands(one: Then) -> str:
    """How it stood against its deadline at the instant, in words."""
    fact = one.fact
    if fact.finished_day is None:
        return _("Quá hạn") if one.overdue else _("Trong hạn") if fact.accepted_day else ""
    if fact.ending != 1 or fact.deadline_day is None or fact.finished_day == fact.deadline_day:
        return _("Đúng hạn")
    return _("Trước hạn") if fact.finished_day < fact.deadline_day else _("Giải quyết quá hạn")


def as_csv(rows: Iterable[Then]) -> Iterator[str]:
    """Lines of CSV, the first with a mark by which spreadsheets know that it is UTF-8."""
    yield "\ufeff" + _line(heads())
    for one in rows:
        days = [_iso(day) for day in (one.fact.accepted_day, one.fact.deadline_day, one.fact.finished_day)]
        yield _line([one.number, one.procedure, one.unit, _(LABELS[one.fact.status]), *days, stands(one)])


def shown(one: Then) -> dict[str, object]:
    """A row of the page."""
    fact = one.fact
    days = [day_text(day) if day else "" for day in (fact.accepted_day, fact.deadline_day, fact.finished_day)]
    return {
        "id": one.id,
        "number": one.number,
        "procedure": one.procedure,
        "unit": one.unit,
        "status": _(LABELS[fact.status]),
        "days": days,
        "stands": stands(one),
        "kind": "late" if one.overdue else "",
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _line(cells: Iterable[str]) -> str:
    out = StringIO()
    # What begins like a formula stays text when a spreadsheet opens it.
    csv.writer(out).writerow([f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in map(plain, cells)])
    return out.getvalue()
