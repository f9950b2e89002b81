"""The reports that are data: page, paper, files, command; each cell a figure."""

import csv
import html
import io
import json
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from caicach.agencies.models import Unit
from caicach.config.commands import report as command
from caicach.figures.register import known_figure
from caicach.figures.services.know import know
from caicach.reports.queries.drawn import sheet
from caicach.reports.rules.sheets import SHEETS
from reports.province import SEVEN_MONTHS, settle

PERIOD = {"agency": "so-noi-vu", "from": "2024-01-01", "to": "2024-07-31", "by": "agency"}
SignIn = Callable[[str], Client]


@pytest.fixture
def units(database: str) -> dict[str, Unit]:
    return settle()


@pytest.mark.parametrize("code", SHEETS)
def test_columns_are_numbered_from_3_and_each_is_a_figure(code: str):
    columns = SHEETS[code].columns
    assert [column.number for column in columns] == list(range(3, 3 + len(columns)))
    assert len({column.key for column in columns}) == len(columns)
    assert all(known_figure(column.figure) for column in columns)
    assert code in command.FORMS


@pytest.mark.parametrize("code", SHEETS)
def test_page_paper_and_files_tell_the_same(units: dict[str, Unit], sign_in: SignIn, code: str):
    client, form = sign_in("lan"), SHEETS[code]
    page = client.get(f"/reports/form/{code}/", PERIOD)
    assert page.status_code == 200
    text = html.unescape(page.content.decode())
    assert "từ ngày 01/01/2024 đến ngày 31/07/2024" in text
    assert "chưa đối chiếu" in text
    said = client.get(f"/reports/form/{code}/file.json", PERIOD).json()
    assert said["confirmed"] is False
    for column in form.columns:
        found = re.findall(rf'href="/figures/{column.figure}/[^"]*"[^>]*><span class="figure-value">([\d.]+)<', text)
        assert found == [str(line[column.key]) for line in [*said["rows"], said["total"]]]
    table = list(
        csv.reader(io.StringIO(client.get(f"/reports/form/{code}/file.csv", PERIOD).content.decode("utf-8-sig")))
    )
    assert [int(cell) for cell in table[-1][2:]] == [said["total"][column.key] for column in form.columns]
    sheet_rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/reports/form/{code}/file.xlsx", PERIOD).content))
        .get_sheet_by_index(0)
        .to_python()
    )
    total = next(row for row in sheet_rows if row[1] == "Tổng cộng")
    assert total[2:] == [said["total"][column.key] for column in form.columns]
    paper = client.get(f"/reports/form/{code}/print/", PERIOD).content.decode()
    assert "SỞ NỘI VỤ" in paper
    assert "chưa đối chiếu" in paper


def test_lateness_counts_the_invented_province(units: dict[str, Unit], sign_in: SignIn):
    said = json.loads(sign_in("lan").get("/reports/form/qua-han/file.json", PERIOD).content)
    assert {key: said["total"][key] for key in ("late", "apology", "silent", "explained", "overdue")} == {
        "late": 1, "apology": 0, "silent": 1, "explained": 0, "overdue": 1,
    }  # fmt: skip


def test_who_may_not_see_the_unit_finds_nothing(units: dict[str, Unit], sign_in: SignIn):
    for address in ("/reports/form/II.08/", "/reports/form/II.08/print/", "/reports/form/II.08/file.csv"):
        assert sign_in("khach").get(address, PERIOD).status_code == 404
    lan = sign_in("lan")
    assert lan.get("/reports/form/II.99/", PERIOD).status_code == 404
    assert lan.get("/reports/form/II.08/file.exe", PERIOD).status_code == 404
    assert lan.get("/reports/form/II.08/", {**PERIOD, "to": "2023-01-01"}).status_code == 400
    assert lan.get("/reports/form/II.08/file.json", {**PERIOD, "to": "2023-01-01"}).status_code == 400


def test_the_number_of_statements_is_fixed(units: dict[str, Unit]):
    seal = know(None)
    with CaptureQueriesContext(connection) as asked:
        drawn = sheet(SHEETS["qua-han"], agency="so-noi-vu", period=SEVEN_MONTHS, seal=seal, by="agency")
    assert drawn.holds
    assert len(asked) <= 11
