"""The reports that are data: page, paper, files, command; each cell a figure."""

import csv
import html
import io
import json
import re
from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import world
from caicach.agencies.models import Unit
from caicach.config.commands import report as command
from caicach.dossiers.services.receive import receive
from caicach.figures.register import known_figure
from caicach.figures.services.know import know
from caicach.kit.ratio import Ratio
from caicach.procedures.services.write_facts import write_facts
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
    assert all(known_figure(column.figure) for column in columns if column.figure)
    assert all(column.figure for column in columns if column.share), "a rate is a figure too"
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
    counted = [column for column in form.columns if column.counted]
    for column in counted:
        only = "".join(f"&{name}={value}" for name, value in column.only)
        cells = re.findall(
            rf'href="/figures/{column.figure}/\?([^"]*)"[^>]*><span class="figure-value">([\d.]+)<', text
        )
        found = [value for query, value in cells if _narrowed(query) == only]
        assert found == [str(line[column.key]) for line in [*said["rows"], said["total"]]]
    assert all(said["total"][column.key] is None for column in form.columns if not column.figure)
    table = list(
        csv.reader(io.StringIO(client.get(f"/reports/form/{code}/file.csv", PERIOD).content.decode("utf-8-sig")))
    )
    places = [2 + place for place, column in enumerate(form.columns) if column.counted]
    assert [int(table[-1][place]) for place in places] == [said["total"][column.key] for column in counted]
    sheet_rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/reports/form/{code}/file.xlsx", PERIOD).content))
        .get_sheet_by_index(0)
        .to_python()
    )
    total = next(row for row in sheet_rows if row[1] == "Tổng cộng")
    assert [total[place] for place in places] == [said["total"][column.key] for column in counted]
    paper = client.get(f"/reports/form/{code}/print/", PERIOD).content.decode()
    assert "SỞ NỘI VỤ" in paper
    assert "chưa đối chiếu" in paper


def _narrowed(query: str) -> str:
    """What a cell's address narrows the figure to, beside the row that it stands in."""
    return "".join(f"&{name}={value}" for name, value in parse_qsl(query) if name in ("cause", "level"))


def test_rates_are_those_of_their_columns_and_empty_columns_stay_empty() -> None:
    online = SHEETS["truc-tuyen"]
    assert online.told((4, 1, 3, 0, 0, 0, 0)) == [4, 1, 3, Ratio(1, 4), 0, 0, Ratio(0, 0)]
    assert online.balanced((4, 1, 3, 0, 0, 0, 0))
    assert not online.balanced((4, 1, 2, 0, 0, 0, 0))
    causes = SHEETS["II.07"]
    assert causes.told(range(10))[-1] is None
    assert not causes.balanced((3, 1, 1, 0, 0, 0, 0, 0, 0, 0))


def test_late_dossiers_without_a_cause_stand_in_their_own_column(units: dict[str, Unit], sign_in: SignIn) -> None:
    said = sign_in("lan").get("/reports/form/II.07/file.json", PERIOD).json()
    assert said["holds"]
    assert {name: said["total"][name] for name in ("late", "agency", "untold", "note")} == {
        "late": 2, "agency": 0, "untold": 2, "note": None,
    }  # fmt: skip


def test_by_procedure_the_level_of_the_day_stands_beside_the_name(database: str, sign_in: SignIn) -> None:
    here = world.build()
    write_facts(here.procedure)
    receive(here.act("clerk", "2026-11-19T09:00"), here.intake(channel=2))
    asked = {"agency": "so", "from": "2026-11-01", "to": "2026-11-30", "by": "procedure"}
    client = sign_in("leader")
    said = client.get("/reports/form/truc-tuyen/file.json", asked).json()
    [row] = said["rows"]
    assert (row["procedure"], row["name"], row["online_level"]) == ("SYN-1", "Thủ tục thử", "Toàn trình")
    assert (row["online"], row["online_rate"], row["paid_rate"]) == (1, "1.000000", None)
    page = html.unescape(client.get("/reports/form/truc-tuyen/", asked).content.decode())
    assert "Toàn trình" in page
    assert "100,00%" in page
    file = client.get("/reports/form/truc-tuyen/file.csv", asked).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(file)))[1] == [
        "1", "Thủ tục thử", "Toàn trình", "1", "1", "0", "100.00%", "0", "0", "",
    ]  # fmt: skip
    offered = client.get("/reports/form/II.07b/file.json", asked).json()["total"]
    levels = {name: offered[name] for name in ("offered", "offered_1", "offered_3", "one_stop", "process")}
    assert levels == {"offered": 1, "offered_1": 1, "offered_3": 0, "one_stop": 0, "process": 0}


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
