"""Every form as PDF: the official layout, over pages, the same bytes; and in every format by command and address."""

import argparse
from dataclasses import replace

import pytest
from django.test import Client

import pdfs
from caicach.agencies.models import Unit
from caicach.config.commands import report as command
from caicach.figures.services.know import know
from caicach.reports.exports import paper
from caicach.reports.queries.drawn import Closed, course, sheet
from caicach.reports.rules.sheets import SHEETS
from papers.pictures import modules_of
from reports.drawn import AS_OF, GOOD, cells, report, row
from reports.province import SEVEN_MONTHS, settle

HEAD = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "SỞ NỘI VỤ")
FOOT = ("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "(Ký tên, đóng dấu)")
CLOSED = Closed(7, 2, AS_OF, "ab" * 32, "cd" * 32, by="Lê Thị Lan", reason="Đính chính")
PERIOD = {"agency": "so-noi-vu", "from": "2024-01-01", "to": "2024-07-31"}


@pytest.fixture
def units(database: str) -> dict[str, Unit]:
    return settle()


def test_form_ii06_is_an_official_paper_across_the_page():
    content = paper.ii06(report())
    told = pdfs.text(content)
    wanted = (
        *HEAD, *FOOT, "Biểu số II.06a/VPCP/KSTT", "Kỳ báo cáo: từ ngày 01/01/2023 đến ngày 31/12/2023",
        "Đơn vị tính: số hồ sơ", "Số liệu tính đến 10:00 ngày 24/09/2024", "(12) (13)", "Trang 1/1",
        "1 Tôn giáo 500 190 290 20 490 474 15 1 10 10 0", "Tổng cộng 538 200 318 20 526 509 16 1 12 12 0",
    )  # fmt: skip
    assert [words for words in wanted if words not in told] == []
    pdf = pdfs.opened(content)
    assert [round(float(side)) for side in pdf.pages[0].MediaBox] == [0, 0, 842, 595]
    assert pdfs.families(content) == {"LibertinusSerif"}
    assert content == paper.ii06(report())
    assert pdfs.code_told(content) == ""


def test_a_long_table_goes_on_with_its_heads():
    line = cells(1_000, 400, 600, 0, 1_000, 1_000, 0, 0, 0, 0, 0)
    rows = [row(place, f"Lĩnh vực thứ {place}", line) for place in range(1, 121)]
    content = paper.ii06(report(rows=rows, total=cells(*(120 * count for count in line.counts))))
    pages = pdfs.pages(content)
    told = pdfs.text(content)
    assert pages > 3
    assert told.count("Số lượng hồ sơ tiếp nhận") == pages
    assert f"Trang {pages}/{pages}" in told
    assert "120.000 48.000 72.000" in told


def test_an_edition_says_how_to_verify_it():
    content = paper.ii06(replace(report(), closed=CLOSED), site="https://caicach.example.vn")
    told = pdfs.text(content)
    assert "Bản chốt số 2, chốt lúc 10:00 ngày 24/09/2024 bởi Lê Thị Lan." in told
    assert "Lý do chốt lại: Đính chính" in told
    assert "Kiểm chứng tại https://caicach" in told
    code = pdfs.code_told(content)
    assert code == f"https://caicach.example.vn/reports/editions/7/|{'ab' * 16}"
    modules = modules_of(code)
    assert pdfs.code_drawn(content) == {
        (down + 2, across + 2) for down, line in enumerate(modules) for across, dark in enumerate(line) if dark
    }


def test_every_sheet_and_the_trend(units: dict[str, Unit]):
    seal = know(None)
    for code, asked in SHEETS.items():
        told = pdfs.text(paper.sheet(sheet(asked, agency="so-noi-vu", period=SEVEN_MONTHS, seal=seal)))
        wanted = (*HEAD, *FOOT, asked.name, f"Đơn vị tính: {asked.unit}", "đến ngày 31/07/2024", "chưa đối chiếu")
        assert [words for words in wanted if words not in told] == [], code
    content = paper.course(course(agency="so-noi-vu", last=SEVEN_MONTHS.last, seal=seal))
    told = pdfs.text(content)
    assert [words for words in (*HEAD, *FOOT, "08/2022", "24 07/2024 1 0 –") if words not in told] == []
    assert pdfs.pages(content) == 2


@pytest.mark.parametrize("form", command.FORMS)
def test_each_form_has_each_format_by_command_and_by_address(units: dict[str, Unit], sign_in, tmp_path, form: str):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    files = {suffix: tmp_path / f"a.{suffix}" for suffix in command.FILES}
    given = [part for suffix, path in files.items() for part in (f"--{suffix}", str(path))]
    days = ["--from", "2024-01-01", "--to", "2024-07-31"]
    args = parser.parse_args([form, "--agency", "so-noi-vu", *days, *given])
    args.json = False
    code, told, text = command.run(args)
    assert code == 0
    assert told["agency"] == "so-noi-vu"
    assert "31/07/2024" in text
    assert [path.read_bytes()[:3] for path in files.values()] == [b"%PD", b"PK\x03", "\ufeff".encode()]
    client: Client = sign_in("lan")
    where = {"II.06": "/reports/II.06.{}", "trend": "/reports/trend/file.{}"}.get(
        form, f"/reports/form/{form}/file.{{}}"
    )
    for suffix, path in files.items():
        found = client.get(where.format(suffix), {**PERIOD, "as_of": told["as_of"]})
        assert found.status_code == 200
        assert found.content == path.read_bytes()


def test_a_paper_is_never_of_another_unit(units: dict[str, Unit], sign_in):
    assert GOOD[3] == 538
    for address in ("/reports/II.06.pdf", "/reports/trend/file.pdf", "/reports/form/II.08/file.pdf"):
        assert sign_in("hoa").get(address, PERIOD).status_code == 404
