"""The forms of `rules.sheets` for machines, as CSV, as a workbook and as text; official papers are Vietnamese."""

import json
from datetime import UTC
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from caicach.figures.rules.asked import moment_written
from caicach.kit.ratio import Ratio, percent
from caicach.papers.rules.letters import plain
from caicach.reports.exports.comma import lines
from caicach.reports.exports.lines import TOTAL
from caicach.reports.exports.wording import known_words, official_period
from caicach.reports.exports.workbook import A4, MOTTO, NATION, OPTIONS
from caicach.reports.queries.drawn import Drawn
from caicach.reports.rules.ii06 import Cells, Row
from caicach.reports.rules.sheets import UNCONFIRMED, Column
from caicach.reports.rules.variants import FLAT_HEADS

HEAD = 7
LEVEL = "Mức độ dịch vụ công trực tuyến"
Printed = str | int | Ratio


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
    if drawn.seal.claimed:
        asked["claimed"] = True
    rows = [{**_named(drawn, row), **_keyed(drawn, row.cells)} for row in drawn.rows]
    return {**asked, "rows": rows, "total": _keyed(drawn, drawn.total), "holds": drawn.holds}


def as_json(drawn: Drawn) -> bytes:
    """The document as UTF-8 text; the same report gives the same bytes."""
    return (json.dumps(document(drawn), ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(drawn: Drawn) -> bytes:
    """Heads with the numbers of the columns, rows, total."""
    return lines([plainly(cell) for cell in row] for row in table(drawn))


def as_text(drawn: Drawn) -> str:
    """Name, period and table, cells apart by tabs."""
    head = [
        f"{drawn.asked.name} · {drawn.agency_vi}",
        official_period(drawn.period, own=drawn.scope.own),
        *([] if drawn.asked.confirmed else [str(UNCONFIRMED)]),
        "",
    ]
    return "\n".join([*head, *("\t".join(str(plainly(cell)) for cell in row) for row in table(drawn))])


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
    _layout(sheet, _width(drawn))
    face = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "text_wrap": True}
    centre, bold = (book.add_format({**face, "align": "center", "bold": strong}) for strong in (False, True))
    _head(sheet, drawn, centre, bold)
    grid = {**face, "font_size": 11, "border": 1}
    formats: tuple[dict[str, object], ...] = (
        {"bold": True, "align": "center"}, {}, {"num_format": "#,##0"}, {"num_format": "0.00%"},
    )  # fmt: skip
    _body(sheet, drawn, *(book.add_format({**grid, **one}) for one in formats))
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
    last = 1 + _width(drawn)
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


def _width(drawn: Drawn) -> int:
    """How many columns stand after the name."""
    return len(drawn.asked.columns) + bool(drawn.levels)


def _body(sheet: Any, drawn: Drawn, head: Any, name: Any, count: Any, share: Any) -> None:
    told = table(drawn)
    for at, row in enumerate(told, start=HEAD):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(at, column, cell, count)
            elif isinstance(cell, Ratio):
                if cell.fraction is None:
                    sheet.write_blank(at, column, None, share)
                else:
                    # A spreadsheet knows binary fractions only; what is shown is rounded to two decimals of a percent.
                    sheet.write_number(at, column, float(cell.fraction), share)
            else:
                sheet.write_string(at, column, plain(cell), head if at == HEAD else name)
    below = HEAD + len(told) + 1
    for at, words in enumerate(notes(drawn), start=below):
        sheet.write_string(at, 0, words)


def notes(drawn: Drawn) -> list[str]:
    """What stands under the table of an official paper."""
    unconfirmed = [] if drawn.asked.confirmed else [str(UNCONFIRMED)]
    told = [known_words(drawn.seal), f"Nguồn: {drawn.asked.source}.", drawn.asked.note, *unconfirmed]
    return [words for words in told if words]


def table(drawn: Drawn) -> list[list[Printed]]:
    """Heads with the numbers of the columns, the rows, the total, all as printed."""
    level: list[Printed] = [LEVEL] if drawn.levels else []
    heads: list[Printed] = [_head_of(one) for one in drawn.asked.columns]
    told: list[list[Printed]] = [["(1) TT", f"(2) {FLAT_HEADS[drawn.by]}", *level, *heads]]
    for place, row in enumerate(drawn.rows, start=1):
        level = [drawn.levels.get(row.id or 0, "")] if drawn.levels else []
        told.append([place, row.name_vi, *level, *_printed(drawn, row.cells)])
    level = [""] if drawn.levels else []
    return [*told, ["", TOTAL, *level, *_printed(drawn, drawn.total)]]


def _head_of(column: Column) -> str:
    return f"({column.number}) {column.group} – {column.head}" if column.group else f"({column.number}) {column.head}"


def _printed(drawn: Drawn, cells: Cells) -> list[Printed]:
    return ["" if told is None else told for told in drawn.asked.told(cells.counts)]


def plainly(cell: Printed) -> str | int:
    """A rate as text: "62.50%", nothing where nothing divides it."""
    if not isinstance(cell, Ratio):
        return cell
    return "" if cell.fraction is None else f"{percent(cell)}%"


def _named(drawn: Drawn, row: Row) -> dict[str, object]:
    named: dict[str, object] = {drawn.by.value: row.code, "name": row.name_vi}
    return {**named, "online_level": drawn.levels.get(row.id or 0, "")} if drawn.levels else named


def _keyed(drawn: Drawn, cells: Cells) -> dict[str, object]:
    told = zip(drawn.asked.columns, drawn.asked.told(cells.counts), strict=True)
    return {column.key: value.value if isinstance(value, Ratio) else value for column, value in told}
