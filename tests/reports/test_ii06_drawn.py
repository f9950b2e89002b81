"""Form II.06 drawn from fact rows in a real database."""

import argparse
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from caicach.agencies.models import Unit
from caicach.config.arguments import Parser
from caicach.config.commands import report as command
from caicach.figures.rules.asked import moment_written
from caicach.figures.services.know import know
from caicach.kit.refusal import Refused, Unknown
from caicach.procedures.models import Field
from caicach.reports.exports import document, workbook
from caicach.reports.queries.drawn import Report, ii06
from caicach.reports.rules import ii06 as form
from reports.province import SEVEN_MONTHS, dossier, settle


@pytest.fixture
def units(database: str) -> dict[str, Unit]:
    return settle()


def draw(agency: str = "so-noi-vu", **more: object) -> Report:
    seal = more.pop("seal", None) or know(None)
    return ii06(agency=agency, period=SEVEN_MONTHS, seal=seal, **more)


def finish_the_fifth(units: dict[str, Unit]) -> None:
    """Dossier 5 is finished early inside the period, entered after the first report was drawn."""
    dossier(
        5,
        at=units["so-noi-vu"],
        field=Field.objects.get(code="luu-tru"),
        channel=2,
        accepted=date(2024, 7, 20),
        deadline=date(2024, 8, 10),
        finished=date(2024, 7, 25),
        ending=1,
        version=2,
    )


def test_each_dossier_stands_in_its_columns(units: dict[str, Unit]):
    report = draw()
    assert report.total.counts == (6, 2, 3, 1, 4, 1, 2, 1, 2, 1, 1)
    assert [(row.code, row.cells.counts) for row in report.rows] == [
        ("luu-tru", (2, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0)),
        ("ton-giao", (4, 1, 2, 1, 3, 1, 2, 0, 1, 0, 1)),
    ]
    assert report.notes == {"withdrawn": 1, "stopped": 0, "refused": 0, "closed": 0, "extended": 1}
    assert report.holds
    assert len(report.checks) == 8
    assert (report.agency_vi, report.superior_vi) == ("Sở Nội vụ", "Ủy ban nhân dân tỉnh")


def test_rows_by_agency_and_the_unit_alone(units: dict[str, Unit]):
    by_agency = draw(by="agency")
    assert {row.code: row.cells[3] for row in by_agency.rows} == {"so-noi-vu": 4, "ban-ton-giao": 2}
    assert by_agency.holds
    own = draw(own=True)
    assert own.total[3] == 4
    assert draw("tinh").total[3] == 7
    assert draw("tinh").superior_vi == ""


def test_an_unknown_agency_is_named_with_near_ones(units: dict[str, Unit]):
    with pytest.raises(Unknown) as refused:
        draw("so-noi-vo")
    assert "so-noi-vu" in refused.value.text()


def test_the_number_of_statements_does_not_grow_with_the_rows(units: dict[str, Unit]):
    seal = know(None)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert len(draw(seal=seal).rows) == 2
    for place in range(100, 112):
        field = Field.objects.create(code=f"f{place}", name_vi=f"Lĩnh vực {place}")
        dossier(place, at=units["so-noi-vu"], field=field, accepted=date(2024, 2, 1), deadline=date(2024, 3, 1))
    seal = know(None)
    with CaptureQueriesContext(connection) as many:
        assert len(draw(seal=seal).rows) == 14
    assert len(many) == len(few) <= 17


def test_what_is_entered_later_does_not_change_what_was_known(units: dict[str, Unit]):
    before = draw()
    files = document.as_bytes(before), workbook.as_bytes(before)
    finish_the_fifth(units)
    after = draw()
    assert (after.total[7], after.total[8], after.total[11]) == (5, 2, 1)
    assert after.as_of > before.as_of
    again = draw(seal=know(before.as_of))
    assert (document.as_bytes(again), workbook.as_bytes(again)) == files
    # Any instant between two seals means the earlier one.
    between = draw(seal=know(after.as_of - timedelta(microseconds=1)))
    assert document.as_bytes(between) == files[0]


def test_names_in_files_are_vietnamese_on_english_pages(units: dict[str, Unit]):
    with translation.override("en"):
        report = draw()
    assert [row.name for row in report.rows] == ["Archives", "Religion"]
    assert [row["name"] for row in document.document(report)["rows"]] == ["Lưu trữ", "Tôn giáo"]


def run(*words: str) -> tuple[int, dict[str, object], str, argparse.Namespace]:
    parser = Parser(prog="caicach report")
    parser.add_argument("--json", action="store_true")
    command.add_arguments(parser)
    args = parser.parse_args(list(words))
    return *command.run(args), args


ASKED = ("II.06", "--agency", "so-noi-vu", "--from", "2024-01-01", "--to", "2024-07-31")


def test_the_command_prints_the_same_report(units: dict[str, Unit]):
    expected = document.document(draw())
    code, found, said, args = run(*ASKED, "--format", "json")
    assert (code, found, args.json) == (0, expected, True)
    code, found, said, args = run(*ASKED, "--by", "agency", "--own")
    assert (code, args.json) == (0, False)
    assert "Biểu số II.06a/VPCP/KSTT" in said
    assert found["own"] is True


def test_the_command_writes_the_very_file_of_an_instant(units: dict[str, Unit], tmp_path: Path):
    report = draw()
    finish_the_fifth(units)
    file = tmp_path / "II.06.xlsx"
    words = ("--as-of", moment_written(report.as_of), "--format", "xlsx", "--output", str(file))
    code, written, said, _ = run(*ASKED, *words)
    assert (code, written["file"], written["holds"]) == (0, str(file), True)
    assert file.read_bytes() == workbook.as_bytes(report)
    assert str(file) in said


def test_the_command_tells_by_its_exit_code_that_a_check_fails(units: dict[str, Unit]):
    # A version of an open dossier that stands nowhere: pending is then not in time plus overdue.
    archives = Field.objects.get(code="luu-tru")
    days = {"accepted": date(2024, 7, 20), "deadline": date(2024, 8, 10)}
    dossier(5, at=units["so-noi-vu"], field=archives, channel=2, **days, version=2, stands=False)
    code, found, said, _ = run(*ASKED)
    assert code == 1
    failing = [check["name"] for check in found["checks"] if not check["holds"]]
    assert failing == [form.IDENTITIES[2].words]
    assert "lệch +1 ở cột (11)" in said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("II.99", *ASKED[1:]), "unknown-form"),
        ((*ASKED[:-1], "2023-12-31"), "reversed-period"),
        ((*ASKED[:-1], "31/12/2024"), "bad-date"),
        ((*ASKED, "--as-of", "2024-09-24"), "bad-instant"),
        ((*ASKED, "--as-of", "2001-01-01T00:00"), "before-first-seal"),
        ((*ASKED, "--format", "xlsx"), "output-needed"),
        ((*ASKED, "--output", "/nowhere/at/all.txt"), "cannot-write"),
        (("II.06", "--agency", "khong-co", *ASKED[3:]), "unknown-unit"),
    ],
)
def test_the_command_refuses_what_it_cannot_answer(units: dict[str, Unit], words: tuple[str, ...], code: str):
    know(None)
    with pytest.raises(Refused) as refused:
        run(*words)
    assert refused.value.code == code


def test_the_unknown_form_is_answered_with_the_known_ones(units: dict[str, Unit]):
    with pytest.raises(Unknown) as refused:
        run("II.99", *ASKED[1:])
    assert "II.06" in refused.value.text()


def test_a_report_is_known_at_an_aware_instant(units: dict[str, Unit]):
    found = json.loads(document.as_bytes(draw()))
    assert datetime.fromisoformat(found["as_of"]) <= timezone.now()


def test_the_command_takes_a_window_by_name(units: dict[str, Unit], tmp_path: Path):
    code, said, _text, _args = run(form.FORM, "--agency", "so-noi-vu", "--window", "cycle-6-months:2024-1")
    assert (code, said["from"], said["to"]) == (0, "2023-12-15", "2024-06-14")
    for wrong in ([], ["--from", "2024-01-01"], ["--window", "year:2024", "--from", "2024-01-01"]):
        with pytest.raises(Refused) as refused:
            run(form.FORM, "--agency", "so-noi-vu", *wrong)
        assert refused.value.code == "period-needed"
    place = tmp_path / "ii06.csv"
    run(form.FORM, "--agency", "so-noi-vu", "--window", "year:2024", "--format", "csv", "--output", str(place))
    lines = place.read_bytes().decode().splitlines()
    assert lines[0].startswith("\ufeff(1) TT,(2) Lĩnh vực giải quyết,(3) ")
    assert lines[-1].split(",")[:3] == ["", "Tổng cộng", "6"]
