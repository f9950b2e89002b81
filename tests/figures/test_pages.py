"""The sheet and the list of a figure, as they are opened in a browser."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caicach.accounts.models import User
from caicach.agencies.models import Unit
from caicach.figures.register import name_filter
from caicach.figures.services.know import know
from caicach.figures.tags import figure_url
from caicach.kit.period import Period
from figures.trial import YEAR, Thing, tell

EARLY = date(2023, 3, 5)
ROW = re.compile(r"T-\d{4}|••••")


@pytest.fixture
def reader(client: Client, department: Unit) -> Client:
    """The test's browser with `an` signed in."""
    client.force_login(User.objects.get(username="an"))
    return client


def url(code: str, agency: str = "so-noi-vu", **asked: object) -> str:
    return figure_url(code, agency=agency, period=YEAR, seal=None, **asked)


def told(department: Unit, count: int) -> None:
    tell(*(Thing(number, unit=department.pk, finished=EARLY) for number in range(1, count + 1)))


def links(page: str, part: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', page) if part in link]


def test_the_page_says_what_was_counted_and_shows_the_first_records(reader: Client, department: Unit) -> None:
    told(department, 12)
    tell(Thing(13, unit=department.pk, finished=date(2023, 3, 10)))
    page = reader.get(url("figures.early_rate")).content.decode()
    for text in ["92,31%", "Nghĩa early_rate.", "Tên resolved_early", "Tên resolved", "Sở Nội vụ", "31/12/2023"]:
        assert text in page
    assert "finished_day &lt; deadline_day" in page
    assert ROW.findall(page) == [
        "••••",
        "T-0002",
        "••••",
        "T-0004",
        "••••",
        "T-0006",
        "••••",
        "T-0008",
        "••••",
        "T-0010",
    ]
    assert page.count('id="figure"') == 1
    assert "/things/2/" in page
    assert "/things/1/" not in page


def test_a_sheet_is_the_same_without_the_page_around_it(reader: Client, department: Unit) -> None:
    told(department, 2)
    part = reader.get(url("figures.resolved"), headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<article id="figure">')
    assert "<html" not in part
    assert ROW.findall(part) == ["••••", "T-0002"]


def test_the_list_has_as_many_rows_as_the_figure_says(reader: Client, department: Unit) -> None:
    told(department, 120)
    sheet = reader.get(url("figures.resolved")).content.decode()
    following, rows = links(sheet, "/records/")[:1], []
    while following:
        page = reader.get(following[0]).content.decode()
        assert "Tên resolved (120)" in " ".join(re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)[1].split())
        rows += ROW.findall(page)
        following = links(page, "after=")
    assert len(rows) == 120
    assert [row for row in rows if row != "••••"] == [f"T-{number:04d}" for number in range(2, 121, 2)]


def test_the_list_of_the_denominator_can_be_asked_too(reader: Client, department: Unit) -> None:
    told(department, 2)
    tell(Thing(4, unit=department.pk, finished=date(2023, 4, 1)))
    sheet = reader.get(url("figures.early_rate")).content.decode()
    found = links(sheet, "part=denominator")
    assert ROW.findall(reader.get(found[0]).content.decode()) == ["••••", "T-0002", "T-0004"]


def test_the_list_is_that_of_the_sheet_though_more_became_known_since(reader: Client, department: Unit) -> None:
    told(department, 2)
    sheet = reader.get(url("figures.resolved")).content.decode()
    tell(Thing(4, unit=department.pk, finished=EARLY))
    assert len(ROW.findall(reader.get(links(sheet, "/records/")[0]).content.decode())) == 2
    assert len(ROW.findall(reader.get(url("figures.resolved")).content.decode())) == 3


def test_an_address_with_a_seal_answers_as_of_it(reader: Client, department: Unit) -> None:
    told(department, 2)
    seal = know(None)
    tell(Thing(4, unit=department.pk, finished=EARLY))
    page = reader.get(figure_url("figures.resolved", agency="so-noi-vu", period=YEAR, seal=seal)).content.decode()
    assert len(ROW.findall(page)) == 2


def test_the_unit_alone_or_with_all_under_it(reader: Client, department: Unit) -> None:
    division = Unit.objects.get(code="so-noi-vu-phong-1")
    tell(Thing(2, unit=department.pk), Thing(4, unit=division.pk))
    assert len(ROW.findall(reader.get(url("figures.received")).content.decode())) == 2
    alone = reader.get(url("figures.received", own=True)).content.decode()
    assert ROW.findall(alone) == ["T-0002"]
    assert "riêng đơn vị này" in alone


def test_a_filter_is_named_on_the_page(reader: Client, department: Unit) -> None:
    tell(Thing(2, unit=department.pk, field=7), Thing(4, unit=department.pk, field=8))
    assert "“7”" in reader.get(url("figures.received", filters={"field_id": 7})).content.decode()
    name_filter("field_id", lambda ids: {one: f"Lĩnh vực số {one}" for one in ids})
    for page in (url("figures.received", filters={"field_id": 7, "unit_id": department.pk}),):
        text = reader.get(page).content.decode()
        assert ROW.findall(text) == ["T-0002"]
        assert "“Lĩnh vực số 7”" in text


@pytest.mark.parametrize("kind", ["figure", "records"])
@pytest.mark.parametrize(
    ("code", "agency"),
    [
        ("figures.received", "so-y-te"),
        ("figures.received", "no-such-unit"),
        ("figures.no_such_figure", "so-noi-vu"),
        ("figures.received", "so-noi-vu\0"),
        ("figures.received\0", "so-noi-vu"),
    ],
)
def test_what_one_may_not_see_does_not_exist(reader: Client, kind: str, code: str, agency: str) -> None:
    address = url(code, agency)
    assert reader.get(address if kind == "figure" else address.replace("/?", "/records/?")).status_code == 404


def test_a_part_that_a_count_does_not_have_does_not_exist(reader: Client, department: Unit) -> None:
    address = url("figures.received").replace("/?", "/records/?")
    assert reader.get(address).status_code == 200
    assert reader.get(f"{address}&part=denominator").status_code == 404


def test_somebody_who_has_not_signed_in_is_asked_to(client: Client, department: Unit) -> None:
    response = client.get(url("figures.received"))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/sign-in/")


@pytest.mark.parametrize(
    "query",
    [
        "agency=so-noi-vu&from=2023-12-31&to=2023-01-01",
        "agency=so-noi-vu&from=yesterday&to=2023-01-01",
        "agency=so-noi-vu&from=2023-01-01",
        "from=2023-01-01&to=2023-01-01",
        "agency=so-noi-vu&from=2023-01-01&to=2023-12-31&as_of=2023-12-31",
        "agency=so-noi-vu&from=2023-01-01&to=2023-12-31&as_of=1999-12-31T00:00",
        "agency=so-noi-vu&from=2023-01-01&to=2023-12-31&field=x",
        "agency=so-noi-vu&from=2023-01-01&to=2023-12-31&channel=1",
        "agency=so-noi-vu&from=2023-01-01&to=2023-12-31&field=99999999999999999999",
        "agency=so-noi-vu&from=2023-01-01&to=9999-12-31",
    ],
)
def test_what_cannot_be_read_is_said(reader: Client, query: str) -> None:
    assert reader.get(f"/figures/figures.received/?{query}").status_code == 422


@pytest.mark.parametrize("page", ["/?", "/records/?"])
def test_more_records_take_no_more_statements(reader: Client, department: Unit, page: str) -> None:
    address = url("figures.early_rate").replace("/?", page)
    numbers = []
    reader.get(address)  # what a process asks once, it has asked
    for first, last in [(1, 2), (3, 60)]:
        tell(*(Thing(number, unit=department.pk, finished=EARLY) for number in range(first, last + 1)))
        know(None)
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(address).status_code == 200
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= 14


def test_an_address_is_read_back_as_it_was_written(reader: Client, department: Unit) -> None:
    told(department, 2)
    seal = know(None)
    period = Period(date(2023, 3, 1), date(2023, 3, 5))
    address = figure_url(
        "figures.resolved", agency="so-noi-vu", period=period, seal=seal, own=True, filters={"unit_id": department.pk}
    )
    page = reader.get(address)
    question = page.context["question"]
    assert (question.period, question.seal, question.scope.own) == (period, seal, True)
    assert question.filters == {"unit_id": department.pk}
    assert question.figure_url == address
