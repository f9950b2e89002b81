"""Figures composed without code on pages and by command: tried, saved, changed, withdrawn."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caicach.accounts.models import Grant, User
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.figures.models import Composed
from caicach.figures.tags import figure_url
from figures.composing import made, told
from figures.test_command import run
from figures.trial import YEAR


@pytest.fixture
def reader(client: Client, house: Unit) -> Client:
    client.force_login(User.objects.get(username="an"))
    return client


def form(house: Unit, **changes: object) -> dict[str, object]:
    return {"title": "Hồ sơ hội", "words": "Hồ sơ lĩnh vực hội.", "slug": "hoi", "owner": house.pk,
            "base": "figures.early_rate", "field": ["1"], "procedure": "", "agency": "so-noi-vu",
            "first": "2023-01-01", "last": "2023-12-31", "request_key": str(uuid4()), **changes}  # fmt: skip


def test_it_is_tried_then_saved_changed_and_withdrawn_on_pages(reader: Client, house: Unit) -> None:
    told(house)
    assert reader.get("/figures/compose/").status_code == 200
    tried = reader.post("/figures/compose/", form(house, **{"try": "1"}))
    page = tried.content.decode()
    assert (tried.status_code, Composed.objects.count()) == (200, 0)
    for text in ("50,00%", "••••", "Lĩnh vực", "Hội"):
        assert text in page
    assert reader.post("/figures/compose/", form(house))["Location"] == "/figures/own/"
    assert "Hồ sơ hội" in reader.get("/figures/own/").content.decode()
    assert "own.hoi" in reader.get("/figures/?q=linh+vuc+hoi").content.decode()
    address = figure_url("own.hoi", agency="so-noi-vu", period=YEAR, seal=None)
    sheet = reader.get(address).content.decode()
    for text in ("50,00%", "Tên early_rate", "Tên resolved_early", "Lĩnh vực", "field_id IN (1)"):
        assert text in sheet
    assert reader.get(address.replace("/?", "/records/?")).context["total"] == 1
    assert reader.get(address.replace("/?", "/difference/?")).status_code == 200
    assert 'value="Hồ sơ hội"' in reader.get("/figures/own.hoi/recompose/").content.decode()
    changed = reader.post("/figures/own.hoi/recompose/", form(house, field=["2"], seen="1"))
    assert changed["Location"] == "/figures/own/"
    stale = reader.post("/figures/own.hoi/recompose/", form(house, field=["3"], seen="1"))
    assert stale.status_code == 422
    assert reader.get("/figures/own.hoi/withdraw/").status_code == 200
    assert reader.post("/figures/own.hoi/withdraw/", {"request_key": "k"})["Location"] == "/figures/own/"
    assert reader.get(address).status_code == 404
    assert "Đã rút" in reader.get("/figures/own/").content.decode()


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"field": []}, "ít nhất một điều kiện"),
        ({"procedure": "1.000001"}, "1.000001"),
        ({"slug": "Hội"}, "không hợp lệ"),
        ({"last": "2022-01-01", "try": "1"}, "2022"),
        ({"words": ""}, "bắt buộc"),
    ],
)
def test_what_is_wrong_stands_at_its_field(reader: Client, house: Unit, changes: dict, text: str) -> None:
    answered = reader.post("/figures/compose/", form(house, **changes))
    assert answered.status_code == 422
    assert text in answered.content.decode()
    assert not Composed.objects.exists()


def test_another_agencys_figure_does_not_exist(client: Client, house: Unit) -> None:
    told(house)
    made(house)
    Grant.objects.create(
        user=User.objects.get(username="binh"), role=Role.AGENCY_LEADER, subtree=True,
        unit=Unit.objects.get(code="so-noi-vu-phong-1"), valid_from=date(2010, 1, 1), reason="test",
    )  # fmt: skip
    client.force_login(User.objects.get(username="binh"))
    here = figure_url("own.hoi", agency="so-y-te", period=YEAR, seal=None)
    for address in (here, here.replace("own.hoi", "figures.received@own.hoi"), here.replace("/?", "/records/?"),
                    "/figures/own.hoi/recompose/", "/figures/own.hoi/withdraw/"):  # fmt: skip
        assert client.get(address).status_code == 404
    assert "own.hoi" not in client.get("/figures/own/").content.decode()
    assert "own.hoi" not in client.get("/figures/").content.decode()


def test_more_figures_take_no_more_statements(reader: Client, house: Unit) -> None:
    numbers = []
    for slugs in (("a",), ("b", "c", "d")):
        for slug in slugs:
            made(house, slug, field=(1,), unit=(house.pk,))
        reader.get("/figures/own/")
        with CaptureQueriesContext(connection) as asked:
            reader.get("/figures/own/")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= 12


def test_the_command_knows_it(house: Unit) -> None:
    told(house)
    made(house)
    document, _ = run("own.hoi", "--agency", "so-noi-vu", "--from", "2023-01-01", "--to", "2023-12-31", "--records")
    assert document["records"] == ["T-0001", "T-0002", "T-0003"]
    assert "own.hoi" in [one["code"] for one in run("--list")[0]["figures"]]
