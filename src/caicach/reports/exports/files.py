"""Every form in every format, for pages and commands alike."""

from collections.abc import Callable
from typing import Any

from caicach.reports.exports import comma, document, paper, sheets, text, trend, workbook

Writer = Callable[[Any], bytes]

KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
"""The formats with their media types."""


def _encoded(told: Callable[[Any], str]) -> Writer:
    return lambda drawn: (told(drawn) + "\n").encode()


II06: dict[str, Writer] = {
    "pdf": paper.ii06,
    "xlsx": workbook.as_bytes,
    "csv": comma.as_bytes,
    "json": document.as_bytes,
    "text": _encoded(text.as_text),
}
SHEET: dict[str, Writer] = {
    "pdf": paper.sheet,
    "xlsx": sheets.as_workbook,
    "csv": sheets.as_csv,
    "json": sheets.as_json,
    "text": _encoded(sheets.as_text),
}
TREND: dict[str, Writer] = {
    "pdf": paper.course,
    "xlsx": trend.as_workbook,
    "csv": trend.as_csv,
    "json": trend.as_json,
    "text": _encoded(trend.as_text),
}
