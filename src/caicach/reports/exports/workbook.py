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

from caicach.figures.rules.asked import moment_written
from caicach.kit.period import local
from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TITLE = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
UNIT = "Đơn vị tính: số hồ sơ"
ROW_HEADS = {form.By.FIELD: "Lĩnh vực giải quyết", form.By.AGENCY: "Cơ quan, đơn vị"}
TOTAL = "Tổng cộng"
WITHHELD = "*"
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
    count: Any
    total_name: Any
    total: Any


def as_bytes(report: Report) -> bytes:
    """The workbook of one sheet as the bytes of a file."""
    stream = BytesIO()
    book = Workbook(stream, OPTIONS)
    book.set_properties(
        {
            "title": f"{form.FORM_NAME} – {report.agency_vi}",
            "author": report.agency_vi,
            "comments": _as_of(report),
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
    period = f"Kỳ báo cáo: từ ngày {report.period.first:%d/%m/%Y} đến ngày {report.period.last:%d/%m/%Y}"
    _write(sheet, 0, LEFT, report.superior_vi.upper(), styles.centred)
    _write(sheet, 0, RIGHT, NATION, styles.strong)
    _write(sheet, 1, LEFT, report.agency_vi.upper(), styles.strong)
    _write(sheet, 1, RIGHT, MOTTO, styles.motto)
    _write(sheet, 2, LEFT, form.FORM_NAME, styles.centred)
    _write(sheet, 2, RIGHT, PLACE_DATE, styles.slanted)
    _write(sheet, 4, (NUMBER, LAST), TITLE, styles.title)
    sheet.set_row(4, 38)
    _write(sheet, 5, (NUMBER, LAST), period + (" (riêng đơn vị)" if report.scope.own else ""), styles.slanted)
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
    """Writes the rows and the total; gives the first sheet row below the table."""
    at = HEAD + HEAD_ROWS
    for place, row in enumerate(report.rows):
        sheet.write_number(at + place, NUMBER, place + 1, styles.numbering)
        sheet.write_string(at + place, NAME, row.name_vi, styles.name)
        _counts(sheet, at + place, _public(report, place, row.cells), styles.count)
    last = at + len(report.rows)
    _write(sheet, last, (NUMBER, NAME), TOTAL, styles.total_name)
    _counts(sheet, last, _public(report, None, report.total), styles.total)
    return last + 1


def _public(report: Report, line: int | None, cells: form.Cells) -> list[int | None]:
    """The counts of a line; none where they are withheld from the public."""
    hidden = report.withheld.cells if report.withheld else frozenset()
    return [None if (line, column.number) in hidden else cells[column.number] for column in form.COLUMNS]


def _counts(sheet: Any, at: int, counts: Sequence[int | None], style: Any) -> None:
    for column, count in zip(form.COLUMNS, counts, strict=True):
        if count is None:
            sheet.write_string(at, _place(column.number), WITHHELD, style)
        else:
            sheet.write_number(at, _place(column.number), count, style)


def _footnotes(sheet: Any, styles: _Styles, report: Report, below: int) -> int:
    lines = [
        _as_of(report),
        *_withheld_words(report),
        *(note.words.format(count=_note(report, note)) for note in form.NOTES if report.notes[note.key]),
        *(f"KHÔNG KHỚP: {check.name} (lệch {check.difference:+d})" for check in report.checks if not check.holds),
        f"Nguồn: hồ sơ thủ tục hành chính đã ghi trong hệ thống CaiCach; {form.SOURCE}.",
    ]
    at = below + 1
    for line in lines:
        _write(sheet, at, (NUMBER, LAST), line, styles.plain)
        at += 1
    return at


def _note(report: Report, note: form.Note) -> int | str:
    return WITHHELD if report.withheld and note.key in report.withheld.notes else report.notes[note.key]


def _withheld_words(report: Report) -> list[str]:
    if report.withheld is None:
        return []
    return [
        f"Ô ghi “{WITHHELD}” không công bố: số dưới {report.withheld.smallest} có thể chỉ ra từng người, "
        "hoặc số từ đó tính ra được một số như vậy."
    ]


def _as_of(report: Report) -> str:
    """When the numbers were known: for people to the minute, and exactly for asking again."""
    return f"Số liệu tính đến {local(report.as_of):%H:%M ngày %d/%m/%Y} (as_of = {moment_written(report.as_of)})."


def _signatures(sheet: Any, styles: _Styles, below: int) -> None:
    for columns, signer, hint in zip((LEFT, RIGHT), SIGNERS, SIGN_HINTS, strict=True):
        _write(sheet, below + 1, columns, signer, styles.strong)
        _write(sheet, below + 2, columns, hint, styles.slanted)
