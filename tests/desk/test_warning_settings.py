"""When people are warned, set by the administrator: for all, for one procedure, tried before it is written."""

import re

import pytest
from django.test import Client

import world
from browsing import faults
from caicach.config.prepare import load_law
from caicach.dossiers.models import Dossier
from caicach.journal.models import Line
from caicach.procedures.models import WarningSetting
from dossiers import pages
from journeys.walking import Walk

NUMBERS = {"days_before": "3", "step_percent": "70", "officer": "0", "head": "2", "leader": "4", "centre": "6"}
FORM = NUMBERS | {"source": "Quyết định 12/QĐ-UBND"}


@pytest.fixture
def here(database: str) -> world.World:
    found = world.build()
    load_law()
    return found


def test_a_procedure_gets_numbers_of_its_own(here: world.World, client: Client) -> None:
    pages.entered_in(client, here, "admin")
    form = client.get("/warnings/SYN-1/").content.decode()
    assert re.search(r'name="days_before" value="1"', form), "begins from what holds for all"
    assert client.post("/warnings/SYN-1/", FORM | {"request_key": "k1"}).status_code == 302
    assert client.post("/warnings/SYN-1/", FORM | {"request_key": "k1", "head": "9"}).status_code == 302, "sent twice"
    own = WarningSetting.objects.get(procedure=here.procedure)
    assert (own.days_before, own.step_percent, own.levels, own.source) == (3, 70, [0, 2, 4, 6], FORM["source"])
    assert WarningSetting.objects.get(procedure=None).days_before == 1
    listed = client.get("/warnings/").content.decode()
    assert "0 · 2 · 4 · 6" in listed
    assert Line.objects.filter(action="procedures.set_warning", kind="warning_setting").count() == 2
    assert client.post("/warnings/all/", FORM | {"days_before": "2"}).status_code == 302
    assert WarningSetting.objects.get(procedure=None).days_before == 2


def test_numbers_that_make_no_sense_are_refused(here: world.World, client: Client) -> None:
    pages.entered_in(client, here, "admin")
    answer = client.post("/warnings/SYN-1/", FORM | {"head": "9"})
    assert answer.status_code == 422
    assert "mốc sau không sớm hơn mốc trước" in answer.content.decode()
    for wrong in ({"step_percent": "101"}, {"days_before": "-1"}, {"source": ""}):
        assert client.post("/warnings/SYN-1/", FORM | wrong).status_code == 422
    assert not WarningSetting.objects.exclude(procedure=None).exists()
    assert client.get("/warnings/khong-co/").status_code == 404


def test_it_is_tried_on_todays_dossiers_and_nothing_is_written(here: world.World, client: Client) -> None:
    pages.assigned(here)
    late = pages.assigned(here, at=pages.ago(days=30))
    pages.entered_in(client, here, "admin")
    lines = Line.objects.count()
    told = client.post("/warnings/SYN-1/", FORM | {"try": "1", "days_before": "30"}).content.decode()
    found = dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)", told))
    assert (found["Quá hạn"], found["Sắp đến hạn"], found["Báo người đứng đầu bộ phận một cửa"]) == ("1", "1", "1")
    told = client.post("/warnings/SYN-1/", FORM | {"try": "1", "days_before": "0"}).content.decode()
    assert dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)", told))["Sắp đến hạn"] == "0"
    assert (Line.objects.count(), Dossier.objects.get(pk=late.pk).version) == (lines, late.version)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), [(390, "en"), (1280, "vi")])
def test_the_pages_fit(here: world.World, open_page, site: str, width: int, language: str) -> None:
    walk = Walk(open_page, site, width=width, language=language)
    page = walk.sit(here.users["admin"], "/warnings/")
    walk.look()
    page.click('main a[href="/warnings/SYN-1/"]')
    walk.fill(**FORM)
    walk.send('button[name="try"]')
    walk.look()
    walk.send("main form button.button-primary")
    walk.look()
    assert faults(page) == []
