"""Letters as DOCX for completion, the tracking book as a workbook."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook
from tools import docx_templates

from caicach.papers.rules import forms
from caicach.papers.rules.forms import form_on
from caicach.papers.services.draw import code_of
from caicach.papers.services.write_book import HEADS, TABLE, write_book
from caicach.papers.services.write_docx import EDITABLE, TEMPLATES, write_docx
from papers import sheets
from papers.sheets import NEW, OLD
from papers.test_forms import FIELDS

LETTERS = (forms.SUPPLEMENT_REQUEST, forms.REFUSAL, forms.APOLOGY, forms.STOP_NOTICE)
CASES = [(word, day) for word in LETTERS for day in (OLD, NEW) if form_on(word, day)]


def written(content: bytes) -> str:
    """All that stands in a document, in paragraphs and tables, in order."""
    document = docx.Document(BytesIO(content))
    return " ".join(" ".join(node.text or "" for node in document.element.iter() if node.tag.endswith("}t")).split())


@pytest.mark.parametrize(("word", "day"), CASES, ids=lambda value: str(value))
def test_a_letter_as_document_has_the_fields_of_the_paper(word: str, day: date) -> None:
    """Head, title and every field that the PDF has."""
    make, fields = FIELDS[word]
    told = written(write_docx(make(day)))
    form = form_on(word, day)
    assert form
    title = "THÔNG BÁO" if word == forms.STOP_NOTICE else form.title.upper()
    wanted = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TRUNG TÂM THỬ", title, form.note, *fields)
    assert [text for text in wanted if text not in told] == []
    assert "{" not in told
    assert "%}" not in told


def test_every_letter_that_officers_complete_has_its_document() -> None:
    """02, 03, 04 and the notice 05."""
    assert set(LETTERS) == EDITABLE
    with pytest.raises(ValueError, match="receipt"):
        write_docx(sheets.receipt(NEW))


@pytest.mark.parametrize("make", [sheets.supplement_request, sheets.refusal, sheets.apology, sheets.stop_notice])
def test_what_somebody_wrote_stays_text_in_the_document(make: Callable[[date], Any]) -> None:
    """Neither markup nor a template's words nor a broken file."""
    evil = 'A & B <w:b/> {{ 7*7 }} {% if %} "x" \x07 你'
    told = written(write_docx(replace(make(NEW), reason=evil)))
    assert 'A & B <w:b/> {{ 7*7 }} {% if %} "x"' in told


def test_the_document_bears_the_code() -> None:
    """The picture is the one of the payload."""
    sheet = sheets.apology(NEW)
    with zipfile.ZipFile(BytesIO(write_docx(sheet))) as packed:
        (name,) = [name for name in packed.namelist() if name.startswith("word/media/")]
        found = packed.read(name)
    stream = BytesIO()
    code_of(sheet.head.code.payload).save(stream, kind="png", scale=8, border=2)
    assert found == stream.getvalue()


@pytest.mark.parametrize("word", LETTERS)
def test_the_templates_are_those_that_the_tool_makes(word: str) -> None:
    """Nothing of unknown origin is shipped."""
    stream = BytesIO()
    docx_templates.TEMPLATES[word]().save(stream)
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(TEMPLATES / f"{word}.docx") as shipped:
        assert made.namelist() == shipped.namelist()
        assert [name for name in made.namelist() if made.read(name) != shipped.read(name)] == []


def test_the_book_as_workbook_has_its_columns_and_real_days() -> None:
    """What looks like a formula stays text."""
    book = sheets.tracking_book(NEW)
    evil = replace(book.rows[0], owner="=1+1", content="http://example.vn")
    rows = CalamineWorkbook.from_filelike(BytesIO(write_book(book, [evil, *book.rows[1:]]))).get_sheet_by_index(0)
    told = rows.to_python(skip_empty_area=False)
    assert told[0][0] == "VĂN PHÒNG THỬ"
    assert told[3][2] == "SỔ THEO DÕI HỒ SƠ"
    assert told[TABLE] == [words for words, _ in HEADS]
    first = told[TABLE + 1]
    assert first[:3] == [1, "H99.02-251006-0001", "http://example.vn"]
    assert first[4:7] == ["=1+1", "Thị trấn thử", "0987654321"]
    assert first[7:10] == [datetime(2025, 10, 6, 9, 5), datetime(2025, 11, 5, 9, 5), ""]
    assert told[TABLE + 2][9] == datetime(2025, 11, 12, 9, 5)
    assert "Tổng số: 2 hồ sơ. Mẫu số 07" in told[TABLE + 4][0]


def test_an_empty_book_is_a_workbook_too() -> None:
    """With its heads."""
    content = write_book(sheets.tracking_book(OLD), [])
    told = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert told[TABLE][1] == "Mã hồ sơ"
    assert "Mẫu số 06" in told[TABLE + 2][0]
