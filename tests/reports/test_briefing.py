"""The Monday report: its weeks, its numbers, its one page, whoever reads it."""

import re
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import pdfs
from caicach.accounts.models import User
from caicach.accounts.queries import actor_of
from caicach.agencies.models import Unit
from caicach.config.commands import report as command
from caicach.figures.services.know import know
from caicach.journal.queries import last_seal
from caicach.kit.acts import Act
from caicach.kit.period import Period, local_day
from caicach.kit.refusal import Refused
from caicach.procedures.models import Competence, Field, Procedure
from caicach.reports.exports.briefing import as_pdf
from caicach.reports.queries.briefing import Briefing, briefing
from caicach.reports.rules import briefing as form
from caicach.reports.rules.monitor import OVERDUE, PENDING, RECEIVED
from caicach.reports.rules.targets import Comparator, Status, Wanted
from caicach.reports.services.set_target import set_target
from reports.linked import disagreeing, figures_of
from reports.province import START, dossier, settle, unit

PAGE = "/reports/briefing/"
MONDAY = date(2024, 7, 8)
SignIn = Callable[[str], Client]


def test_the_week_is_monday_to_sunday_before():
    found = form.weeks(date(2024, 8, 5), today=date(2026, 1, 1))
    assert found.week == Period(date(2024, 7, 29), date(2024, 8, 4))
    assert found.before == Period(date(2024, 7, 22), date(2024, 7, 28))
    assert found.year == Period(date(2024, 1, 1), date(2024, 8, 4))
    assert found.coming == Period(date(2024, 8, 5), date(2024, 8, 11))
    assert form.weeks(date(2025, 1, 6), today=date(2026, 1, 1)).year.first == date(2025, 1, 1)
    assert form.weeks(None, today=date(2024, 8, 11)).monday == date(2024, 8, 5)
    for day, code in ((date(2024, 8, 6), "not-monday"), (date(2026, 1, 5), "week-running")):
        with pytest.raises(Refused) as refused:
            form.weeks(day, today=date(2026, 1, 1))
        assert refused.value.code == code


def test_equal_counts_share_a_rank_and_the_next_is_skipped():
    assert form.ranked({"a": 2, "b": 5, "c": 2, "d": 0}) == [(1, "b"), (2, "a"), (2, "c"), (4, "d")]


@pytest.fixture
def units(database: str) -> dict[str, Unit]:
    found = settle()
    field = Field.objects.get(code="ton-giao")
    procedure = Procedure.objects.create(code="SYN-1", field=field)
    Competence.objects.create(procedure=procedure, unit=found["so-y-te"], valid_from=START)
    dossier(21, at=found["so-noi-vu"], field=field, accepted=date(2024, 7, 2), deadline=date(2024, 7, 10))
    dossier(
        22, at=found["so-y-te"], field=field, accepted=date(2024, 6, 25), deadline=date(2024, 7, 3),
        finished=date(2024, 7, 4), ending=1,
    )  # fmt: skip
    return found


def told(units: dict[str, Unit], at: str = "tinh") -> Briefing:
    weeks = form.weeks(MONDAY, today=date(2026, 1, 1))
    return briefing(units[at], weeks, seal=know(None), actor=None, own="riêng", reach=None)


def test_the_report_counts_the_week_the_one_before_and_the_year(units: dict[str, Unit]):
    found = told(units)
    assert found.counts[found.weeks.week] == {
        **dict.fromkeys(form.COUNTED, 0), RECEIVED: 1, "dossiers.resolved": 1, form.LATE: 1, PENDING: 2, OVERDUE: 1,
    }  # fmt: skip
    assert found.counts[found.weeks.before][RECEIVED] == 1
    assert found.counts[found.weeks.year][form.LATE] == 2
    assert [(one.deadline, one.days) for one in found.late] == [(date(2024, 7, 1), 5)]
    assert [(one.deadline, one.days) for one in found.coming] == [(date(2024, 7, 10), 2)]
    assert [(one.rank, one.line.code) for one in found.units] == [(1, "so-noi-vu"), (1, "so-y-te")]


def test_every_number_of_the_page_is_what_its_figure_says(units: dict[str, Unit], sign_in: SignIn):
    client = sign_in("minh")
    for agency in ("tinh", "so-noi-vu"):
        answer = client.get(PAGE, {"agency": agency, "week": MONDAY.isoformat()})
        text = answer.content.decode()
        assert answer.status_code == 200
        assert len(figures_of(text)) > 35
        assert disagreeing(text, last_seal()) == []
    assert "••••" in text, "dossiers that are counted but stand in no register here are not named"
    file = client.get(re.search(r'href="([^"]*briefing\.pdf[^"]*)"', text)[1].replace("&amp;", "&"))
    assert pdfs.pages(file.content) == 1
    assert client.get(PAGE, {"week": "2024-07-09"}).status_code == 400
    assert sign_in("lan").get(PAGE, {"agency": "so-y-te"}).status_code == 404
    assert sign_in("khach").get(PAGE).status_code == 404


def test_forty_units_with_long_names_fit_on_one_page_and_nothing_is_hidden(units: dict[str, Unit]):
    field = Field.objects.get(code="ton-giao")
    for place in range(40):
        made = unit(
            f"them-{place:02}", "department", f"Trung tâm Phát triển quỹ đất số {place} " * 3, "", units["tinh"]
        )
        dossier(500 + place, at=made, field=field, accepted=date(2024, 6, 1), deadline=date(2024, 7, 2))
        dossier(600 + place, at=made, field=field, accepted=date(2024, 6, 1), deadline=date(2024, 7, 9))
    found = told(units)
    assert (found.late_count, len(found.late), found.coming_count) == (41, form.LISTED, 41)
    content = as_pdf(found)
    text = pdfs.text(content)
    assert pdfs.pages(content) == 1
    assert pdfs.families(content) == {"LibertinusSerif"}
    assert "Hồ sơ quá hạn cuối tuần: 41" in text
    assert "Còn 31 hồ sơ khác." in text
    assert "Còn 30 dòng khác, cộng 30 hồ sơ quá hạn." in text
    empty = replace(found, late=(), late_count=0, coming=(), coming_count=0, units=(), year_rates=())
    assert pdfs.pages(as_pdf(empty)) == 1


def test_statements_do_not_grow_with_units(units: dict[str, Unit]):
    def statements() -> int:
        know(None)
        with CaptureQueriesContext(connection) as captured:
            told(units)
        return len(captured)

    few = statements()
    for place in range(3):
        made = unit(f"them-{place}", "department", f"Sở thêm {place}", "", units["tinh"])
        dossier(
            700 + place, at=made, field=Field.objects.get(code="ton-giao"), accepted=date(2024, 7, 1),
            deadline=date(2024, 7, 2) + timedelta(days=place),
        )  # fmt: skip
    assert statements() == few <= 40


def test_the_command_gives_text_one_document_and_a_file(units: dict[str, Unit], tmp_path: Path):
    def run(**more: object) -> tuple[int, dict[str, object], str]:
        asked = {
            "form": "briefing", "agency": "tinh", "week": MONDAY.isoformat(), "as_of": None, "format": "text",
            "output": None,
            "pdf": None, "csv": None, "xlsx": None, "public": False, "own": False, "window": None, "first": None,
            "last": None, "json": False,
        }  # fmt: skip
        return command.run(Namespace(**{**asked, **more}))

    now = timezone.now()
    act = Act(actor=actor_of(User.objects.get(username="minh").pk, on=local_day(now)), at=now, now=now)
    set_target(act, Wanted(
        figure="dossiers.late_rate", unit_id=units["tinh"].pk, below=True, comparator=Comparator.AT_MOST,
        value=Decimal(2), valid_from=MONDAY - timedelta(days=1), valid_to=None, source="QĐ", status=Status.CONFIRMED,
    ))  # fmt: skip
    code, document, text = run()
    assert code == 0
    assert document["counts"]["week"][RECEIVED] == 1
    assert document["late"]["count"] == 1
    assert document["rates"] == [{
        "figure": "dossiers.late_rate", "target": {"comparator": "le", "value": "2.000"}, "target_status": "confirmed",
        "met": False, "week": {"numerator": 1, "denominator": 1, "value": "1.000000"},
        "year": {"numerator": 2, "denominator": 6, "value": "0.333333"},
    }]  # fmt: skip
    assert "Trong tuần tiếp nhận 1 hồ sơ (tuần trước đó 1)" in text
    run(format="pdf", output=tmp_path / "giao-ban.pdf")
    assert pdfs.pages((tmp_path / "giao-ban.pdf").read_bytes()) == 1
    for wrong in ({"format": "pdf"}, {"format": "csv"}, {"own": True}, {"week": "2024-07-09"}):
        with pytest.raises(Refused):
            run(**wrong)
