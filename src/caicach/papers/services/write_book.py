"""Write the tracking book as an XLSX workbook (xuất sổ theo dõi hồ sơ), row by row, in constant memory."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from caicach.papers.rules.books import Entered, TrackingBook
from caicach.papers.rules.letters import plain
from caicach.papers.rules.times import day_words

A4 = 9
HEADS = (
    ("TT", 5), ("Mã hồ sơ", 22), ("Nội dung", 40), ("Số bộ", 6), ("Chủ hồ sơ", 24), ("Địa chỉ", 30),
    ("Số điện thoại", 13), ("Ngày nhận", 17), ("Ngày hẹn trả", 17), ("Ngày trả kết quả", 17), ("Người giao ký", 12),
    ("Người nhận ký", 12), ("Cán bộ tiếp nhận", 20), ("Ghi chú", 22),
)  # fmt: skip
"""The columns with their widths in characters."""
TABLE = 6
"""The row of the heads, counted from 0."""
OPTIONS = {
    # Rows go to a file at once, so they must be written in order.
    "constant_memory": True,
    # A name that begins with "=" or looks like an address stays the text that it is.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOMENT = "dd/mm/yyyy hh:mm"


def write_book(book: TrackingBook, rows: Iterable[Entered]) -> bytes:
    """The book's head, then these rows (the book's own are left out: they may be too many to hold), as a workbook.

    Days are real days of the sheet, so that they sort and filter.
    """
    stream = BytesIO()
    made = Workbook(stream, OPTIONS)
    made.set_properties({"title": f"{book.title} – {book.unit}", "author": book.unit})
    sheet = made.add_worksheet("So theo doi")
    _set_page(sheet)
    _head(made, sheet, book)
    count = _rows(made, sheet, rows)
    last = TABLE + count
    sheet.autofilter(TABLE, 0, max(last, TABLE), len(HEADS) - 1)
    plain_text = made.add_format({"font_name": "Times New Roman", "font_size": 11, "italic": True})
    sheet.write_string(last + 2, 0, f"Tổng số: {count} hồ sơ. {book.head.form}", plain_text)
    made.close()
    return stream.getvalue()


def _set_page(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TABLE)
    sheet.freeze_panes(TABLE + 1, 2)
    sheet.set_footer('&C&"Times New Roman,Regular"&10&P/&N')
    for column, (_, width) in enumerate(HEADS):
        sheet.set_column(column, column, width)


def _head(made: Any, sheet: Any, book: TrackingBook) -> None:
    face = {"font_name": "Times New Roman", "font_size": 12}
    normal, bold = made.add_format(face), made.add_format({**face, "bold": True})
    title = made.add_format({**face, "bold": True, "font_size": 14})
    italic = made.add_format({**face, "italic": True})
    right = 8
    sheet.write_string(0, 0, plain(book.head.agency_above).upper(), normal)
    sheet.write_string(0, right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold)
    sheet.write_string(1, 0, plain(book.head.agency).upper(), bold)
    sheet.write_string(1, right, "Độc lập - Tự do - Hạnh phúc", bold)
    if book.head.day:
        place = f"{plain(book.head.place)}, " if book.head.place else ""
        sheet.write_string(2, right, f"{place}{day_words(book.head.day)}", italic)
    sheet.write_string(3, 2, book.title.upper(), title)
    sheet.write_string(4, 2, f"Từ ngày {book.first:%d/%m/%Y} đến ngày {book.last:%d/%m/%Y}. {plain(book.unit)}", italic)
    head = made.add_format({**face, "font_size": 11, "bold": True, "border": 1, "align": "center", "text_wrap": True})
    for column, (words, _) in enumerate(HEADS):
        sheet.write_string(TABLE, column, words, head)


def _rows(made: Any, sheet: Any, rows: Iterable[Entered]) -> int:
    grid = {"font_name": "Times New Roman", "font_size": 11, "border": 1, "text_wrap": True, "valign": "top"}
    cell, moment = made.add_format(grid), made.add_format({**grid, "num_format": MOMENT})
    count = 0
    for count, row in enumerate(rows, start=1):
        at = TABLE + count
        sheet.write_number(at, 0, count, cell)
        sheet.write_number(at, 3, row.sets, cell)
        texts = {1: row.number, 2: row.content, 4: row.owner, 5: row.address, 6: row.phone, 12: row.officer}
        for column, text in {**texts, 10: "", 11: "", 13: row.note}.items():
            sheet.write_string(at, column, plain(text), cell)
        for column, day in {7: row.received, 8: row.due, 9: row.returned}.items():
            if day:
                sheet.write_datetime(at, column, day, moment)
            else:
                sheet.write_blank(at, column, None, cell)
    return count
