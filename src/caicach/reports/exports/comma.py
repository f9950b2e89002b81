"""Tables as CSV for spreadsheets: UTF-8 with its mark, names that look like formulas kept as text, Vietnamese heads."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from caicach.papers.rules.letters import plain
from caicach.reports.exports.lines import lines as lines_of
from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.variants import ROW_HEADS

MARK = "\ufeff"
"""By this spreadsheets know that a file is UTF-8."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def lines(rows: Iterable[Sequence[str | int]]) -> bytes:
    """The rows as the bytes of a file; numbers stay numbers, text never becomes a formula."""
    out = StringIO()
    written = csv.writer(out, lineterminator="\r\n")
    written.writerows([_cell(cell) for cell in row] for row in rows)
    return (MARK + out.getvalue()).encode()


def as_bytes(report: Report) -> bytes:
    """Form II.06: one line of heads with the numbers of the columns, the lines, the total; a withheld cell is `*`."""
    groups = {group.key: group.head for group in form.GROUPS}
    heads = [f"({column.number}) {groups[column.group]} – {column.head}" for column in form.COLUMNS]
    table: list[list[str | int]] = [["(1) TT", f"(2) {ROW_HEADS[report.by]}", *heads]]
    for line in lines_of(report):
        number = int(line.number) if line.number.isdecimal() else line.number
        table.append([number, line.name_vi, *line.printed])
    return lines(table)


def _cell(cell: str | int) -> str | int:
    if isinstance(cell, int):
        return cell
    # Looked at before the letters are made plain too: what is taken out may uncover a sign.
    text = plain(cell)
    return f"'{text}" if text.startswith(FORMULAS) or cell.startswith(FORMULAS) else text
