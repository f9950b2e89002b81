"""`caicach facts`: the copy of the demo agrees with PostgreSQL, and a fact that was written over shows."""

from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from caicach.config.commands import facts
from caicach.dossiers.models import Dossier
from caicach.facts.queries import copy
from caicach.figures.services.know import know
from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from caicach.reports.queries.drawn import ii06


def command(what: str) -> tuple[int, dict, str]:
    return facts.run(Namespace(what=what, days=900, spark=None))


@pytest.fixture
def place(tmp_path: Path, settings) -> Path:
    settings.COPY_ROOT = tmp_path / "copy"
    return settings.COPY_ROOT


def test_the_copy_of_the_demo_agrees_until_a_fact_is_written_over(demo_copy: str, place: Path) -> None:
    with pytest.raises(Refused, match="Chưa có bản sao"):
        command("check")
    assert command("status")[1] == {"copy": None}
    code, told, _ = command("rebuild")
    assert (code, told["in_use"], told["summed_by_day"]) == (0, False, True)
    assert told["rows"] > Dossier.objects.count()
    code, found, _ = command("check")
    assert (code, found["differences"]) == (0, [])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dossiers_fact DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE dossiers_fact SET finished_day = finished_day + 1 WHERE (subject_id, version) ="
            " (SELECT subject_id, max(version) FROM dossiers_fact WHERE finished_day IS NOT NULL"
            " GROUP BY subject_id ORDER BY subject_id LIMIT 1)"
        )
    code, found, text = command("check")
    assert code == 1
    assert found["differences"][0]["what"] == "dossiers.finished_day sum"
    assert "caicach facts rebuild" in text


def test_the_report_of_the_demo_is_the_same_from_the_copy(demo_copy: str, place: Path, settings) -> None:
    seal = know(None)
    year = Period(date(2023, 1, 1), date(2023, 12, 31))
    before = ii06(agency="so-noi-vu", period=year, seal=seal)
    command("rebuild")
    settings.COPY_FROM_ROWS = 0
    assert copy.rules(copy.current())
    after = ii06(agency="so-noi-vu", period=year, seal=know(None))
    assert (after.total, after.rows, after.notes) == (before.total, before.rows, before.notes)
    assert after.total.counts[0] == 538
