"""Tables as CSV for spreadsheets: UTF-8 with its mark, names that look like formulas kept as text, Vietnamese heads."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from caicach.papers.rules.letters import plain
from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form

MARK = "\ufeff"
"""By this spreadsheets know that a file is UTF-8."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
TOTAL = "Tổng cộng"
ROW_HEADS = {form.By.FIELD: "Lĩnh vực giải quyết", form.By.AGENCY: "Cơ quan, đơn vị"}


def lines(rows: Iterable[Sequence[str | int]]) -> bytes:
    """The rows as the bytes of a file; numbers stay numbers, text never becomes a formula."""
    out = StringIO()
    written = csv.writer(out, lineterminator="\r\n")
    written.writerows([_cell(cell) for cell in row] for row in rows)
    return (MARK + out.getvalue()).encode()


def as_bytes(report: Report) -> bytes:
    """Form II.06: one line of heads with the numbers of the columns, the rows, the total."""
    groups = {group.key: group.head for group in form.GROUPS}
    heads = [f"({column.number}) {groups[column.group]} – {column.head}" for column in form.COLUMNS]
    table: list[list[str | int]] = [["(1) TT", f"(2) {ROW_HEADS[report.by]}", *heads]]
    table += [[place, row.name_vi, *row.cells.counts] for place, row in enumerate(report.rows, start=1)]
    return lines([*table, ["", TOTAL, *report.total.counts]])


def _cell(cell: str | int) -> str | int:
    if isinstance(cell, int):
        return cell
    # Looked at before the letters are made plain too: what is taken out may uncover a sign.
    text = plain(cell)
    return f"'{text}" if text.startswith(FORMULAS) or cell.startswith(FORMULAS) else text
