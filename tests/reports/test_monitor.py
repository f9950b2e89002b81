"""The monitoring board: each number is what its figure says, whoever reads it and however many there are."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caicach.agencies.models import Succession, Unit, UnitParent
from caicach.figures.queries.answers import subjects
from caicach.figures.queries.scope import scope_of
from caicach.figures.services.know import know
from caicach.journal.models import Seal
from caicach.journal.queries import last_seal
from caicach.kit.period import Period, local_day
from caicach.kit.working_time import WorkCalendar
from caicach.procedures.models import Field
from caicach.reports.queries.monitor import board
from caicach.reports.rules import monitor as form
from caicach.reports.rules.monitor import Heat, Rows
from reports.linked import disagreeing, figures_of
from reports.province import dossier, known, settle, unit

PAGE = "/monitor/"
MOST_STATEMENTS = 60
OFFICE = tuple(() if day > 4 else ((time(7), time(17)),) for day in range(7))
SignIn = Callable[[str], Client]


def test_the_days_ahead_leave_no_day_out():
    friday = date(2024, 8, 30)
    calendar = WorkCalendar(weekly=OFFICE, days={})
    found = form.working_days_ahead(friday, calendar)
    assert [(one.first, one.last) for one in found[:2]] == [
        (date(2024, 8, 31), date(2024, 9, 2)),
        (date(2024, 9, 3), date(2024, 9, 3)),
    ]
    assert len(found) == form.DAYS
    assert all(before.end == after.first for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("heat", "counts", "shade"),
    [
        (Heat.LATE, (0, 0), None),
        (Heat.LATE, (2, 100), 0),
        (Heat.LATE, (201, 10_000), 1),
        (Heat.LATE, (1, 4), 4),
        (Heat.TIMELY, (98, 100), 0),
        (Heat.TIMELY, (90, 100), 2),
        (Heat.TIMELY, (0, 3), 4),
    ],
)
def test_a_rate_is_shaded_by_its_exact_value(heat, counts, shade):
    assert form.shade(heat, *counts) == shade


def test_the_lines_to_worry_about_come_first():
    assert form.in_order([1, 2, 3, 4], {1: 0, 2: 3}, {3: (1, 2), 1: (1, 10)}, {4: 9}) == [2, 3, 1, 4]


@pytest.fixture
def units(database: str) -> dict[str, Unit]:
    """The small province with work of these days, and a unit that passed into another one three months ago."""
    found = settle()
    today = local_day(timezone.now())
    ended = today - timedelta(days=90)
    found["cu"] = unit("phong-cu", "department", "Sở cũ", "Old Department", found["tinh"])
    Unit.objects.filter(pk=found["cu"].pk).update(valid_to=ended)
    Succession.objects.create(
        predecessor=found["cu"], successor=found["so-y-te"], on=ended + timedelta(days=1), source="test"
    )
    field = Field.objects.get(code="luu-tru")
    home, division = found["so-noi-vu"], found["ban-ton-giao"]
    for place, (at, accepted, deadline, finished) in enumerate([
        (home, 0, 0, None), (home, -9, 0, 0), (home, -9, 1, None), (division, -9, 3, None), (division, -20, -2, None),
        (home, -40, -35, -30), (home, -70, -62, -65), (found["cu"], -140, -130, -125), (found["so-y-te"], -9, 2, None),
    ]):  # fmt: skip
        dossier(
            200 + place, at=at, field=field, accepted=today + timedelta(accepted), deadline=today + timedelta(deadline),
            finished=None if finished is None else today + timedelta(finished), ending=0 if finished is None else 1,
        )  # fmt: skip
    return found


def test_due_and_open_are_those_whose_deadline_comes_and_whose_clock_runs(units: dict[str, Unit]):
    today = local_day(timezone.now())
    seal, scope = know(None), scope_of("so-noi-vu", on=today)

    def listed(code: str, first: date, last: date) -> list[int]:
        return subjects(code, scope=scope, period=Period(first, last), seal=seal)

    week = (today, today + timedelta(days=6))
    assert listed("dossiers.due_open", *week) == [200, 202, 203]
    assert listed("dossiers.due_carried", *week) == [201, 202, 203]
    assert listed("dossiers.due_carried", date(2024, 3, 18), date(2024, 3, 24)) == [3]


@pytest.mark.parametrize("rows", ["", "unit", "field"])
def test_every_number_is_what_its_figure_says(units: dict[str, Unit], sign_in: SignIn, rows: str):
    for heat in ("late", "timely"):
        answer = sign_in("minh").get(PAGE, {"agency": "tinh", "rows": rows, "heat": heat, "all": "1"})
        text = answer.content.decode()
        assert answer.status_code == 200
        assert len(figures_of(text)) > 30
        assert disagreeing(text, last_seal()) == []


def test_the_board_counts_today_the_days_ahead_and_by_line(units: dict[str, Unit]):
    found = board(units["tinh"], seal=know(None), heat=Heat.LATE, rows=Rows.UNIT, reach=None, own="riêng")
    assert found.now == {
        form.RECEIVED: 1, form.RESOLVED: 1, form.DUE: 2, form.DUE_OPEN: 1, form.PENDING: 7, form.OVERDUE: 3,
    }  # fmt: skip
    assert sum(count for _period, count in found.ahead) == found.total.soon - 1 == 3
    by_code = {row.line.code: row for row in found.lines}
    assert by_code["so-noi-vu"].now[form.OVERDUE] == 3
    assert (by_code["so-noi-vu"].soon, by_code["so-y-te"].soon) == (3, 1)
    assert found.lines[0].line.code == "so-noi-vu"
    assert {row.line.name_vi for row in found.lines} == {"Sở Nội vụ", "Sở Y tế", "Sở cũ"}


def test_the_page_says_as_when_and_is_closed_to_others(units: dict[str, Unit], sign_in: SignIn):
    client = sign_in("lan")
    page = client.get(PAGE).content.decode()
    newest = re.search(r"known=(\d+)", page)[1]
    assert "Số liệu tính đến" in page
    assert client.get(PAGE, {"known": newest}).status_code == 204
    dossier(
        300, at=units["so-noi-vu"], field=Field.objects.get(code="luu-tru"), accepted=local_day(timezone.now()),
        deadline=local_day(timezone.now()),
    )  # fmt: skip
    UnitParent.objects.filter(unit=units["ban-ton-giao"]).update(parent=units["so-y-te"])
    after = client.get(PAGE, {"known": newest}).content.decode()
    assert disagreeing(after, last_seal()) == []
    assert disagreeing(page, Seal.objects.get(no=newest)) == []
    instant = re.search(r'as_of=([^&"]+)', page)[1]
    before = client.get(f"{PAGE}?as_of={instant}").content.decode()
    assert figures_of(before) == figures_of(page)
    assert client.get(PAGE, {"as_of": "2999-01-01T00:00"}).status_code == 400
    assert client.get(PAGE, {"agency": "so-y-te"}).status_code == 404
    assert sign_in("khach").get(PAGE).status_code == 404


def test_statements_do_not_grow_with_units_and_dossiers(units: dict[str, Unit], sign_in: SignIn):
    client, asked = sign_in("minh"), {"agency": "tinh", "rows": "unit"}

    def statements() -> int:
        known(1)  # a new seal, of which nothing is remembered
        know(None)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE, asked).status_code == 200
        return len(captured)

    statements()  # the first page of a process also reads what later ones keep
    few, today = statements(), local_day(timezone.now())
    for place in range(4):
        made = unit(f"them-{place}", "department", f"Sở thêm {place}", "", units["tinh"])
        dossier(400 + place, at=made, field=Field.objects.get(code="luu-tru"), accepted=today, deadline=today)
    assert statements() == few <= MOST_STATEMENTS
