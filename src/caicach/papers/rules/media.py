"""Which kinds of file are taken, told by their first bytes; the name a file came under says nothing."""

from caicach.papers.rules import unfit
from caicach.papers.rules.unfit import Unfit

PDF = "application/pdf"
JPEG, PNG, TIFF = "image/jpeg", "image/png", "image/tiff"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
PACKED = "application/zip"
"""A ZIP; what is in it decides whether it is an office document."""

IMAGES = frozenset({JPEG, PNG, TIFF})
OFFICE = frozenset({DOCX, XLSX, ODT})
EXTENSIONS = {
    PDF: "pdf", JPEG: "jpg", PNG: "png", TIFF: "tif", DOCX: "docx", XLSX: "xlsx", ODT: "odt",
}  # fmt: skip
"""The ending under which a file is given out."""

SEEN_IN_BROWSER = frozenset({PDF, JPEG, PNG})

_BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"PK\x03\x04", PACKED),
)
_NOT_TAKEN = (
    (b"MZ", unfit.PROGRAM),
    (b"\x7fELF", unfit.PROGRAM),
    (b"#!", unfit.PROGRAM),
    (b"\xd0\xcf\x11\xe0", unfit.OLD_OFFICE),
    (b"Rar!", unfit.ARCHIVE),
    (b"7z\xbc\xaf", unfit.ARCHIVE),
    (b"\x1f\x8b", unfit.ARCHIVE),
)
HEAD = 16
"""So many bytes are enough to tell."""


def media_type_of(head: bytes) -> str:
    """The kind of a file by its first bytes. Raises `Unfit` for one that is not taken, saying what it is.

    A PDF must begin at its first byte: readers forgive rubbish before it, so that a program can be made to look like
    one.
    """
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[4:8] == b"ftyp":
        raise Unfit(unfit.HEIC if head[8:12] in (b"heic", b"heix", b"mif1", b"msf1") else "file-kind")
    raise Unfit(next((code for beginning, code in _NOT_TAKEN if head.startswith(beginning)), "file-kind"))
