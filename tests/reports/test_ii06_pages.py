"""The page, the paper and the files of form II.06, and who may open them."""

import html
import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from caicach.agencies.models import Unit
from reports.province import EVIL, settle
from reports.test_ii06_drawn import finish_the_fifth

PAGE = "/reports/II.06/"
PERIOD = {"agency": "so-noi-vu", "from": "2024-01-01", "to": "2024-07-31"}
ADDRESSES = (PAGE, "/reports/II.06/print/", "/reports/II.06.xlsx", "/reports/II.06.csv", "/reports/II.06.json")

SignIn = Callable[[str], Client]


@pytest.fixture
def units(database: str) -> dict[str, Unit]:
    return settle()


def hrefs(page: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'href="([^"]*)"', page)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_whose_unit_is_out_of_reach_finds_nothing(
    units: dict[str, Unit], client: Client, sign_in: SignIn, address: str
):
    assert client.get(address, PERIOD).status_code == 302
    reached = {name: sign_in(name).get(address, PERIOD).status_code for name in ("lan", "minh", "hoa", "khach")}
    assert reached == {"lan": 200, "minh": 200, "hoa": 404, "khach": 404}
    assert sign_in("lan").get(address, {**PERIOD, "agency": "khong-co"}).status_code == 404
    assert sign_in("lan").get(address, {**PERIOD, "agency": "tinh"}).status_code == 404
    assert sign_in("lan").post(address, PERIOD).status_code in (404, 405)


def test_every_cell_is_a_figure_of_its_row_as_known_by_the_page(units: dict[str, Unit], sign_in: SignIn):
    page = sign_in("lan").get(PAGE, PERIOD).content.decode()
    cells = [link for link in hrefs(page[page.index("<tbody>") :]) if link.startswith("/figures/")]
    asked = [parse_qs(urlsplit(link).query) for link in cells]
    # Two rows and the total with eleven counts each, and two footnotes.
    assert len(cells) == 3 * 11 + 2
    assert {frozenset(one) for one in asked[:22]} == {frozenset({"agency", "from", "to", "as_of", "field"})}
    assert len({one["field"][0] for one in asked[:22]}) == 2
    assert all("field" not in one for one in asked[22:])
    assert len({one["as_of"][0] for one in asked}) == 1
    assert urlsplit(cells[22]).path == "/figures/dossiers.received/"
    assert urlsplit(cells[32]).path == "/figures/dossiers.pending_overdue/"


def test_a_cell_leads_to_a_page_that_tells_the_same_number(units: dict[str, Unit], sign_in: SignIn):
    client = sign_in("lan")
    page = client.get(PAGE, PERIOD).content.decode()
    body = page[page.index("<tbody>") :]
    links = re.findall(r'href="(/figures/[^"]*)"[^>]*><span class="figure-value">([\d.]+)</span>', body)
    for link, value in links[::7]:
        answer = client.get(html.unescape(link))
        assert answer.status_code == 200
        assert re.search(rf">\s*{value}\s*<", answer.content.decode())


def test_the_headline_tells_rates_with_their_figures(units: dict[str, Unit], sign_in: SignIn):
    page = sign_in("lan").get(PAGE, PERIOD).content.decode()
    head = page[: page.index("<tbody>")]
    assert [rate for rate in ("25,00%", "50,00%") if rate in head] == ["25,00%", "50,00%"]
    for rate in ("early_rate", "on_time_rate", "late_rate"):
        assert any(f"dossiers.{rate}/" in link for link in hrefs(head))


def test_the_permanent_link_tells_the_same_for_ever(units: dict[str, Unit], sign_in: SignIn):
    client = sign_in("lan")
    page = client.get(PAGE, PERIOD).content.decode()
    links = hrefs(page)
    files = [
        link for link in links if link.startswith(("/reports/II.06.xlsx", "/reports/II.06.csv", "/reports/II.06.json"))
    ]
    permanent = next(link for link in links if link.startswith(PAGE + "?") and "as_of" in link)
    assert len(files) == 3
    before = [client.get(link).content for link in files]
    finish_the_fifth(units)
    assert [client.get(link).content for link in files] == before
    table = re.search("<tbody>.*</tfoot>", page, re.DOTALL)
    again = re.search("<tbody>.*</tfoot>", client.get(permanent).content.decode(), re.DOTALL)
    live = re.search("<tbody>.*</tfoot>", client.get(PAGE, PERIOD).content.decode(), re.DOTALL)
    assert table is not None
    assert again is not None
    assert live is not None
    assert again[0] == table[0] != live[0]


def test_the_usual_question_is_the_own_unit_and_the_year_so_far(units: dict[str, Unit], sign_in: SignIn):
    answer = json.loads(sign_in("minh").get("/reports/II.06.json").content)
    assert answer["agency"] == "tinh"
    assert answer["from"].endswith("-01-01")
    assert answer["to"][:4] == answer["from"][:4]


def test_by_agency_own_and_english(units: dict[str, Unit], sign_in: SignIn):
    client = sign_in("lan")
    answer = json.loads(client.get("/reports/II.06.json", {**PERIOD, "by": "agency"}).content)
    assert [row["agency"] for row in answer["rows"]] == ["ban-ton-giao", "so-noi-vu"]
    own = json.loads(client.get("/reports/II.06.json", {**PERIOD, "own": "1"}).content)
    assert own["total"]["received"]["total"] == 4
    assert (
        json.loads(client.get("/reports/II.06.json", {**PERIOD, "own": "0"}).content)["total"]["received"]["total"] == 6
    )
    client.cookies["django_language"] = "en"
    page = client.get(PAGE, PERIOD).content.decode()
    assert "Archives" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"from": "2024-08-01"},
        {"to": "31.12.2024"},
        {"by": "colour"},
        {"as_of": "yesterday"},
        {"as_of": "2999-01-01T00:00"},
        {"as_of": "2001-01-01T00:00"},
    ],
)
def test_a_wrong_question_comes_back_with_what_is_wrong(units: dict[str, Unit], sign_in: SignIn, wrong: dict[str, str]):
    client = sign_in("lan")
    page = client.get(PAGE, {**PERIOD, **wrong})
    assert page.status_code == 400
    assert "field-wrong" in page.content.decode()
    for address in ADDRESSES[2:]:
        answer = client.get(address, {**PERIOD, **wrong})
        assert answer.status_code == 400
        assert "error" in answer.json()


def test_the_files_say_what_they_are(units: dict[str, Unit], sign_in: SignIn):
    client = sign_in("lan")
    sheet = client.get("/reports/II.06.xlsx", PERIOD)
    assert sheet["Content-Type"].endswith("spreadsheetml.sheet")
    assert 'filename="II.06_so-noi-vu_2024-01-01_2024-07-31.xlsx"' in sheet["Content-Disposition"]
    assert client.get("/reports/II.06.json", PERIOD)["Content-Type"].startswith("application/json")


def test_the_paper_bears_agency_form_and_signatures(units: dict[str, Unit], sign_in: SignIn):
    paper = sign_in("lan").get("/reports/II.06/print/", PERIOD).content.decode()
    for words in (
        "SỞ NỘI VỤ",
        "ỦY BAN NHÂN DÂN TỈNH",
        "Biểu số II.06a/VPCP/KSTT",
        "Người lập biểu",
        "Số liệu tính đến",
    ):
        assert words in paper


def test_names_are_escaped(units: dict[str, Unit], sign_in: SignIn):
    Unit.objects.filter(code="ban-ton-giao").update(name_vi="<b>đậm</b>")
    page = sign_in("lan").get(PAGE, {**PERIOD, "by": "agency"}).content.decode()
    assert "<b>đậm" not in page
    assert "&lt;b&gt;đậm" in page


def test_a_period_is_chosen_by_kind_year_and_number(units: dict[str, Unit], sign_in: SignIn):
    client = sign_in("lan")
    asked = {"agency": "so-noi-vu", "kind": "cycle-quarter", "year": "2024", "number": "2", "from": "", "to": ""}
    page = client.get(PAGE, asked)
    assert page.status_code == 200
    assert "từ ngày 15/03/2024 đến ngày 14/06/2024" in page.content.decode()
    # The days of a known period choose its kind.
    again = client.get(PAGE, {"agency": "so-noi-vu", "from": "2024-03-15", "to": "2024-06-14"}).content.decode()
    assert '<option value="cycle-quarter" selected>' in again
    for wrong in ({"number": "5"}, {"year": ""}, {"kind": "week"}):
        answer = client.get(PAGE, {**asked, **wrong})
        assert answer.status_code == 400
        assert "field-wrong" in answer.content.decode()


def test_names_in_the_csv_are_no_formulas(units: dict[str, Unit], sign_in: SignIn):
    Unit.objects.filter(code="ban-ton-giao").update(name_vi=EVIL)
    table = sign_in("lan").get("/reports/II.06.csv", {**PERIOD, "by": "agency"})
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="II.06_so-noi-vu_2024-01-01_2024-07-31.csv"' in table["Content-Disposition"]
    text = table.content.decode()
    assert f",'{EVIL}," in text
    assert f",{EVIL}" not in text
