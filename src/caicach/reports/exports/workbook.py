"""Form II.06 as an XLSX workbook in the official layout: A4 landscape, Times New Roman, merged heads, real numbers.

An official paper is Vietnamese whatever language the reader has chosen, so its texts are not translated. The same
report gives the same bytes: the only instant in the file is the report's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from caicach.reports.exports.lines import TOTAL, WITHHELD, lines
from caicach.reports.exports.wording import known_words, official_notes, official_period
from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.variants import ROW_HEADS

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
UNIT = "Đơn vị tính: số hồ sơ"
SIGNERS = ("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ")
SIGN_HINTS = ("(Ký, ghi rõ họ tên)", "(Ký tên, đóng dấu)")
PLACE_DATE = "…………, ngày …… tháng …… năm ………"

A4 = 9
NUMBER, NAME, FIRST_COUNT, LAST = 0, 1, 2, 12
"""Sheet columns, counted from 0: running number, name, first and last counted column."""
LEFT, RIGHT = (0, 4), (6, 12)
"""Sheet columns of the two blocks at the head of the paper."""
HEAD = 7
"""Sheet row, counted from 0, of the table's first head row."""
HEAD_ROWS = 4
OPTIONS = {
    "in_memory": True,
    # A name that begins with "=" or looks like an address stays the text that it is.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class _Styles:
    """The formats of the paper."""

    plain: Any
    centred: Any
    strong: Any
    motto: Any
    title: Any
    slanted: Any
    right: Any
    head: Any
    numbering: Any
    name: Any
    section: Any
    count: Any
    total_name: Any
    total: Any


def as_bytes(report: Report) -> bytes:
    """The workbook of one sheet as the bytes of a file."""
    stream = BytesIO()
    book = Workbook(stream, OPTIONS)
    book.set_properties(
        {
            "title": f"{report.variant.name} – {report.agency_vi}",
            "author": report.agency_vi,
            "comments": known_words(report.seal),
            "created": report.as_of.astimezone(UTC).replace(tzinfo=None),
        }
    )
    sheet = book.add_worksheet(form.FORM)
    styles = _styles(book)
    _set_page(sheet)
    _paper_head(sheet, styles, report)
    _table_head(sheet, styles, report)
    below = _table_body(sheet, styles, report)
    below = _footnotes(sheet, styles, report, below)
    _signatures(sheet, styles, below)
    book.close()
    return stream.getvalue()


def _styles(book: Workbook) -> _Styles:
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "text_wrap": True}
    grid = {**base, "font_size": 11, "border": 1}

    def style(ground: dict[str, object], **more: object) -> Any:
        return book.add_format({**ground, **more})

    return _Styles(
        plain=style(base),
        centred=style(base, align="center"),
        strong=style(base, align="center", bold=True),
        motto=style(base, align="center", bold=True, underline=1),
        title=style(base, align="center", bold=True, font_size=14),
        slanted=style(base, align="center", italic=True),
        right=style(base, align="right", italic=True),
        head=style(grid, align="center", bold=True),
        numbering=style(grid, align="center", italic=True),
        name=style(grid, align="left"),
        section=style(grid, align="left", bold=True),
        count=style(grid, align="right", num_format="#,##0"),
        total_name=style(grid, align="center", bold=True),
        total=style(grid, align="right", bold=True, num_format="#,##0"),
    )


def _set_page(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(HEAD, HEAD + HEAD_ROWS - 1)
    sheet.freeze_panes(HEAD + HEAD_ROWS, FIRST_COUNT)
    sheet.set_footer('&C&"Times New Roman,Regular"&10&P/&N')
    sheet.set_column(NUMBER, NUMBER, 5)
    sheet.set_column(NAME, NAME, 36)
    sheet.set_column(FIRST_COUNT, LAST, 10)


def _write(sheet: Any, row: int, columns: tuple[int, int], text: str, style: Any, *, rows: int = 1) -> None:
    """Text over one cell or several merged ones; always text, never a formula."""
    first, last = columns
    if rows > 1 or last > first:
        sheet.merge_range(row, first, row + rows - 1, last, "", style)
    sheet.write_string(row, first, text, style)


def _paper_head(sheet: Any, styles: _Styles, report: Report) -> None:
    _write(sheet, 0, LEFT, report.superior_vi.upper(), styles.centred)
    _write(sheet, 0, RIGHT, NATION, styles.strong)
    _write(sheet, 1, LEFT, report.agency_vi.upper(), styles.strong)
    _write(sheet, 1, RIGHT, MOTTO, styles.motto)
    _write(sheet, 2, LEFT, report.variant.name, styles.centred)
    _write(sheet, 2, RIGHT, PLACE_DATE, styles.slanted)
    _write(sheet, 4, (NUMBER, LAST), report.variant.title.upper(), styles.title)
    sheet.set_row(4, 38)
    _write(sheet, 5, (NUMBER, LAST), official_period(report.period, own=report.scope.own), styles.slanted)
    _write(sheet, 6, (NUMBER, LAST), UNIT, styles.right)


def _table_head(sheet: Any, styles: _Styles, report: Report) -> None:
    _write(sheet, HEAD, (NUMBER, NUMBER), "TT", styles.head, rows=3)
    _write(sheet, HEAD, (NAME, NAME), ROW_HEADS[report.by], styles.head, rows=3)
    for group in form.GROUPS:
        places = [_place(column.number) for column in form.COLUMNS if column.group == group.key]
        _write(sheet, HEAD, (places[0], places[-1]), group.head, styles.head)
    first, last = form.WITHIN_PERIOD[0], form.WITHIN_PERIOD[-1]
    _write(sheet, HEAD + 1, (_place(first), _place(last)), form.IN_PERIOD_HEAD, styles.head)
    for column in form.COLUMNS:
        inner = column.number in form.WITHIN_PERIOD
        place = _place(column.number)
        _write(sheet, HEAD + (2 if inner else 1), (place, place), column.head, styles.head, rows=1 if inner else 2)
    for number in range(1, LAST + 2):
        _write(sheet, HEAD + 3, (_place(number), _place(number)), f"({number})", styles.numbering)
    sheet.set_row(HEAD + 2, 48)


def _place(number: int) -> int:
    """The sheet column of a column of the form: (1) stands in A."""
    return number - 1


def _table_body(sheet: Any, styles: _Styles, report: Report) -> int:
    """Writes the lines; gives the first sheet row below the table."""
    at = HEAD + HEAD_ROWS
    for line in lines(report):
        name, count = (styles.total_name, styles.total) if line.of is None else (styles.name, styles.count)
        if line.of is None:
            _write(sheet, at, (NUMBER, NAME), TOTAL, name)
        else:
            if line.number.isdecimal():
                sheet.write_number(at, NUMBER, int(line.number), styles.numbering)
            else:
                sheet.write_string(at, NUMBER, line.number, styles.total_name)
            sheet.write_string(at, NAME, line.name_vi, styles.section if line.strong else name)
        _counts(sheet, at, line.counts, styles.total if line.strong else count)
        at += 1
    return at


def _counts(sheet: Any, at: int, counts: Sequence[int | None], style: Any) -> None:
    for column, count in zip(form.COLUMNS, counts, strict=True):
        if count is None:
            sheet.write_string(at, _place(column.number), WITHHELD, style)
        else:
            sheet.write_number(at, _place(column.number), count, style)


def _footnotes(sheet: Any, styles: _Styles, report: Report, below: int) -> int:
    at = below + 1
    for line in official_notes(report):
        _write(sheet, at, (NUMBER, LAST), line, styles.plain)
        at += 1
    return at


def _signatures(sheet: Any, styles: _Styles, below: int) -> None:
    for columns, signer, hint in zip((LEFT, RIGHT), SIGNERS, SIGN_HINTS, strict=True):
        _write(sheet, below + 1, columns, signer, styles.strong)
        _write(sheet, below + 2, columns, hint, styles.slanted)
