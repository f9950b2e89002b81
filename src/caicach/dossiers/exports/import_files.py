"""The template of an import, and the file of the rows to be put right: CSV, or a workbook where the name ends so."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

import xlsxwriter
from django.utils.translation import gettext as _

from caicach.dossiers.queries.import_words import fault_words
from caicach.dossiers.rules.imported import COLUMNS, ERROR_HEAD, ROW_HEAD, neutral
from caicach.dossiers.services.check_import import Checked


def corrections(checked: Checked, *, companion: bool) -> Iterator[list[str]]:
    """The head and the wrong rows as they stand in the file, with their row and what is wrong; no cell is a formula.

    Put right and imported again, the last two columns are passed over. Read as a stream, however many there are.
    """
    ours = (ROW_HEAD, ERROR_HEAD)
    places = [place for place, cell in enumerate(checked.source.head) if cell not in ours]
    yield [*(neutral(checked.source.head[place]) for place in places), *ours]
    told = groupby(checked.faults(companion=companion), key=lambda fault: fault.row)
    for (row, cells), (_row, faults) in zip(checked.spoilt(companion=companion), told, strict=True):
        yield [*(neutral(cells[place]) for place in places), str(row), neutral("; ".join(map(fault_words, faults)))]


def write_corrections(checked: Checked, companion: bool, to: Path) -> None:
    """The wrong rows of a file into a file to be put right."""
    write_file(corrections(checked, companion=companion), to)


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
