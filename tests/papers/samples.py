"""Files made for the tests: honest ones, and one of each kind that is made to hurt."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

MEGABYTE = 1024 * 1024
CONTENT_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def pdf(
    pages: int = 1, *, width: int = 595, change: Callable[[pikepdf.Pdf], None] | None = None, **save: object
) -> bytes:
    """A PDF of empty pages; each page is one point wider than the one before, so that it can be told."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for number in range(pages):
            made.add_blank_page(page_size=(width + number, 842))
        if change is not None:
            change(made)
        made.save(out, static_id=not save, **save)
    return out.getvalue()


def locked(user: str = "", owner: str = "chủ") -> bytes:
    """A PDF with a password to open it, or one that only forbids printing."""
    return pdf(encryption=pikepdf.Encryption(user=user, owner=owner))


def acting(**action: object) -> bytes:
    """A PDF that does something when it is opened."""
    return pdf(change=lambda made: made.Root.__setattr__("OpenAction", Dictionary(**action)))


def scripted() -> bytes:
    """A script among the names, compressed into an object stream."""

    def add(made: pikepdf.Pdf) -> None:
        action = made.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
        made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), action])))

    return pdf(change=add, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def with_button() -> bytes:
    """A script on a button, three levels deep in direct objects."""

    def add(made: pikepdf.Pdf) -> None:
        button = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
            AA=Dictionary(U=Dictionary(S=Name.Launch, F=String("calc.exe"))),
        )  # fmt: skip
        made.pages[0].Annots = Array([button])

    return pdf(change=add)


def with_file() -> bytes:
    """Another file packed inside."""
    return pdf(change=lambda made: made.attachments.__setitem__("a.exe", b"MZ\x90\0"))


def opening_at_page() -> bytes:
    """What word processors write: open at the top of page one. No harm."""
    return pdf(change=lambda made: made.Root.__setattr__("OpenAction", Array([made.pages[0].obj, Name.Fit])))


def linking() -> bytes:
    """A link to the web that has to be clicked. No harm."""
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
                      A=Dictionary(S=Name.URI, URI=String("https://example.vn")))  # fmt: skip
    return pdf(change=lambda made: made.pages[0].obj.__setattr__("Annots", Array([link])))


def deflated(megabytes: int) -> bytes:
    """So many megabytes of nothing, deflated."""
    press = zlib.compressobj(1)
    return b"".join(press.compress(b"\0" * MEGABYTE) for _ in range(megabytes)) + press.flush()


def image(kind: str = "JPEG", size: tuple[int, int] = (60, 80), mode: str = "RGB", **save: object) -> bytes:
    """A plain image."""
    out = io.BytesIO()
    Image.new(mode, size, 200 if mode != "RGB" else (200, 180, 160)).save(out, kind, **save)
    return out.getvalue()


def picture_of(drawn: pikepdf.Object) -> Image.Image:
    """The picture that a PDF holds."""
    return pikepdf.PdfImage(drawn).as_pil_image()


def many_sheets(count: int) -> bytes:
    """A TIFF of several sheets, as scanners write it."""
    out = io.BytesIO()
    sheets = [Image.new("1", (40, 50 + number), 1) for number in range(count)]
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def image_bomb(side: int = 30_000) -> bytes:
    """A PNG of a hundred kilobytes with a billion points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = deflated(side * (side // 8 + 1) // MEGABYTE + 1)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def packed(entries: dict[str, bytes]) -> bytes:
    """A ZIP of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """A small document; further parts by their names, `__` for a slash, `_` for a point."""
    parts = {name.replace("__", "/").replace("_", "."): content for name, content in more.items()}
    return packed({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b"<w:document/>", **parts})


def xlsx() -> bytes:
    """A small workbook."""
    return packed({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": b"<workbook/>"})


def odt() -> bytes:
    """A small text document of the open format."""
    kind = b"application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, "content.xml": b"<office/>", "META-INF/manifest.xml": b"<manifest/>"})


def bomb_docx(megabytes: int) -> bytes:
    """A document with one part that grows to so many megabytes."""
    out = io.BytesIO(docx())
    archive = zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1)
    with archive, archive.open("word/media/a.bin", "w", force_zip64=True) as part:
        for _ in range(megabytes):
            part.write(b"\0" * MEGABYTE)
    return out.getvalue()


def nested(depth: int) -> bytes:
    """A document in a document in a document …"""
    inner = docx()
    for _ in range(depth):
        inner = docx(word__embeddings__a_docx=inner)
    return inner


def lying_docx() -> bytes:
    """A document whose part says that it is one byte long, and holds a megabyte."""
    whole = bytearray(docx(word__media__a_bin=b"\0" * MEGABYTE))
    size = struct.pack("<I", MEGABYTE)
    while (place := whole.find(size)) >= 0:
        whole[place : place + 4] = struct.pack("<I", 1)
    return bytes(whole)


def locked_docx() -> bytes:
    """A document whose parts are marked as encrypted."""
    whole = bytearray(docx())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := whole.find(signature, place + 1)) >= 0:
            whole[place + offset] |= 1
    return bytes(whole)
