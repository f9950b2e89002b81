"""Form II.06 written down: JSON, text and workbook say the same, and the same report gives the same bytes."""

import json
import time
import zipfile
from io import BytesIO

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from caicach.reports.exports import document, text, workbook
from caicach.reports.rules import ii06 as form
from reports.drawn import GOOD, ROWS, cells, report, row

EVIL = "=cmd|' /C calc'!A0"


def sheet_rows(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("II.06").to_python(skip_empty_area=False)


def line_named(rows: list[list[object]], name: str) -> list[object]:
    return next(line for line in rows if line[1] == name)


def test_the_document_has_exactly_the_agreed_shape():
    assert document.document(report()) == {
        "form": "II.06",
        "variant": "a",
        "agency": "so-noi-vu",
        "from": "2023-01-01",
        "to": "2023-12-31",
        "as_of": "2024-09-24T10:00:00.123456+07:00",
        "rows": [
            {
                "field": "ton-giao",
                "name": "Tôn giáo",
                "received": {"total": 500, "online": 190, "direct_or_post": 290, "carried_over": 20},
                "resolved": {"total": 490, "early": 474, "on_time": 15, "late": 1},
                "pending": {"total": 10, "in_time": 10, "overdue": 0},
            },
            {
                "field": "van-thu",
                "name": "Văn thư",
                "received": {"total": 38, "online": 10, "direct_or_post": 28, "carried_over": 0},
                "resolved": {"total": 36, "early": 35, "on_time": 1, "late": 0},
                "pending": {"total": 2, "in_time": 2, "overdue": 0},
            },
        ],
        "total": {
            "received": {"total": 538, "online": 200, "direct_or_post": 318, "carried_over": 20},
            "resolved": {"total": 526, "early": 509, "on_time": 16, "late": 1},
            "pending": {"total": 12, "in_time": 12, "overdue": 0},
        },
        "checks": [{"name": check.name, "holds": True} for check in form.check(GOOD, ROWS)],
    }


def test_rows_by_agency_are_named_so_and_own_is_said():
    found = document.document(report(by=form.By.AGENCY, own=True))
    assert found["own"] is True
    assert found["rows"][0]["agency"] == "ton-giao"
    assert "field" not in found["rows"][0]


def test_a_report_by_claimed_entry_time_says_so_in_every_file():
    asked = report()
    plain = (document.as_bytes(asked), workbook.as_bytes(asked))
    asked.seal.claiming(asked.as_of)
    assert document.document(asked)["claimed"] is True
    assert any("claimed = 1" in str(cell) for line in sheet_rows(workbook.as_bytes(asked)) for cell in line)
    assert "claimed" not in plain[0].decode()


@pytest.mark.parametrize("write", [document.as_bytes, workbook.as_bytes])
def test_the_same_report_gives_the_same_bytes_at_another_time_and_in_another_language(write):
    with translation.override("vi"):
        first = write(report())
    time.sleep(2.1)  # the instants in a workbook and in its zip archive are of one and of two seconds
    with translation.override("en"):
        assert write(report()) == first


def test_the_document_as_bytes_is_the_document():
    assert json.loads(document.as_bytes(report())) == document.document(report())


def test_the_workbook_holds_real_numbers_in_the_official_columns():
    rows = sheet_rows(workbook.as_bytes(report()))
    numbering = next(line for line in rows if line[0] == "(1)")
    assert numbering == [f"({number})" for number in range(1, 14)]
    assert line_named(rows, "Tôn giáo")[2:] == [500, 190, 290, 20, 490, 474, 15, 1, 10, 10, 0]
    assert line_named(rows, "Văn thư")[0] == 2
    total = next(line for line in rows if line[0] == "Tổng cộng")
    assert total[2:] == list(GOOD.counts)
    assert all(type(cell) in (int, float) for cell in total[2:])


def test_the_workbook_bears_the_official_head():
    rows = sheet_rows(workbook.as_bytes(report(agency="Sở Nội vụ")))
    words = {cell for line in rows for cell in line if isinstance(cell, str)}
    assert {
        "ỦY BAN NHÂN DÂN TỈNH",
        "SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Biểu số II.06a/VPCP/KSTT",
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        "Kỳ báo cáo: từ ngày 01/01/2023 đến ngày 31/12/2023 (Năm 2023 dương lịch)",
        "Đơn vị tính: số hồ sơ",
        "Số lượng hồ sơ tiếp nhận",
        "Trong kỳ",
    } <= words
    assert any("2024-09-24T10:00:00.123456+07:00" in word for word in words)


def test_no_text_becomes_a_formula_or_a_link():
    line = cells(1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0)
    rows = [row(1, EVIL, line), row(2, "http://example.org/", line), row(3, "007", line)]
    content = workbook.as_bytes(report(rows=rows, agency="=1+1"))
    found = sheet_rows(content)
    assert line_named(found, EVIL)
    assert line_named(found, "007")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
        assert 'orientation="landscape"' in sheet
        assert 'paperSize="9"' in sheet
        assert "Times New Roman" in archive.read("xl/styles.xml").decode()
        assert "$8:$11" in archive.read("xl/workbook.xml").decode()


def test_an_empty_report_is_written_too():
    empty = report(rows=[], total=cells(*[0] * 11))
    total = next(line for line in sheet_rows(workbook.as_bytes(empty)) if line[0] == "Tổng cộng")
    assert total[2:] == [0] * 11
    assert "Tổng cộng" in text.as_text(empty)


def test_footnotes_stand_where_they_count_something():
    noted = report(notes={"withdrawn": 4, "extended": 2})
    said = text.as_text(noted)
    assert "xin rút sau khi tiếp nhận: 4" in said
    assert "đã gia hạn: 2" in said
    assert "dừng giải quyết hẳn" not in said
    words = [str(line[0]) for line in sheet_rows(workbook.as_bytes(noted))]
    assert sum("Cột (" in word for word in words) == 2


def test_a_failing_check_is_told_everywhere_with_its_difference():
    wrong = report(rows=ROWS[:1])
    assert [check["holds"] for check in document.document(wrong)["checks"]] == [True, True, True, True, False]
    assert "KHÔNG KHỚP" in text.as_text(wrong)
    assert "lệch +38 ở cột (3)" in text.as_text(wrong)
    assert any("KHÔNG KHỚP" in str(line[0]) and "+38" in str(line[0]) for line in sheet_rows(workbook.as_bytes(wrong)))


def test_the_text_lines_up_its_columns():
    lines = text.as_text(report()).splitlines()
    head = next(line for line in lines if "(13)" in line)
    total = next(line for line in lines if "Tổng cộng" in line)
    assert total.split()[-11:] == [str(count) for count in GOOD.counts]
    assert head.index("(3)") + 3 == total.index("538") + 3
    assert not any("KHÔNG KHỚP" in line for line in lines)


def test_file_names_say_what_is_inside():
    assert document.file_name(report(), "xlsx") == "II.06_so-noi-vu_2023-01-01_2023-12-31.xlsx"
