"""A sheet becomes a PDF: tagged, in one face, with a code that tells what it should, whatever its texts hold."""

import time
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import pdfs
from caicach.kit.period import VIETNAM
from caicach.papers.rules.letters import breakable, shown
from caicach.papers.rules.sheets import Code, Document, Head, Signer
from caicach.papers.rules.times import day_words, moment_words
from caicach.papers.services.draw import draw, places
from papers.pictures import code_on, modules_of, picture

CODE = Code(dossier="H99.02-250804-0001", procedure="1.012672", identity="066000000001", document="Quyết định")
DECISION = Document(
    head=Head(
        agency_above="Ủy ban nhân dân tỉnh thử", agency="Sở thử", number="12/QĐ-ST", place="Đắk Lắk",
        day=date(2026, 2, 5), code=CODE,
    ),
    kind="QUYẾT ĐỊNH", subject="Về việc công nhận Ban vận động", issuer="Giám đốc Sở thử",
    grounds=("Căn cứ Nghị định số 126/2024/NĐ-CP;", "Theo đề nghị của Trưởng phòng."), enacts="QUYẾT ĐỊNH:",
    paragraphs=("Điều 1. Công nhận Ban vận động.", "Điều 2. Quyết định có hiệu lực từ ngày ký."),
    recipients=("Như Điều 2", "Lưu: VT"),
    signer=Signer(authority="KT. Giám đốc", title="Phó Giám đốc", name="Nguyễn Văn Thử"),
)  # fmt: skip
LETTERS = "".join(
    sorted(
        {
            made
            for base in "aăâeêioôơuưy"
            for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
            for made in (unicodedata.normalize("NFC", base + tone), unicodedata.normalize("NFC", base + tone).upper())
        }
        | {"đ", "Đ", "₫"}
    )
)
"""All vowels of Vietnamese with all tones, đ, and the sign of the currency."""


def test_all_parts_of_a_document_are_there() -> None:
    """In reading order, as the decree has them."""
    told = pdfs.text(draw(DECISION))
    parts = [
        "ỦY BAN NHÂN DÂN TỈNH THỬ", "SỞ THỬ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/QĐ-ST", "Đắk Lắk, ngày 05 tháng 02 năm 2026", "QUYẾT ĐỊNH", "Về việc công nhận Ban vận động",
        "GIÁM ĐỐC SỞ THỬ", "Căn cứ Nghị định số 126/2024/NĐ-CP;", "QUYẾT ĐỊNH:", "Điều 1.", "Điều 2.", "Nơi nhận:",
        "- Như Điều 2", "- Lưu: VT", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Thử",
    ]  # fmt: skip
    at = [told.find(part) for part in parts]
    assert -1 not in at
    assert at == sorted(at)


def test_a_letter_has_its_subject_under_the_number_and_its_addressees() -> None:
    """An official letter has no kind."""
    letter = replace(DECISION, kind="", enacts="", issuer="", addressees=("Sở Tài chính", "Sở Tư pháp"))
    told = pdfs.text(draw(letter))
    assert "V/v Về việc công nhận Ban vận động" in told
    assert "Kính gửi: - Sở Tài chính - Sở Tư pháp" in told


@pytest.mark.parametrize(
    "sheet",
    [
        replace(DECISION, paragraphs=(LETTERS,)),
        replace(DECISION, grounds=(LETTERS,)),
        replace(DECISION, subject=LETTERS),
    ],
    ids=["upright", "italic", "bold"],
)
def test_every_vietnamese_letter_is_there_in_each_style(sheet: Document) -> None:
    """The embedded bold italic is not used: it lacks some."""
    content = draw(sheet)
    assert len(LETTERS) == 147
    assert LETTERS in pdfs.text(content).replace(" ", "")
    assert pdfs.families(content) == {"LibertinusSerif"}
    assert not any("BoldItalic" in name for name in pdfs.faces(content))


def test_text_is_never_read_as_markup() -> None:
    """Nor as a reference, a formula, or code; what the face lacks is shown, control characters are left out."""
    evil = '*đậm* #panic("x") $x^2$ <nhãn> @trích = đề \\ `mã` 你 \x07 // https://example.vn'
    told = pdfs.text(draw(replace(DECISION, paragraphs=(evil,), subject=evil)))
    assert '*đậm* #panic("x") $x^2$ <nhãn> @trích = đề \\ `mã` □ // https://example.vn' in told


def test_an_endless_word_stays_on_the_paper() -> None:
    """It is broken; a word of usual length is left alone."""
    content = draw(replace(DECISION, paragraphs=("x" * 400,)))
    assert pdfs.text(content).count("x") >= 400
    assert breakable("ngắn thôi") == "ngắn thôi"
    assert len(breakable("x" * 90).split("\u200b")) == 5


def test_letters_that_the_face_lacks_are_shown_as_a_box() -> None:
    """And nothing else is touched."""
    assert shown("Y Bhăm Niê – ƀ č ñ ĭ ŏ ŭ “số”\t№ 1\r\n₫") == "Y Bhăm Niê – ƀ č ñ ĭ ŏ ŭ “số” № 1\n₫"
    assert shown("a😀b\x00c") == "a□bc"


def test_the_code_on_the_paper_tells_dossier_procedure_identity_and_document() -> None:
    """Read from the picture of the page, module by module."""
    assert CODE.payload == "H99.02-250804-0001|1.012672|066000000001|Quyết định"
    wanted = modules_of(CODE.payload)
    assert code_on(picture(DECISION), len(wanted)) == wanted
    other = modules_of(replace(CODE, identity="066000000002").payload)
    assert code_on(picture(DECISION), len(wanted)) != other


def test_a_bar_in_a_field_cannot_shift_the_fields_of_the_code() -> None:
    """There are always four."""
    assert replace(CODE, document="a|b").payload.split("|")[3] == "a/b"


def test_the_pdf_is_tagged_titled_vietnamese_and_an_archive_file() -> None:
    """And the same each time."""
    content = draw(DECISION, at=datetime(2026, 2, 5, 10, 0, 0, 123456, tzinfo=VIETNAM))
    pdf = pdfs.opened(content)
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang).startswith("vi")
    with pdf.open_metadata() as told:
        assert told.pdfa_status == "2A"
        assert told["dc:title"] == "QUYẾT ĐỊNH Về việc công nhận Ban vận động"
        assert told["xmp:CreateDate"].startswith("2026-02-05T03:00")
    assert content == draw(DECISION, at=datetime(2026, 2, 5, 3, 0, tzinfo=UTC))


def test_places_for_signature_seal_number_and_date_are_told() -> None:
    """On the page, right of the middle and above the name; the number at the left of the head."""
    found = places(DECISION)
    assert set(found) == {"signature", "seal", "number", "date"}
    assert all(place.page == 1 and 0 < place.left < place.right < 596 for place in found.values())
    assert all(0 < place.bottom < place.top < 842 for place in found.values())
    assert found["signature"].left > 298 > found["number"].right - 1
    assert found["number"].bottom > 700
    assert found["seal"].left < found["signature"].left < found["seal"].right, "the seal covers a part of the signature"


def test_a_signature_that_falls_on_the_next_page_is_told_there() -> None:
    """A long decision."""
    found = places(replace(DECISION, paragraphs=tuple(f"Điều {n}. " + "nội dung " * 60 for n in range(1, 7))))
    assert found["signature"].page == 2
    assert found["number"].page == 1


def test_a_number_and_a_day_that_are_not_known_leave_dots() -> None:
    """To be filled in by hand."""
    told = pdfs.text(draw(replace(DECISION, head=replace(DECISION.head, number="", day=None))))
    assert "Số: ...." in told
    assert "ngày ...... tháng ...... năm" in told


def test_days_and_moments_are_written_as_papers_do() -> None:
    """Days below 10 and the months 1 and 2 with a nought."""
    assert day_words(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert day_words(date(2026, 11, 25)) == "ngày 25 tháng 11 năm 2026"
    assert day_words(date(2025, 8, 4)) == "ngày 04 tháng 8 năm 2025"
    assert moment_words(datetime(2025, 8, 4, 9, 5)) == "09 giờ 05 phút, ngày 04 tháng 8 năm 2025"


@pytest.mark.bench
def test_a_paper_takes_milliseconds() -> None:
    """After the first one; printed, not asserted."""
    draw(DECISION)
    start = time.perf_counter()
    for number in range(20):
        draw(replace(DECISION, subject=f"Lần {number}"))
    print(f"document: {(time.perf_counter() - start) * 50:.1f} ms")
