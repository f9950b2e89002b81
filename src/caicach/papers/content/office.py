"""A look into an office document (a ZIP): which one it is, no macro, nothing embedded that runs, no bomb."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from caicach.papers.rules import unfit
from caicach.papers.rules.media import DOCX, ODT, XLSX
from caicach.papers.rules.unfit import Unfit

MACROS = ("vbaproject.bin", "vbadata.xml", "/macrosheets/", "basic/", "scripts/")
RUNS = ("/activex/", "oleobject")
PROGRAMS = (".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".jar", ".scr", ".hta", ".lnk")
CHUNK = 64 * 1024
TEXTS = ("[content_types].xml", ".rels", "meta-inf/manifest.xml")
LONGEST_TEXT = 1024 * 1024
LOCKED = 0x1


@dataclass
class Budget:
    """How many bytes may still come out, over all nested archives."""

    left: int = unfit.MOST_UNPACKED

    def take(self, size: int) -> None:
        """Raises `Unfit` when more came out than may."""
        self.left -= size
        if self.left < 0:
            raise bomb()


def bomb() -> Unfit:
    """The finding for what grows beyond the limits."""
    return Unfit("zip-bomb", limit=unfit.MOST_UNPACKED // unfit.MEGABYTE)


def inspect_office(path: Path) -> str:
    """The media type of an office document that may be taken; raises `Unfit` for any other ZIP."""
    try:
        with zipfile.ZipFile(path) as packed:
            kind = _kind(packed)
            _look_through(packed, Budget(), depth=0)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError):
        raise Unfit("office-damaged") from None
    return kind


def office_type(path: Path) -> str:
    """The media type by the names inside alone, for a document that the house made itself."""
    with zipfile.ZipFile(path) as packed:
        return _kind(packed)


def _kind(packed: zipfile.ZipFile) -> str:
    names = set(packed.namelist())
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return XLSX
    first = packed.infolist()[0] if packed.infolist() else None
    if first and first.filename == "mimetype" and first.file_size == len(ODT) and packed.read(first) == ODT.encode():
        return ODT
    raise Unfit(unfit.ARCHIVE)


def _look_through(packed: zipfile.ZipFile, budget: Budget, *, depth: int) -> None:
    """Every entry: declared and true size, name, and what is nested in it."""
    entries = packed.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    stored = sum(entry.compress_size for entry in entries)
    grows = unpacked > unfit.FREELY_PACKED and unpacked > stored * unfit.MOST_RATIO
    if len(entries) > unfit.MOST_ENTRIES or unpacked > budget.left or grows:
        raise bomb()
    for entry in entries:
        if entry.flag_bits & LOCKED:
            raise Unfit("office-encrypted")
        name = entry.filename.casefold()
        if any(part in name for part in MACROS):
            raise Unfit("office-macro")
        if any(part in f"/{name}" for part in RUNS) or name.endswith(PROGRAMS):
            raise Unfit("office-active")
        with packed.open(entry) as stream:
            _look_into(stream, name, budget, depth=depth)


def _look_into(stream: IO[bytes], name: str, budget: Budget, *, depth: int) -> None:
    head = stream.read(CHUNK)
    budget.take(len(head))
    if head.startswith(b"PK\x03\x04"):
        if depth >= unfit.MOST_NESTED:
            raise bomb()
        rest = stream.read()
        budget.take(len(rest))
        with zipfile.ZipFile(io.BytesIO(head + rest)) as inner:
            _look_through(inner, budget, depth=depth + 1)
        return
    if head.startswith((b"MZ", b"\x7fELF")):
        raise Unfit("office-active")
    text = head if name.endswith(TEXTS) else b""
    while chunk := stream.read(CHUNK):
        budget.take(len(chunk))
        if text:
            text += chunk
        if len(text) > LONGEST_TEXT:
            raise Unfit(unfit.HARD)
    _look_at_text(text.lower())


def _look_at_text(text: bytes) -> None:
    """What the lists of parts and the links between them give away."""
    if b"macroenabled" in text or b"vbaproject" in text:
        raise Unfit("office-macro")
    if b"encryption-data" in text:
        raise Unfit("office-encrypted")
    for link in text.split(b"<relationship ")[1:]:
        link = link.partition(b">")[0]
        if b'"external"' in link.replace(b"'", b'"') and b"/hyperlink" not in link:
            raise Unfit("office-active")
