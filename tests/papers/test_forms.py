"""Each form of both circulars: its fields, its code, its one face; the set follows the day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

import pdfs
from caicach.papers.rules import forms
from caicach.papers.rules.forms import FORMS, form_on
from caicach.papers.services.draw import LAYOUTS, draw
from papers import sheets
from papers.pictures import code_on, modules_of, picture
from papers.sheets import NEW, OLD

LONG, AGAIN = "09 giờ 05 phút, ngày 05 tháng 11 năm 2025", "09 giờ 05 phút, ngày 12 tháng 11 năm 2025"
PERSON = ("Y Bhăm Niê", "12 Lê Duẩn", "0912345678", "ybham@example.vn")
ITEM_ROWS = ("1 Đơn đề nghị 1", "2 Danh sách ban vận động 2 3")
SENT = ("Nguyễn Thị Ký", "GIÁM ĐỐC", "Nơi nhận:", "- Như trên", "- Lưu: VT")

FIELDS: dict[str, tuple[Callable[[date], Any], tuple[str, ...]]] = {
    forms.RECEIPT: (sheets.receipt, (
        sheets.NUMBER, sheets.CENTRE, *PERSON, "066000000001", "Trực tiếp", "Công nhận ban vận động (1.012672)",
        "Hội Khuyến học; Thị trấn thử", *ITEM_ROWS, "3 Xác nhận trụ sở 4 bản điện tử", "Sở thử", "1 (bộ)", "30 ngày",
        "09 giờ 05 phút, ngày 06 tháng 10 năm 2025", LONG, "Quầy số 3", "dichvucong.example.vn", "0262 3900 900",
        "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Trần Văn Nhận",
    )),
    forms.SUPPLEMENT_REQUEST: (sheets.supplement_request, (
        "Số: 5/HDHS", sheets.CENTRE, *PERSON, sheets.NUMBER, "Công nhận ban vận động",
        "1 Đơn đề nghị 1 Chưa ký Danh mục đã công bố", "2 Giấy tờ khác 3 Văn bản ủy quyền Điều 138 BLDS",
        "Đơn chưa ký.",
        "Thẩm định hồ sơ", "lần thứ 1", "Điều 19 khoản 5", "Lê Thị Hỏi", "0262 3900 900", "dichvucong.example.vn",
        "NGƯỜI HƯỚNG DẪN", "Lê Văn Thẩm",
    )),
    forms.REFUSAL: (sheets.refusal, (
        "Số: 6/TCHS", sheets.CENTRE, *PERSON, "066000000001", sheets.NUMBER, "Công nhận ban vận động",
        "09 giờ 05 phút, ngày 06 tháng 10 năm 2025", "Không thuộc thẩm quyền.", "Lê Thị Hỏi", "Lê Văn Thẩm",
    )),
    forms.APOLOGY: (sheets.apology, (
        "(1.012672); mã hồ sơ:",
        "Số: 7/XL", "Về việc chậm trả kết quả", "Kính gửi: Y Bhăm Niê", "09 giờ 05 phút, ngày 06 tháng 10 năm 2025",
        "Công nhận ban vận động", sheets.NUMBER, LONG, "Phòng thử", "Phải xác minh thêm.", "xin lỗi", AGAIN,
        "Quầy số 3", *SENT,
    )),
    forms.STOP_NOTICE: (sheets.stop_notice, (
        "(1.012672); mã hồ sơ:",
        "Số: 8/TB", "Về việc dừng giải quyết hồ sơ", "Kính gửi: Y Bhăm Niê", sheets.NUMBER, "Công nhận ban vận động",
        "Người nộp yêu cầu rút hồ sơ", "Đổi nhu cầu.", "Điều 21", "Lê Thị Hỏi", *SENT,
    )),
    forms.CONTROL_SLIP: (sheets.control_slip, (
        sheets.NUMBER, "Sở thử", "Công nhận ban vận động", "Y Bhăm Niê", "Hội Khuyến học", "09:05 06/10/2025",
        "30 ngày", "09:05 05/11/2025", *ITEM_ROWS, "1 (bộ)", "1. Giao: Y Bhăm Niê", "2. Nhận: Trung tâm thử",
        "1. Giao: Trung tâm thử", "2. Nhận: Phòng thử", "15 giờ 40 phút, ngày 06 tháng 10 năm 2025", "Đủ giấy tờ",
        "Trước hạn", "Người giao", "Người nhận",
    )),
    forms.TRACKING_BOOK: (sheets.tracking_book, (
        sheets.CENTRE, "Từ ngày 01/10/2025 đến ngày 31/10/2025", "1 H99.02-251006-0001 Công nhận ban vận động",
        "2 H99.02-251006-0002", "Hội Khuyến học Thị trấn thử 0987654321 06/10/2025 05/11/2025 12/11/2025",
        "Người giao ký", "Người nhận ký", "Trần Văn Nhận", "Quá hạn", "2 hồ sơ",
    )),
    forms.RESULT_RECEIPT: (sheets.result_receipt, (
        sheets.NUMBER, "Công nhận ban vận động", "Sở thử", "Hội Khuyến học", *PERSON[:3], "066000000001",
        "Quyết định công nhận", "Giấy tờ gốc trả lại gồm:", "1 Bằng khen", AGAIN, "NGƯỜI NHẬN KẾT QUẢ", "Trần Văn Nhận",
    )),
    forms.SUBJECT_RESULTS: (sheets.subject_results, (
        "Số: 9/TB", "Kính gửi: Y Bhăm Niê", sheets.NUMBER, "Công nhận ban vận động",
        "theo văn bản kết quả số 12/QĐ-ST ngày 06/10/2025.",
        "đề nghị: 4; đồng ý: 2; không đồng ý: 1; chưa ghi kết quả: 1. Cụ thể", "1 H'Bia Êban Giáo viên, Xã Thử Đồng ý",
        "3 Trần Thị Ba Không đồng ý Trùng đề nghị năm trước", *SENT,
    )),
    forms.HANDOVER_LIST: (sheets.handover_list, (
        "Bên giao: Trung tâm thử", "Bên nhận: Sở thử",
        "1 H99.02-251006-0001 Công nhận ban vận động (1.012672) Hội Khuyến học 7 09:05 06/10/2025 05/11/2025 Gấp",
        "1 hồ sơ",
    )),
    forms.RESULT_LIST: (sheets.result_list, (
        "Bên giao: Sở thử", "Bên nhận: Trung tâm thử", "Quyết định Hội Khuyến học Thị trấn thử X", "1 kết quả",
    )),
    forms.POST_LIST: (sheets.post_list, (
        "Bên giao: Trung tâm thử", "Đợt số 07/2025", "PG-0099", "NHÂN VIÊN BƯU CHÍNH",
        "Quyết định Hội Khuyến học Thị trấn thử 0987654321 RB123456789VN", "1 bưu gửi",
    )),
}  # fmt: skip
CASES = [(word, day) for word in FIELDS for day in (OLD, NEW) if form_on(word, day)]


@pytest.mark.parametrize(("word", "day"), CASES, ids=lambda value: str(value))
def test_a_form_has_its_head_its_title_all_its_fields_its_code_and_one_face(word: str, day: date) -> None:
    """In both sets; drawn on a paper, read from it again."""
    make, fields = FIELDS[word]
    sheet = make(day)
    content = draw(sheet)
    told = pdfs.text(content)
    form = form_on(word, day)
    assert form
    wanted = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "VĂN PHÒNG THỬ", "TRUNG TÂM THỬ",
        f"Đắk Lắk, ngày {day.day:02d} tháng {day.month} năm {day.year}",
        "THÔNG BÁO" if word in (forms.STOP_NOTICE, forms.SUBJECT_RESULTS) else form.title.upper(), form.note, *fields,
    )  # fmt: skip
    assert [text for text in wanted if text not in told] == []
    assert pdfs.families(content) == {"LibertinusSerif"}
    assert not any("BoldItalic" in name for name in pdfs.faces(content))
    modules = modules_of(sheet.head.code.payload)
    assert code_on(picture(sheet), len(modules)) == modules
    assert sheet.head.code.payload == f"{sheets.NUMBER}|1.012672|066000000001|{form.title}"


def test_every_form_and_every_layout_is_drawn_here() -> None:
    """A paper that no test draws would be a guess; `document` is drawn in `test_draw`, reports in tests/reports."""
    assert set(FIELDS) == {form.word for form in FORMS}
    elsewhere = {"official", "stamp", "document", "report", "briefing"}
    assert {path.stem for path in LAYOUTS.glob("*.typ")} - elsewhere == set(FIELDS)


def test_one_slip_lists_several_dossiers() -> None:
    """Each with content, agency, received, due, term, sets and owner."""
    dossiers = tuple(replace(sheets.TAKEN, number=f"H99.02-251006-{place:04d}", sets=place) for place in (1, 2, 3))
    told = pdfs.text(draw(sheets.receipt(NEW, dossiers=dossiers)))
    for place in (1, 2, 3):
        row = (
            f"{place} H99.02-251006-{place:04d} Công nhận ban vận động (1.012672) Thời hạn: 30 ngày Sở thử "
            f"Hội Khuyến học 09:05 06/10/2025 09:05 05/11/2025 {place}"
        )
        assert row in told


def test_the_slip_fits_on_half_a_paper() -> None:
    """A5 landscape, one page, with the same fields."""
    content = draw(sheets.receipt(NEW, a5=True))
    assert pdfs.pages(content) == 1
    pdf = pdfs.opened(content)
    _, _, width, height = (float(one) for one in pdf.pages[0].mediabox)
    assert (round(width), round(height)) == (595, 420)
    told = pdfs.text(content)
    assert [text for text in FIELDS[forms.RECEIPT][1] if text not in told] == []


def test_the_apology_of_2018_sets_a_new_day_and_that_of_2025_asks_for_an_extension() -> None:
    """Two titles, two sentences."""
    old, new = pdfs.text(draw(sheets.apology(OLD))), pdfs.text(draw(sheets.apology(NEW)))
    assert "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ" in old
    assert "hẹn trả kết quả vào" in old
    assert "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT" in new
    assert "đề nghị gia hạn thời gian giải quyết hồ sơ" in new


def test_a_field_that_is_empty_leaves_a_dotted_line() -> None:
    """To be filled in by hand."""
    told = pdfs.text(draw(replace(sheets.refusal(NEW), reason="")))
    assert "Lýdo:......" in told.replace(" ", "")


def test_a_book_of_many_rows_repeats_its_head_and_its_form_on_each_page() -> None:
    """And counts its pages."""
    content = draw(sheets.tracking_book(NEW, rows=60))
    told = pdfs.text(content)
    assert pdfs.pages(content) > 2
    assert told.count("Mã hồ sơ") == told.count("Mẫu số 07") == pdfs.pages(content)
    assert "60 hồ sơ" in told


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        (date(2025, 9, 14), {"receipt": "01", "apology": "04", "control_slip": "05", "tracking_book": "06"}),
        (
            date(2025, 9, 15),
            {"receipt": "01", "apology": "04", "stop_notice": "05", "control_slip": "06", "tracking_book": "07"},
        ),
        (date(2018, 1, 1), {"receipt": "01", "tracking_book": "06"}),
    ],
)
def test_the_set_follows_the_day(day: date, numbers: dict[str, str]) -> None:
    """Circular 03/2025/TT-VPCP replaces 01/2018/TT-VPCP on 15 September 2025."""
    for word, number in numbers.items():
        found = form_on(word, day)
        assert found
        assert found.number == number
        assert ("03/2025" in found.circular) is (day >= date(2025, 9, 15))


def test_there_was_no_stop_notice_before_2025() -> None:
    """Form 05 was the control slip."""
    assert form_on(forms.STOP_NOTICE, date(2025, 9, 14)) is None


def test_no_day_has_two_forms_for_one_word() -> None:
    """And every form says how sure it is."""
    for one in FORMS:
        assert one.status in ("sure", "memory")
        for other in FORMS:
            if one is not other and one.word == other.word:
                first, last = sorted((one, other), key=lambda form: form.valid_from)
                assert first.valid_to == last.valid_from - timedelta(days=1)
