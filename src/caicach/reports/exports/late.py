"""The list of late dossiers as CSV, as a workbook and as PDF; Vietnamese, as official lists are."""

from collections.abc import Sequence
from datetime import UTC, date
from io import BytesIO

from xlsxwriter import Workbook

from caicach.agencies.models import Unit
from caicach.agencies.queries import letterhead
from caicach.dossiers.rules.causes import cause_words
from caicach.figures.rules.asked import moment_written
from caicach.kit.period import local
from caicach.kit.words import mark
from caicach.papers.rules.letters import plain
from caicach.papers.rules.sheets import Head
from caicach.papers.rules.tables import Cell as Heading
from caicach.papers.rules.tables import Line, PeriodReport
from caicach.papers.services.draw import draw
from caicach.reports.exports.comma import lines
from caicach.reports.exports.paper import SIGNERS
from caicach.reports.exports.wording import known_words, official_period
from caicach.reports.exports.workbook import A4, OPTIONS
from caicach.reports.queries.late import Asked, Late

TITLE = "DANH SÁCH HỒ SƠ QUÁ HẠN"
NAME, UNIT = "Danh sách kèm biểu hồ sơ quá hạn", "ngày làm việc (cột 8)"
MASK = "••••"
MASKED = f"Hồ sơ ghi {MASK}: người lập danh sách không được xem hồ sơ đó."
NUMBER, NARROWEST, WIDEST = 6.0, 20.0, 36.0
"""Widths on the paper, as shares: of the running number; a day and a dossier's number stand on one line."""
APOLOGIES = {0: mark("Không"), 1: mark("Đúng hạn"), 2: mark("Muộn")}
OPEN = "chưa xong"
HEADS = (
    ("TT", 5), ("Số hồ sơ", 26), ("Thủ tục", 44), ("Đơn vị", 30), ("Ngày tiếp nhận", 12), ("Hạn", 12),
    ("Xử lý xong", 12), ("Quá hạn (ngày làm việc)", 11), ("Nguyên nhân", 30), ("Xin lỗi", 10),
    ("Số, ngày thư xin lỗi", 18), ("Giải trình", 44), ("Số, ngày văn bản giải trình", 18), ("Người phụ trách", 24),
)  # fmt: skip
HEAD = 4
"""Row of the workbook, counted from 0, with the heads."""

Cell = str | int | date


def as_csv(_asked: Asked, rows: Sequence[Late]) -> bytes:
    """Heads and rows; days as 31/12/2025."""
    table: list[list[Cell]] = [[head for head, _ in HEADS], *_table(rows)]
    return lines([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in table)


def as_workbook(asked: Asked, rows: Sequence[Late]) -> bytes:
    """One sheet, A4 landscape, real numbers and days; the same list gives the same bytes."""
    stream = BytesIO()
    book = Workbook(stream, OPTIONS)
    book.set_properties({"title": TITLE, "created": asked.seal.published_at.astimezone(UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet("Quá hạn")
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.freeze_panes(HEAD + 1, 2)
    face = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}
    strong = book.add_format({**face, "bold": True, "text_wrap": False})
    head = book.add_format({**face, "bold": True, "border": 1, "align": "center"})
    text, day = (
        book.add_format({**face, "border": 1}),
        book.add_format({**face, "border": 1, "num_format": "dd/mm/yyyy"}),
    )
    known = f"Số liệu tính đến {local(asked.seal.published_at):%H:%M ngày %d/%m/%Y}"
    period = f"từ ngày {asked.period.first:%d/%m/%Y} đến ngày {asked.period.last:%d/%m/%Y}"
    for at, words in enumerate(
        (TITLE, f"{asked.scope.name}, {period}", f"{known} ({moment_written(asked.seal.published_at)})")
    ):
        sheet.write_string(at, 0, words, strong)
    for column, (words, width) in enumerate(HEADS):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD, column, words, head)
    for at, row in enumerate(_table(rows), start=HEAD + 1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(at, column, cell, text)
            else:
                sheet.write_string(at, column, plain(cell), text)
    book.close()
    return stream.getvalue()


def as_paper(asked: Asked, rows: Sequence[Late]) -> bytes:
    """The list as an official paper, A4 landscape, over as many pages as it needs."""
    top = letterhead(Unit.objects.get(pk=asked.scope.unit_id), on=asked.period.last)
    table = [[f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell) for cell in row] for row in _table(rows)]
    return draw(
        PeriodReport(
            head=Head(agency=top.agency, agency_above=top.agency_above, place=top.place),
            title=TITLE.capitalize(),
            form=NAME,
            period=official_period(asked.period, own=asked.scope.own),
            unit=UNIT,
            heads=(tuple(Heading(words=words) for words, _width in HEADS),),
            numbers=tuple(f"({number})" for number in range(1, len(HEADS) + 1)),
            lines=tuple(Line(number=number, name=name, cells=tuple(cells)) for number, name, *cells in table),
            total=None,
            notes=(f"Tổng số: {len(table)} hồ sơ.", known_words(asked.seal), MASKED),
            signers=SIGNERS,
            widths=(NUMBER, WIDEST, *(min(max(float(width), NARROWEST), WIDEST) for _words, width in HEADS[2:])),
        ),
        at=asked.seal.published_at,
    )


def file_name(asked: Asked, suffix: str) -> str:
    """What it is, unit, first and last day."""
    return f"qua-han_{asked.scope.code}_{asked.period.first}_{asked.period.last}.{suffix}"


def _table(rows: Sequence[Late]) -> list[list[Cell]]:
    return [_line(place, row) for place, row in enumerate(rows, start=1)]


def _line(place: int, row: Late) -> list[Cell]:
    record = row.record
    cause = cause_words(row.cause)
    if record and record.cause_text and row.cause:
        cause = f"{cause} ({record.cause_text})"
    return [
        place,
        record.number if record else MASK,
        row.procedure_vi,
        row.unit_vi,
        row.accepted,
        row.deadline,
        row.finished or OPEN,
        row.days,
        cause,
        APOLOGIES[row.apology],
        record.apology_no if record and row.apology else "",
        record.explanation if record and row.explained else "",
        record.explanation_no if record and row.explained else "",
        record.person if record else "",
    ]
