"""The home page: what each role finds there, that its numbers are those of the lists, and its constant cost."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

import world
from caicach.accounts.models import Grant
from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier
from dossiers import pages

LINK = re.compile(r'<a href="(/dossiers/\?[^"]*)">([^<]+) <strong[^>]*>(?:<svg.*?</svg>)?([\d.]+)</strong>')
ROW = re.compile(r'class="code" href="/dossiers/(\d+)/"')


def home(client: Client, here: world.World, name: str) -> str:
    return pages.entered_in(client, here, name).get("/").content.decode()


def busy(here: world.World) -> None:
    """Dossiers at the counter, in the division, on the desk, overdue."""
    pages.received(here)
    pages.forwarded(here)
    pages.assigned(here)
    pages.assigned(here, at=pages.wall("2024-04-25T09:00"))


@pytest.mark.parametrize(
    ("name", "told", "untold"),
    [
        ("clerk", ["Hồ sơ nộp, chờ tiếp nhận", "Kết quả chờ trả", 'href="/dossiers/receive/"'], ["Chờ phân công"]),
        ("officer", ["Đang xử lý, theo hạn trả"], ["Chờ phân công", 'href="/dossiers/receive/"']),
        ("head", ["Chờ phân công", "Khối lượng theo công chức", "Officer"], ["Số liệu từ đầu năm"]),
        ("leader", ["Khối lượng theo phòng", "Số liệu từ đầu năm", "Quá hạn"], ["Theo cơ quan giải quyết"]),
        ("reformer", ['hx-get="/year/"'], ["Chờ phân công"]),
        ("admin", ["Quản trị viên không xem nội dung hồ sơ"], ["H99.02-", "Số liệu từ đầu năm"]),
    ],
)
def test_each_role_finds_its_work(database: str, client: Client, name: str, told: list[str], untold: list[str]) -> None:
    here = world.build()
    busy(here)
    page = home(client, here, name)
    for words in told:
        assert words in page, words
    for words in untold:
        assert words not in page, words


@pytest.mark.parametrize("name", ["clerk", "officer", "head", "leader"])
def test_the_numbers_are_those_of_the_lists_they_lead_to(database: str, client: Client, name: str) -> None:
    here = world.build()
    busy(here)
    shown = LINK.findall(home(client, here, name))
    assert shown
    for address, label, number in shown:
        listed = ROW.findall(client.get(unescape(address)).content.decode())
        assert len(listed) == int(number), label


def test_an_overdue_dossier_stands_on_the_desks_it_concerns(database: str, client: Client) -> None:
    here = world.build()
    late = pages.assigned(here, at=pages.wall("2024-04-25T09:00"))
    for name in ("officer", "head", "leader"):
        assert f'href="/dossiers/{late.pk}/"' in home(client, here, name)
    for name in ("sibling", "stranger", "admin"):
        assert late.number is not None
        assert late.number not in home(client, here, name)


def test_somebody_with_two_roles_finds_both(database: str, client: Client) -> None:
    here = world.build()
    Grant.objects.create(
        user=here.users["officer"], role=Role.INTAKE_CLERK, unit=here.units["centre"],
        valid_from=date(2020, 1, 1), reason="test",
    )  # fmt: skip
    page = home(client, here, "officer")
    assert "Hồ sơ nộp, chờ tiếp nhận" in page
    assert "Đang xử lý, theo hạn trả" in page


def test_somebody_without_grants_is_told_whom_to_ask(database: str, client: Client) -> None:
    here = world.build()
    Grant.objects.filter(user=here.users["officer"]).update(valid_to="2021-01-01")
    assert "chưa có quyền nào đang hiệu lực" in home(client, here, "officer")


def test_nobody_signed_in_is_sent_to_sign_in(database: str, client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize(("name", "by_unit"), [("leader", False), ("reformer", True)])
def test_the_figures_come_as_a_page_and_as_a_part_of_it(
    database: str, client: Client, name: str, by_unit: bool
) -> None:
    here = world.build()
    pages.received(here)
    pages.entered_in(client, here, name)
    whole = client.get("/year/").content.decode()
    part = client.get("/year/", headers={"HX-Request": "true"}).content.decode()
    for words in ("Số liệu từ đầu năm", "/reports/II.06/", "/figures/dossiers.received/"):
        assert words in whole
        assert words in part
    assert ("Theo cơ quan giải quyết" in whole) == by_unit
    assert ("<html" in whole, "<html" in part) == (True, False)
    assert pages.entered_in(client, here, "officer").get("/year/").status_code == 404


def test_the_figures_count_the_year_so_far(database: str, client: Client) -> None:
    here = world.build()
    pages.received(here)
    pages.received(here)
    page = pages.entered_in(client, here, "leader").get("/year/").content.decode()
    received = re.search(r'href="/figures/dossiers\.received/\?([^"]*)"[^>]*><span class="figure-value">2</span>', page)
    assert received
    assert f"from={timezone.localdate():%Y}-01-01" in received[1]
    assert "as_of=" in received[1]


@pytest.mark.parametrize("name", ["clerk", "officer", "head", "leader", "reformer"])
def test_the_home_page_costs_the_same_for_few_and_for_many(database: str, client: Client, name: str) -> None:
    here = world.build()
    busy(here)
    home(client, here, name)
    few, _ = pages.counted(client, "/")
    for _ in range(4):
        busy(here)
    assert Dossier.objects.count() == 20
    home(client, here, name)
    many, answer = pages.counted(client, "/")
    assert answer.status_code == 200
    assert few == many <= 20
