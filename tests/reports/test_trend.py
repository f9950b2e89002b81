"""The course of a unit's work over 24 months: months, bars, page."""

import html
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caicach.agencies.models import Unit
from caicach.figures.services.know import know
from caicach.kit.period import Period
from caicach.procedures.models import Field
from caicach.reports.queries.drawn import course
from caicach.reports.rules import trend as form
from reports.province import dossier, settle

PAGE = "/reports/trend/"
SignIn = Callable[[str], Client]
ASKED = {"agency": "so-noi-vu", "from": "2024-01-01", "to": "2024-07-31"}


@pytest.fixture
def units(database: str) -> dict[str, Unit]:
    return settle()


def month(received: int, resolved: int, timely: int, overdue: int = 0) -> form.Month:
    counts = dict(zip(form.FIGURES, (received, resolved, timely, overdue), strict=True))
    return form.Month(Period(date(2024, 1, 1), date(2024, 1, 31)), counts)


def test_the_months_follow_each_other_and_a_running_one_ends_with_its_day():
    found = form.months(date(2024, 2, 10), until=date(2024, 2, 10))
    assert len(found) == 24
    assert (found[0], found[-1]) == (
        Period(date(2022, 3, 1), date(2022, 3, 31)),
        Period(date(2024, 2, 1), date(2024, 2, 10)),
    )
    assert [one.end for one in found[:-1]] == [one.first for one in found[1:]]


def test_the_tallest_bar_fills_the_drawing_and_of_a_share_the_whole_does():
    months = [month(4, 2, 1), month(0, 0, 0), month(2, 8, 8, 1)]
    both, share, overdue = (form.bars(months, panel) for panel in form.PANELS)
    assert [bar.height for bar in both] == ["60.0", "30.0", "0.0", "0.0", "30.0", "120.0"]
    assert [(bar.height, bar.y) for bar in share] == [("60.0", "60.0"), ("0.0", "120.0"), ("120.0", "0.0")]
    assert [bar.height for bar in overdue] == ["0.0", "0.0", "120.0"]
    assert all(float(bar.x) + float(bar.width) <= form.WIDTH for bar in both)
    assert form.bars([month(0, 0, 0)], form.PANELS[0]) == []


def test_the_page_draws_and_tells_each_month(units: dict[str, Unit], sign_in: SignIn):
    answer = sign_in("lan").get(PAGE, ASKED)
    assert answer.status_code == 200
    text = html.unescape(answer.content.decode())
    assert text.count('role="img"') == len(form.PANELS) == text.count("<desc")
    links = re.findall(r'href="/figures/([a-z_.]+)/\?([^"]*)"', text)
    assert len(links) == 24 * 4
    assert "from=2022-08-01&to=2022-08-31" in text
    assert "from=2024-07-01&to=2024-07-31" in text
    assert sign_in("khach").get(PAGE, ASKED).status_code == 404
    assert sign_in("lan").get(PAGE, {**ASKED, "to": "2020-01-01"}).status_code == 400


def test_months_sum_up_to_the_years_and_statements_do_not_grow(units: dict[str, Unit]):
    seal = know(None)
    with CaptureQueriesContext(connection) as few:
        found = course(agency="so-noi-vu", last=date(2024, 7, 31), seal=seal)
    assert sum(one.counts[form.RECEIVED] for one in found.months[-7:]) == 5
    assert sum(one.counts[form.RESOLVED] for one in found.months[-7:]) == 4
    assert found.months[-1].counts[form.OVERDUE] == 1
    for place in range(100, 110):
        dossier(
            place, at=units["so-noi-vu"], field=Field.objects.get(code="luu-tru"),
            accepted=date(2024, 2, 1), deadline=date(2024, 3, 1),
        )  # fmt: skip
    seal = know(None)
    with CaptureQueriesContext(connection) as many:
        course(agency="so-noi-vu", last=date(2024, 7, 31), seal=seal)
    assert len(many) == len(few)
