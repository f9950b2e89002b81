"""Every bad file is refused with its reason in words and leaves nothing behind; honest files are taken."""

import subprocess
import sys
from pathlib import Path

import pytest

from caicach.papers.content import child
from caicach.papers.content.confined import inspect
from caicach.papers.rules.media import DOCX, JPEG, ODT, PDF, PNG, TIFF, XLSX
from caicach.papers.rules.unfit import Unfit, refusal
from papers import samples

JS, LAUNCH, EMBEDDED = "mã JavaScript", "lệnh mở chương trình hoặc trang mạng", "tệp nhúng bên trong"

TEMPLATE = b'<Relationships><Relationship Type="x/attachedTemplate" Target="http://x/a.dotm" TargetMode="External"/>'
LINK = b'<Relationships><Relationship Type="x/hyperlink" Target="http://example.vn" TargetMode="External"/>'

BAD = {
    "exe named pdf": (lambda: b"MZ\x90\0" + b"\0" * 99, "program", ""),
    "exe before a pdf": (lambda: b"MZ\x90\0" + samples.pdf(), "program", ""),
    "rubbish before a pdf": (lambda: b"\n\n" + samples.pdf(), "file-kind", ""),
    "script file": (lambda: b"#!/bin/sh\n", "program", ""),
    "web page": (lambda: b"<html><script>alert(1)</script>", "file-kind", ""),
    "drawing with scripts": (lambda: b"<svg onload='alert(1)'/>", "file-kind", ""),
    "old office or locked office": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office", ""),
    "phone image": (lambda: b"\0\0\0\x18ftypheic", "heic", ""),
    "pdf to be opened with a password": (lambda: samples.locked(user="mở"), "pdf-encrypted", ""),
    "pdf that forbids printing": (samples.locked, "pdf-encrypted", ""),
    "pdf cut off": (lambda: b"%PDF-1.7\n1 0 obj <</Type/Catalog", "pdf-damaged", ""),
    "script on opening": (lambda: samples.acting(S=samples.Name.JavaScript, JS="x"), "pdf-active", JS),
    "script among the names": (samples.scripted, "pdf-active", JS),
    "program on opening": (lambda: samples.acting(S=samples.Name.Launch, F="a.exe"), "pdf-active", LAUNCH),
    "web page on opening": (lambda: samples.acting(S=samples.Name.URI, URI="http://x"), "pdf-active", LAUNCH),
    "program on a button": (samples.with_button, "pdf-active", LAUNCH),
    "file in a pdf": (samples.with_file, "pdf-active", EMBEDDED),
    "macro document": (lambda: samples.docx(word__vbaProject_bin=b"x"), "office-macro", ""),
    "macro by its list of parts": (
        lambda: samples.packed(
            {"[Content_Types].xml": b"<Types>vnd.ms-word.document.macroEnabled.main</Types>", "word/document.xml": b""}
        ),
        "office-macro", "",
    ),
    "macro in an open document": (
        lambda: samples.packed({"mimetype": ODT.encode(), "Basic/Standard/a.xml": b""}), "office-macro", "",
    ),
    "control in a document": (lambda: samples.docx(word__activeX__a_bin=b"x"), "office-active", ""),
    "program in a document": (lambda: samples.docx(word__media__a_png=b"MZ\x90\0"), "office-active", ""),
    "template from elsewhere": (lambda: samples.docx(word___rels__settings_xml_rels=TEMPLATE), "office-active", ""),
    "locked document": (samples.locked_docx, "office-encrypted", ""),
    "archive": (lambda: samples.packed({"a.pdf": samples.pdf()}), "archive", ""),
    "document cut off": (lambda: samples.docx()[:-30], "office-damaged", ""),
    "size told falsely": (samples.lying_docx, "office-damaged", ""),
    "zip bomb": (lambda: samples.bomb_docx(300), "zip-bomb", "256"),
    "zip bomb by its ratio": (lambda: samples.bomb_docx(40), "zip-bomb", ""),
    "zip bomb nested": (lambda: samples.docx(a_docx=samples.bomb_docx(40)), "zip-bomb", ""),
    "matryoshka": (lambda: samples.nested(4), "zip-bomb", ""),
    "image bomb": (samples.image_bomb, "image-too-large", "30000 × 30000"),
    "image cut off": (lambda: samples.image(size=(400, 400))[:-200], "image-damaged", ""),
    "image by its head only": (lambda: b"\xff\xd8\xff\xe0rubbish", "image-damaged", ""),
    "fax of a thousand sheets": (lambda: samples.many_sheets(301), "image-too-many", ""),
}  # fmt: skip

GOOD = {
    "pdf": (lambda: samples.pdf(3), PDF, 3),
    "pdf that opens at a page": (samples.opening_at_page, PDF, 1),
    "pdf with a link": (samples.linking, PDF, 1),
    "photograph": (samples.image, JPEG, 1),
    "png": (lambda: samples.image("PNG"), PNG, 1),
    "scan": (lambda: samples.many_sheets(3), TIFF, 3),
    "document": (samples.docx, DOCX, None),
    "document with a link": (lambda: samples.docx(word___rels__document_xml_rels=LINK), DOCX, None),
    "document in a document": (lambda: samples.nested(1), DOCX, None),
    "workbook": (samples.xlsx, XLSX, None),
    "open document": (samples.odt, ODT, None),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_words(tmp_path: Path, name: str) -> None:
    make, code, said = BAD[name]
    path = tmp_path / "tệp"
    path.write_bytes(make())
    found = child.run({"task": "inspect", "path": str(path)})
    assert found.get("unfit") == code
    text = refusal(code, found["values"], name="đơn.pdf").text()
    assert "đơn.pdf" in text
    assert said in text


@pytest.mark.parametrize("name", GOOD)
def test_an_honest_file_is_taken(tmp_path: Path, name: str) -> None:
    make, media_type, pages = GOOD[name]
    path = tmp_path / "tệp"
    path.write_bytes(make())
    assert child.run({"task": "inspect", "path": str(path)}) == {"media_type": media_type, "pages": pages}


def test_the_child_has_so_much_memory_and_no_more() -> None:
    """What a decoder would take beyond it becomes a refusal; the house does not feel it."""
    greedy = "import caicach.papers.content.child as c; c.run = lambda _: bytearray(c.MEMORY); c.main()"
    done = subprocess.run([sys.executable, "-c", greedy], input="{}", capture_output=True, text=True, timeout=60)
    assert '"file-too-hard"' in done.stdout


@pytest.mark.parametrize(("source", "code"), [("import os; os.abort()", "file-too-hard"), ("1/0", "file-too-hard")])
def test_a_child_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch, source: str, code: str) -> None:
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda _command, **how: run([sys.executable, "-c", source], **how))
    with pytest.raises(Unfit) as found:
        inspect(Path("x"))
    assert found.value.code == code
