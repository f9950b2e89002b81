"""The forms of `rules.sheets` for machines, as CSV, as a workbook and as text; official papers are Vietnamese."""

import json
from datetime import UTC
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from caicach.figures.rules.asked import moment_written
from caicach.papers.rules.letters import plain
from caicach.reports.exports.comma import lines
from caicach.reports.exports.lines import TOTAL
from caicach.reports.exports.wording import known_words, official_period
from caicach.reports.exports.workbook import A4, MOTTO, NATION, OPTIONS
from caicach.reports.queries.drawn import Drawn
from caicach.reports.rules.ii06 import Cells
from caicach.reports.rules.sheets import UNCONFIRMED
from caicach.reports.rules.variants import ROW_HEADS

HEAD = 7


def document(drawn: Drawn) -> dict[str, object]:
    """The report as one JSON document; `as_of` asks for the very same report again."""
    asked: dict[str, object] = {
        "form": drawn.asked.code,
        "confirmed": drawn.asked.confirmed,
        "agency": drawn.scope.code,
        "from": drawn.period.first.isoformat(),
        "to": drawn.period.last.isoformat(),
        "as_of": moment_written(drawn.as_of),
    }
    if drawn.scope.own:
        asked["own"] = True
    rows = [{drawn.by.value: row.code, "name": row.name_vi, **_keyed(drawn, row.cells)} for row in drawn.rows]
    return {**asked, "rows": rows, "total": _keyed(drawn, drawn.total)}


def as_json(drawn: Drawn) -> bytes:
    """The document as UTF-8 text; the same report gives the same bytes."""
    return (json.dumps(document(drawn), ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(drawn: Drawn) -> bytes:
    """Heads with the numbers of the columns, rows, total."""
    return lines(_table(drawn))


def as_text(drawn: Drawn) -> str:
    """Name, period and table, cells apart by tabs."""
    head = [
        f"{drawn.asked.name} · {drawn.agency_vi}",
        official_period(drawn.period, own=drawn.scope.own),
        *([] if drawn.asked.confirmed else [str(UNCONFIRMED)]),
        "",
    ]
    return "\n".join([*head, *("\t".join(map(str, row)) for row in _table(drawn))])


def as_workbook(drawn: Drawn) -> bytes:
    """One sheet, A4 landscape, real numbers; the same report gives the same bytes."""
    stream = BytesIO()
    book = Workbook(stream, OPTIONS)
    book.set_properties(
        {
            "title": f"{drawn.asked.name} – {drawn.agency_vi}",
            "author": drawn.agency_vi,
            "created": drawn.as_of.astimezone(UTC).replace(tzinfo=None),
        }
    )
    sheet = book.add_worksheet(drawn.asked.code)
    _layout(sheet, len(drawn.asked.columns))
    face = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "text_wrap": True}
    centre, bold = (book.add_format({**face, "align": "center", "bold": strong}) for strong in (False, True))
    _head(sheet, drawn, centre, bold)
    grid = {**face, "font_size": 11, "border": 1}
    _body(sheet, drawn, book.add_format({**grid, "bold": True, "align": "center"}), book.add_format(grid),
          book.add_format({**grid, "num_format": "#,##0"}))  # fmt: skip
    book.close()
    return stream.getvalue()


def file_name(drawn: Drawn, suffix: str) -> str:
    """Form, agency, first and last day."""
    return f"{drawn.asked.code}_{drawn.scope.code}_{drawn.period.first}_{drawn.period.last}.{suffix}"


def _layout(sheet: Any, columns: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.freeze_panes(HEAD + 1, 2)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 1 + columns, 17)
    sheet.set_row(HEAD, 66)


def _head(sheet: Any, drawn: Drawn, centre: Any, bold: Any) -> None:
    last = 1 + len(drawn.asked.columns)
    for row, left, right, style in (
        (0, drawn.superior_vi.upper(), NATION, centre),
        (1, drawn.agency_vi.upper(), MOTTO, bold),
    ):
        sheet.merge_range(row, 0, row, 1, "", style)
        sheet.write_string(row, 0, plain(left), style)
        sheet.merge_range(row, 2, row, last, right, style)
    for row, words, style in (
        (3, f"{drawn.asked.name}: {drawn.asked.title}".upper(), bold),
        (4, official_period(drawn.period, own=drawn.scope.own), centre),
        (5, f"Đơn vị tính: {drawn.asked.unit}. {'' if drawn.asked.confirmed else UNCONFIRMED}", centre),
    ):
        sheet.merge_range(row, 0, row, last, words, style)


def _body(sheet: Any, drawn: Drawn, head: Any, name: Any, count: Any) -> None:
    table = _table(drawn)
    for at, row in enumerate(table, start=HEAD):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(at, column, cell, count)
            else:
                sheet.write_string(at, column, plain(cell), head if at == HEAD else name)
    below = HEAD + len(table) + 1
    for at, words in enumerate(notes(drawn), start=below):
        sheet.write_string(at, 0, words)


def notes(drawn: Drawn) -> list[str]:
    """What stands under the table of an official paper."""
    unconfirmed = [] if drawn.asked.confirmed else [str(UNCONFIRMED)]
    told = [known_words(drawn.as_of), f"Nguồn: {drawn.asked.source}.", drawn.asked.note, *unconfirmed]
    return [words for words in told if words]


def _table(drawn: Drawn) -> list[list[str | int]]:
    table: list[list[str | int]] = [
        ["(1) TT", f"(2) {ROW_HEADS[drawn.by]}", *(f"({one.number}) {one.head}" for one in drawn.asked.columns)]
    ]
    table += [[place, row.name_vi, *row.cells.counts] for place, row in enumerate(drawn.rows, start=1)]
    return [*table, ["", TOTAL, *drawn.total.counts]]


def _keyed(drawn: Drawn, cells: Cells) -> dict[str, int]:
    return {column.key: count for column, count in zip(drawn.asked.columns, cells.counts, strict=True)}
