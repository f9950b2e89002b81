"""How a morning digest reads, as a letter and on the page: sections of dossiers, most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caicach.kit.words import mark
from caicach.notices.register import Kind, link_of
from caicach.ui.tags import day_text, number_text

SECTIONS = {
    "escalated": mark("Hồ sơ chậm được báo lên anh/chị"),
    "overdue": mark("Quá hạn"),
    "today": mark("Đến hạn hôm nay"),
    "soon": mark("Sắp đến hạn"),
    "steps": mark("Bước xử lý sắp hết hoặc quá thời gian"),
    "papers": mark("Đang chờ bổ sung giấy tờ"),
    "silent": mark("Cơ quan được lấy ý kiến chưa trả lời khi đã hết hạn"),
    "extended": mark("Được gia hạn: cần báo ngày hẹn mới cho người nộp"),
}
"""Keys of the values with their titles, in the order in which they are read."""
COLOURS = {
    "escalated": "late",
    "overdue": "late",
    "today": "due_soon",
    "soon": "due_soon",
    "steps": "due_soon",
    "silent": "late",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier; `text` is the procedure, of a step its name."""

    number: str
    url: str
    text: str
    said: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section that is not empty; `count` counts also what is not listed."""

    key: str
    title: str
    colour: str
    count: int
    lines: Sequence[Line]


def sections(values: Mapping[str, object]) -> list[Section]:
    """The sections of a digest in the language in force."""
    return [
        Section(
            key,
            _(title),
            COLOURS.get(key, "paused"),
            int(str(values.get(f"{key}_count", 0))),
            [_line(key, row) for row in cast(Sequence[Mapping[str, Any]], values.get(key, ()))],
        )
        for key, title in SECTIONS.items()
        if values.get(key)
    ]


def _line(key: str, row: Mapping[str, Any]) -> Line:
    english = (get_language() or "").startswith("en")
    text = (english and row["procedure_en"]) or row["procedure_vi"]
    return Line(row["number"], link_of("dossier", row["id"]), text, _said(key, row))


def _said(key: str, row: Mapping[str, Any]) -> str:
    if key == "papers":
        if row["until"]:
            return _("chờ đến {day}").format(day=day_text(date.fromisoformat(row["until"])))
        return _("chờ từ {day}").format(day=day_text(date.fromisoformat(row["asked"])))
    if key == "silent":
        return _("hạn trả lời {day}").format(day=day_text(date.fromisoformat(row["day"])))
    if key == "extended":
        return _("hẹn mới {day}").format(day=day_text(date.fromisoformat(row["day"])))
    if key == "steps":
        return _("đã dùng {share}% thời gian của bước").format(share=number_text(row["share"]))
    day = day_text(date.fromisoformat(row["deadline"]))
    if row["late"] == 1:
        return _("hạn {day}, quá 1 ngày làm việc").format(day=day)
    if row["late"]:
        return _("hạn {day}, quá {late} ngày làm việc").format(day=day, late=number_text(row["late"]))
    return _("hạn {day}").format(day=day)


def letter_lines(values: Mapping[str, object]) -> list[str]:
    """The digest as the lines of a letter; links where the address of the pages is known."""
    lines = [_("Chào {name},").format(name=values.get("name", "")), ""]
    for section in sections(values):
        lines.append(f"{section.title} ({number_text(section.count)})")
        lines += [f"- {one.number} · {one.text} · {one.said}{_link(one.url)}" for one in section.lines]
        if section.count > len(section.lines):
            lines.append(_("… và {more} hồ sơ khác").format(more=number_text(section.count - len(section.lines))))
        lines.append("")
    return [*lines, _("Thư này được gửi tự động, xin không trả lời thư này.")]


def _link(url: str) -> str:
    return f"\n  {settings.PUBLIC_ADDRESS}{url}" if settings.PUBLIC_ADDRESS else ""


DIGEST = Kind(
    code="dossiers.digest",
    title=mark("Bản tin sáng"),
    subject=mark("Bản tin hồ sơ sáng {on_day}: {urgent} hồ sơ cần xử lý ngay"),
    short=mark("Bản tin hồ sơ sáng {on_day}: {urgent} hồ sơ cần xử lý ngay"),
    body=letter_lines,
)
