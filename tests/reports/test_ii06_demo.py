"""Form II.06 over the demo province: the figures that the province's article prints, computed from records."""

from datetime import date

import pytest
from django.test import Client

from caicach.accounts.models import Grant
from caicach.accounts.queries import actor_of
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.figures.register import known_figure
from caicach.figures.rules.expression import Ratio
from caicach.figures.services.know import know
from caicach.kit.period import Period
from caicach.reports.queries.drawn import ii06
from caicach.reports.rules import ii06 as form
from caicach.reports.views.show import HEADLINES

YEAR_2023 = Period(date(2023, 1, 1), date(2023, 12, 31))
SEVEN_MONTHS = Period(date(2024, 1, 1), date(2024, 7, 31))
PRINTED = (3, 7, 8, 9, 10, 11)


@pytest.mark.parametrize(
    ("period", "printed"),
    [(YEAR_2023, (538, 526, 509, 16, 1, 12)), (SEVEN_MONTHS, (399, 391, 366, 25, 0, 8))],
)
@pytest.mark.parametrize("by", ["field", "agency"])
def test_the_article(demo_database: str, period: Period, printed: tuple[int, ...], by: str):
    report = ii06(agency="so-noi-vu", period=period, seal=know(None), by=by)
    assert tuple(report.total[number] for number in PRINTED) == printed
    assert [check.name for check in report.checks if not check.holds] == []
    assert report.rows


def test_what_one_period_leaves_the_next_one_takes_over(demo_database: str):
    seal = know(None)
    before = ii06(agency="so-noi-vu", period=YEAR_2023, seal=seal)
    after = ii06(agency="so-noi-vu", period=SEVEN_MONTHS, seal=seal)
    assert after.total[6] == before.total[11]


def test_the_whole_province_holds_too(demo_database: str):
    province = Unit.objects.get(kind="province", valid_to=None)
    for by in form.By:
        assert ii06(agency=province.code, period=YEAR_2023, seal=know(None), by=by).holds


def test_the_page_is_drawn_for_its_officer(demo_database: str, client: Client):
    unit = Unit.objects.get(code="so-noi-vu")
    grant = next(
        grant
        for grant in Grant.objects.filter(valid_to=None, user__is_active=True).select_related("user")
        if unit.pk in actor_of(grant.user_id, on=date(2026, 11, 20)).reach(Role)
    )
    client.force_login(grant.user)
    asked = {"agency": "so-noi-vu", "from": "2023-01-01", "to": "2023-12-31"}
    page = client.get("/reports/II.06/", asked).content.decode()
    assert "96,77%" in page
    assert "3,04%" in page
    assert "0,19%" in page
    assert page.count("opens-sheet") >= 11 * 2


def test_the_rates_of_the_headline_are_ratios_of_columns_of_the_table():
    """So that a share printed from two cells is what its figure answers."""
    columns = {column.number: known_figure(column.figure).expression for column in form.COLUMNS}
    for number, _kind, rate in HEADLINES:
        if rate:
            assert known_figure(rate).expression == Ratio(columns[number], columns[7])


def test_every_column_and_footnote_is_a_known_figure():
    for code in (*form.FIGURES, *form.NOTE_FIGURES):
        assert known_figure(code).title
