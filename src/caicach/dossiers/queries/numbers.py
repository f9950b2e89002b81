"""Numbers of outgoing papers as they are entered: by which register, and read from a sheet of the document system."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from caicach.dossiers.queries.visible import visible_to
from caicach.kit.acts import Actor
from caicach.kit.refusal import Refused
from caicach.kit.vietnamese import fold
from caicach.kit.words import mark
from caicach.papers.models import Document, IssuedNumber, Register
from caicach.papers.rules.document import NumberState

LARGEST = 2 * 1024 * 1024
MOST_LINES = 500
COLUMNS = {"ma ho so": "dossier", "so": "number", "ngay": "day", "ky hieu": "symbol"}
DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet; `fault` is a marked text when it cannot be used."""

    dossier: str
    number: int
    day: date | None
    symbol: str = ""
    fault: str = ""

    def arguments(self) -> Mapping[str, Any]:
        """What the verb `number` is called with."""
        return {"number": self.number, "issued_on": self.day, "symbol": self.symbol}


@dataclass(frozen=True, slots=True)
class Counted:
    """A register with its numbers kept for papers to come."""

    register: Register
    reserved: Sequence[IssuedNumber]


def registers_for(documents: Iterable[Document], *, year: int) -> dict[tuple[int, str], Counted]:
    """The registers of the papers in a year by body and kind; two statements."""
    units = {document.unit_id for document in documents}
    registers = list(Register.objects.filter(unit_id__in=units, year=year))
    kept = IssuedNumber.objects.filter(register__in=registers, state=NumberState.RESERVED.value).order_by("number")
    by_register: dict[int, list[IssuedNumber]] = {}
    for one in kept:
        by_register.setdefault(one.register_id, []).append(one)
    return {(one.unit_id, one.kind): Counted(one, by_register.get(one.pk, [])) for one in registers}


def dossiers_by_number(actor: Actor, numbers: Collection[str]) -> dict[str, int]:
    """Ids of the dossiers with those numbers that the actor may see; one statement."""
    found = visible_to(actor).filter(number__in=list(numbers)).values_list("number", "pk")
    return {number: pk for number, pk in found if number}


def read_numbers(sheet: BinaryIO) -> list[Line]:
    """The lines of an XLSX or CSV file. Raises `Refused`: "sheet-unreadable", "sheet-columns", "sheet-long"."""
    content = sheet.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused("sheet-long", mark("Tệp quá lớn; hãy chia nhỏ."), field="sheet")
    rows = [row for row in _rows(content) if any(str(cell or "").strip() for cell in row)]
    if len(rows) > MOST_LINES:
        raise Refused(
            "sheet-long", mark("Tệp có quá {most} dòng; hãy chia nhỏ."), values={"most": MOST_LINES}, field="sheet"
        )
    head = [COLUMNS.get(fold(str(cell or "")).strip(), "") for cell in rows[0]] if rows else []
    if not {"dossier", "number"} <= set(head):
        raise Refused("sheet-columns", mark("Dòng đầu của tệp phải có các cột “Mã hồ sơ” và “Số”."), field="sheet")
    return [_line({name: cell for name, cell in zip(head, row, strict=False) if name}) for row in rows[1:]]


def _rows(content: bytes) -> Iterator[Sequence[Any]]:
    try:
        if content[:2] == b"PK":
            yield from CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
            return
        text = content.decode("utf-8-sig")
        yield from csv.reader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    except (CalamineError, UnicodeDecodeError, csv.Error, ValueError) as wrong:
        raise Refused(
            "sheet-unreadable", mark("Không đọc được tệp này; hãy dùng XLSX hoặc CSV (UTF-8)."), field="sheet"
        ) from wrong


def _line(cells: Mapping[str, Any]) -> Line:
    dossier, symbol = str(cells.get("dossier") or "").strip(), str(cells.get("symbol") or "").strip()[:40]
    try:
        number = int(float(str(cells.get("number")).strip()))
        day = _day(cells.get("day"))
    except (ValueError, OverflowError):
        return Line(dossier, 0, None, fault=mark("Số hoặc ngày không đọc được."))
    if not 0 < number < 1_000_000:
        return Line(dossier, 0, None, fault=mark("Số văn bản phải là số nguyên từ 1."))
    return Line(dossier, number, day, symbol)


def _day(cell: Any) -> date | None:
    if cell in (None, ""):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for pattern in DAYS:
        try:
            return datetime.strptime(str(cell).strip(), pattern).date()  # noqa: DTZ007 (a day, no instant)
        except ValueError:
            continue
    raise ValueError(cell)
