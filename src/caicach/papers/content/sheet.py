"""The first sheet of a workbook as CSV: values only, formulas are not carried out. In the child process alone."""

import csv
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from caicach.kit.sheet import cell_text
from caicach.papers.content.office import inspect_office
from caicach.papers.rules.media import XLSX
from caicach.papers.rules.unfit import HARD, Unfit

MOST_ROWS = 1_048_576
"""So many rows a sheet can have."""


def first_sheet(path: Path, out: Path) -> int:
    """Write it to `out` up to the last row that holds anything; how many do. Raises `Unfit`."""
    if inspect_office(path) != XLSX:
        raise Unfit("office-damaged")
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS:
            raise Unfit(HARD)
        with out.open("w", encoding="utf-8", newline="") as text:
            writer, count, empty = csv.writer(text, lineterminator="\n"), 0, 0
            for row in sheet.iter_rows():
                cells = [cell_text(cell) for cell in row]
                if any(cells):
                    writer.writerows([[""] * len(cells)] * empty)
                    writer.writerow(cells)
                    count, empty = count + 1, 0
                else:
                    empty += 1
    except (CalamineError, OSError, ValueError):
        raise Unfit("office-damaged") from None
    return count
