"""A file of another system as plain CSV: its encoding, its separator, its head; a workbook is written out first."""

import codecs
import csv
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from caicach.dossiers.rules.imported import COLUMNS
from caicach.kit.refusal import Refused
from caicach.kit.vietnamese import fold
from caicach.kit.words import mark

BLOCK = 1 << 20
SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Source:
    """A readable CSV file: separator, the head as it stands, and at which place each known column is."""

    path: Path
    separator: str
    head: tuple[str, ...]
    places: dict[str, int]
    digest: str


def source_of(path: Path, scratch: Path, *, unpack: Callable[[Path, Path], object]) -> Source:
    """Look into a file; `unpack` writes a workbook as CSV.

    Raises `Refused` when it is no UTF-8 CSV and no workbook, or its columns are not known.
    """
    if not path.is_file():
        raise Refused("no-file", mark("Không có tệp {name}."), values={"name": path.name}, field="file")
    with path.open("rb") as opened:
        begins = opened.read(8)
    text = path
    if begins.startswith(b"PK\x03\x04"):
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        text = scratch / "workbook.csv"
        unpack(path, text)
    elif begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\xd0\xcf\x11\xe0")):
        raise _no_utf8(1)
    else:
        digest = _digest(path)
    separator, head = _head(text)
    return Source(text, separator, head, _places(head), digest)


def _digest(path: Path) -> str:
    """The SHA-256 of a text file. Raises `Refused` where it holds what no text does."""
    digest, line = hashlib.sha256(), 1
    with path.open("rb") as opened:
        while block := opened.read(BLOCK):
            if b"\0" in block:
                raise _no_utf8(line + block[: block.index(b"\0")].count(b"\n"))
            digest.update(block)
            line += block.count(b"\n")
    return digest.hexdigest()


def bad_encoding(path: Path) -> Refused:
    """The refusal of a file that is not UTF-8, with the line of the first byte that cannot be."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with path.open("rb") as opened:
        while block := opened.read(BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as fault:
                return _no_utf8(line + block[: fault.start].count(b"\n"))
            line += block.count(b"\n")
    return _no_utf8(line)


def _no_utf8(line: int) -> Refused:
    return Refused(
        "bad-encoding",
        mark("Dòng {line} không phải chữ UTF-8; hãy lưu tệp dưới dạng «CSV UTF-8» hoặc .xlsx rồi nhập lại."),
        values={"line": line},
        field="file",
    )


def _head(path: Path) -> tuple[str, tuple[str, ...]]:
    """The separator by which the head has most known columns, and the head."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            line = opened.readline(1 << 16)
    except UnicodeDecodeError:
        raise bad_encoding(path) from None
    known = {fold(column.head) for column in COLUMNS} | {column.name for column in COLUMNS}
    heads = {one: tuple(cell.strip() for cell in next(csv.reader([line], delimiter=one), [])) for one in SEPARATORS}
    best = max(SEPARATORS, key=lambda one: sum(fold(cell) in known for cell in heads[one]))
    return best, heads[best]


def _places(head: tuple[str, ...]) -> dict[str, int]:
    folded = [fold(cell) for cell in head]
    places = {
        column.name: folded.index(name)
        for column in COLUMNS
        for name in (column.name, fold(column.head))
        if name in folded
    }
    missing = [column.head for column in COLUMNS if column.needed and column.name not in places]
    if missing:
        raise Refused(
            "missing-columns",
            mark("Dòng đầu phải là tên cột; thiếu cột {missing}. Hãy lấy mẫu bằng --template."),
            values={"missing": ", ".join(f"“{head}”" for head in missing)},
            field="file",
        )
    return places
