"""Rows of a sheet: from a workbook (XLSX) or pasted text; cells become trimmed texts, days become ISO dates."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from caicach.kit.refusal import Refused
from caicach.kit.vietnamese import fold
from caicach.kit.words import mark

MOST_ROWS = 5_000
Row = list[str]


def workbook_rows(body: bytes) -> list[Row]:
    """The rows of the first sheet that hold anything. Raises `Refused("bad-workbook")`, `Refused("too-many-rows")`."""
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=True)
    except (CalamineError, OSError, ValueError) as fault:
        raise Refused(
            "bad-workbook",
            mark("Không đọc được tệp này như một bảng tính; hãy lưu lại dưới dạng .xlsx rồi thử lại."),
            field="workbook",
        ) from fault
    return _kept([cell_text(cell) for cell in row] for row in rows)


def pasted_rows(text: str) -> list[Row]:
    """The rows of text copied from a sheet: cells apart by tabs. Raises `Refused("too-many-rows")`."""
    return _kept([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter="\t"))


def as_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows as text that `pasted_rows` reads back."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def named_rows(
    rows: Sequence[Row], columns: Mapping[str, Sequence[str]], *, may_lack: Collection[str] = ()
) -> list[dict[str, str]]:
    """Each row below the head as a dict by column name.

    `columns` names for each column the heads it may bear (compared without marks and case); a head that nobody knows
    is passed over. A column of `may_lack` that has no head is empty in each row; for another one, or when there is no
    row at all, `Refused("missing-columns")` is raised.
    """
    heads = [fold(cell) for cell in rows[0]] if rows else []
    places = {}
    for name, known in columns.items():
        found = next((heads.index(fold(head)) for head in known if fold(head) in heads), None)
        if found is None and name in may_lack and rows:
            continue
        if found is None:
            raise Refused(
                "missing-columns",
                mark("Dòng đầu phải là tên cột; thiếu cột “{column}”. Các cột cần có: {columns}."),
                values={"column": known[0], "columns": ", ".join(heads[0] for heads in columns.values())},
                field="rows",
            )
        places[name] = found
    return [
        {name: row[at] if (at := places.get(name, len(row))) < len(row) else "" for name in columns} for row in rows[1:]
    ]


def cell_text(cell: object) -> str:
    """A cell as trimmed text: a day or moment as ISO, a whole number without a point."""
    if isinstance(cell, datetime):
        return cell.isoformat() if cell.time() != cell.min.time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _kept(rows: Iterable[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        if any(row):
            kept.append(row)
        if len(kept) > MOST_ROWS:
            raise Refused(
                "too-many-rows",
                mark("Bảng có hơn {most} dòng; hãy chia thành nhiều lần nhập."),
                values={"most": MOST_ROWS},
                field="rows",
            )
    return kept
