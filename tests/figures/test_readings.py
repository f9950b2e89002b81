"""How rates are read, and the list of all figures."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caicach.accounts.models import User
from caicach.agencies.models import Unit
from caicach.figures import register
from caicach.figures.models import Definition
from caicach.figures.register import Reading, all_figures, known_figure, sisters
from caicach.figures.rules.reading import About, Base, Compared, Deadline, read_reading, reading_written
from caicach.figures.services.define import record_definitions
from caicach.figures.services.know import know
from caicach.figures.tags import figure_url
from figures import trial
from figures.trial import YEAR, Thing, tell

LATE = Reading(About.LATE, Base.WORK, Deadline.FIRST, Compared.INSTANT)


def test_every_rate_of_lateness_says_which_reading_it_is() -> None:
    rates = {
        one.code: one.reading for one in all_figures() if re.search(r"(late|timely|early|on_time)\w*_rate$", one.code)
    }
    assert len(rates) > 9
    assert [code for code, reading in rates.items() if reading is None] == []
    told = [(reading.about, reading.base, reading.deadline, reading.compared) for reading in rates.values() if reading]
    assert len(told) == len(set(told)), "two figures in one reading are one figure"


def test_sisters_are_the_same_in_other_readings() -> None:
    assert [one.code for one in sisters(known_figure("dossiers.late_rate"))] == [
        "dossiers.due_late_rate",
        "dossiers.late_by_instant_rate",
        "dossiers.late_of_work_rate",
        "dossiers.late_unextended_rate",
    ]
    assert sisters(known_figure("dossiers.received")) == []


@pytest.mark.parametrize("reading", [None, LATE, Reading(About.EARLY, Base.RESOLVED)])
def test_a_reading_is_read_back_as_it_was_written(reading: Reading | None) -> None:
    assert read_reading(reading_written(reading)) == reading


def declare(reading: Reading | None) -> None:
    register.figure(title="Tên", definition="Nghĩa.", reading=reading)(trial.early_rate)


def test_a_page_says_the_reading_that_held_then(client: Client, department: Unit) -> None:
    tell(Thing(2, unit=department.pk))
    declare(Reading(About.EARLY, Base.RESOLVED))
    record_definitions(now=timezone.now())
    before = know(None)
    declare(LATE)
    record_definitions(now=timezone.now())
    assert Definition.objects.filter(code="figures.early_rate").count() == 2
    client.force_login(User.objects.get(username="an"))
    then, now = (
        client.get(figure_url("figures.early_rate", agency="so-noi-vu", period=YEAR, seal=seal)).content.decode()
        for seal in (before, None)
    )
    assert "trên số hồ sơ đã giải quyết" in then
    assert "so theo ngày" in then
    assert "không tính gia hạn" in now
    assert "so đến giờ, phút" in now


def test_all_figures_are_listed_found_without_accents_and_lead_on(client: Client, department: Unit) -> None:
    declare(LATE)
    client.force_login(User.objects.get(username="an"))
    client.get("/figures/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/figures/").content.decode()
    assert len(asked) <= 8
    assert all(f"figures.{one.__name__}" in page for one in trial.FIGURES)
    found = client.get("/figures/?q=khong+tinh+gia+HAN&agency=so-noi-vu&from=2023-01-01&to=2023-12-31")
    ((_, (line,)),) = found.context["rooms"]
    assert line.figure.code == "figures.early_rate"
    assert client.get(line.url).status_code == 200
    assert "Không có số liệu nào khớp" in client.get("/figures/?q=khong-co-gi").content.decode()


@pytest.mark.parametrize("query", ["from=2023-12-31&to=2023-01-01", "from=yesterday"])
def test_days_that_cannot_be_read_are_said(client: Client, department: Unit, query: str) -> None:
    client.force_login(User.objects.get(username="an"))
    assert client.get(f"/figures/?{query}").status_code == 422


def test_a_unit_out_of_reach_leads_nowhere(client: Client, department: Unit) -> None:
    client.force_login(User.objects.get(username="an"))
    page = client.get("/figures/?agency=so-y-te")
    assert "Sở Y tế" not in page.content.decode()
    assert all(not line.url for _, lines in page.context["rooms"] for line in lines)
