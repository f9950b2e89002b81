"""The template of an import, and the file of the rows to be put right: CSV, or a workbook where the name ends so."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

import xlsxwriter
from django.utils.translation import gettext as _

from caicach.dossiers.queries.import_source import Source, rows_at
from caicach.dossiers.rules.imported import COLUMNS, ERROR_HEAD, HEADS, LONGEST, WRONG, Fault, neutral


def fault_words(fault: Fault) -> str:
    """A fault such as `Hạn trả “2025-13-01”: không đọc được thời điểm …`."""
    what = _(WRONG[fault.code]).format(most=LONGEST.get(fault.column, 0))
    value = f" “{fault.value}”" if fault.value else ""
    return f"{HEADS[fault.column]}{value}: {what}"


def fault_text(fault: Fault) -> str:
    """A fault with its row, on one line."""
    return _("Dòng {row}, cột {what}").format(row=fault.row, what=fault_words(fault))


def corrections(source: Source, faults: Iterable[Fault]) -> Iterator[list[str]]:
    """The head and the wrong rows as they stand in the file, with what is wrong; no cell is taken for a formula.

    Put right and imported again, the last column is passed over.
    """
    head = [cell for cell in source.head if cell != ERROR_HEAD]
    yield [*map(neutral, head), ERROR_HEAD]
    places = [place for place, cell in enumerate(source.head) if cell != ERROR_HEAD]
    told: Mapping[int, str] = {
        row: "; ".join(map(fault_words, found)) for row, found in groupby(faults, key=lambda fault: fault.row)
    }
    for row, cells in rows_at(source, frozenset(told)):
        yield [*(neutral(cells[place]) if place < len(cells) else "" for place in places), told[row]]


def template_rows() -> list[list[str]]:
    """The head and one row that says what each column holds."""
    return [[column.head for column in COLUMNS]]


def write_csv(rows: Iterable[Sequence[str]], out: TextIO) -> None:
    """Rows as CSV that a spreadsheet opens with its Vietnamese letters whole."""
    out.write("\ufeff")
    csv.writer(out).writerows(rows)


def write_workbook(rows: Iterable[Sequence[str]], out: Any, *, notes: Iterable[Sequence[str]] = ()) -> None:
    """Rows as texts of a workbook, with a second sheet of notes if there are any; no cell is a formula."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheets = [(_("Hồ sơ"), rows), (_("Hướng dẫn"), notes)] if notes else [(_("Hồ sơ"), rows)]
        for name, lines in sheets:
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 20, 22)
            for place, line in enumerate(lines):
                sheet.write_row(place, 0, line)


def notes() -> list[list[str]]:
    """What each column holds."""
    needed = [_("phải có") if column.needed else "" for column in COLUMNS]
    return [[column.head, word, _(column.meaning)] for column, word in zip(COLUMNS, needed, strict=True)]


def write_file(rows: Iterable[Sequence[str]], to: Path, *, notes: Iterable[Sequence[str]] = ()) -> None:
    """Rows into a file, by what its name ends in."""
    if to.suffix.lower() == ".xlsx":
        write_workbook(rows, str(to), notes=notes)
        return
    with to.open("w", encoding="utf-8", newline="") as out:
        write_csv(rows, out)
