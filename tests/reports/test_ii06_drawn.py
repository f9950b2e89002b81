"""Form II.06 drawn from fact rows in a real database."""

import argparse
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

import pdfs
from caicach.agencies.models import Unit
from caicach.config.arguments import Parser
from caicach.config.commands import report as command
from caicach.figures.rules.asked import moment_written
from caicach.figures.services.know import know
from caicach.kit.period import Period
from caicach.kit.refusal import Refused, Unknown
from caicach.procedures.models import Field, Procedure, Version
from caicach.reports.exports import comma, document, paper, workbook
from caicach.reports.exports.wording import official_period, window_words
from caicach.reports.queries.drawn import Report, ii06
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.variants import variant_of
from caicach.reports.rules.windows import read_window
from reports.province import SEVEN_MONTHS, dossier, settle, unit


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


def commune_and_procedures(units: dict[str, Unit]) -> None:
    """A commune with a dossier, and the procedures of which the dossiers are."""
    commune = unit("xa-thu", "commune", "Xã Thử", "Thu Commune", units["tinh"])
    religion, archives = (Field.objects.get(code=code) for code in ("ton-giao", "luu-tru"))
    days = {"accepted": date(2024, 5, 2), "deadline": date(2024, 5, 9), "finished": date(2024, 5, 9), "ending": 1}
    dossier(9, at=commune, field=archives, **days)
    for pk, code, field in ((1, "1.000001", religion), (2, "1.000002", archives)):
        made = Procedure.objects.create(pk=pk, code=code, field=field)
        limit = {"legal_amount": 5, "legal_unit": "working_days", "valid_from": date(2010, 1, 1)}
        texts = {"name_vi": f"Thủ tục {code}", "result_vi": "Giấy", "legal_basis": "Luật", "source": "test"}
        Version.objects.create(procedure=made, source_status="synthetic", online_level="none", **limit, **texts)


def test_the_provinces_report_has_its_agencies_under_their_levels(units: dict[str, Unit]):
    commune_and_procedures(units)
    seal = know(None)
    with CaptureQueriesContext(connection) as asked:
        report = draw("tinh", by="level", seal=seal)
    assert len(asked) <= 17
    assert report.holds
    assert (report.variant.letter, report.variant.confirmed) == ("c", False)
    assert [(one.code, one.cells[3], one.cells[7]) for one in report.sections] == [("tinh", 7, 5), ("xa", 1, 1)]
    assert [(row.under, row.code) for row in report.rows] == [
        ("tinh", "ban-ton-giao"), ("tinh", "so-noi-vu"), ("tinh", "so-y-te"), ("xa", "xa-thu"),
    ]  # fmt: skip
    told = document.document(report)
    assert [one["section"] for one in told["sections"]] == ["tinh", "xa"]
    assert told["rows"][-1]["section"] == "xa"
    told = pdfs.text(paper.ii06(report))
    for words in ("Biểu số II.06c/VPCP/KSTT", "I Sở, ban, ngành và đơn vị cấp tỉnh 7", "II Cấp xã 1", "1 Xã Thử 1",
                  "Tổng cộng 8", "Tên biểu, tên cột chưa đối chiếu"):  # fmt: skip
        assert words in told, words
    assert "\r\nII,Cấp xã,1," in comma.as_bytes(report).decode()
    assert workbook.as_bytes(report) == workbook.as_bytes(report)


def test_procedures_stand_under_their_fields_and_a_field_is_more_than_their_sum_says_so(units: dict[str, Unit]):
    commune_and_procedures(units)
    report = draw("xa-thu", by="procedure")
    # The dossier bears the first procedure, which is of another field than the dossier's.
    assert [check.name for check in report.checks if not check.holds] == [form.SECTIONS_SUM]
    assert report.variant.letter == "a"
    Procedure.objects.filter(pk=1).update(field=Field.objects.get(code="luu-tru"))
    report = draw("xa-thu", by="procedure")
    assert report.holds
    [section], [row] = report.sections, report.rows
    assert (section.code, section.cells[3], row.code, row.name_vi, row.under) == (
        "luu-tru", 1, "1.000001", "Thủ tục 1.000001", "luu-tru",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "own", "by", "letter"),
    [
        ("department", False, "field", "a"), ("department", False, "procedure", "a"),
        ("department", False, "agency", "b"), ("department", True, "agency", "a"), ("centre", False, "level", "b"),
        ("commune", False, "field", "a"), ("province", False, "field", "c"), ("province", False, "level", "c"),
        ("province", True, "field", "a"),
    ],
)  # fmt: skip
def test_which_variant_of_the_form_a_report_is(kind: str, own: bool, by: str, letter: str):
    assert variant_of(kind, own=own, by=form.By(by)).letter == letter


@pytest.mark.parametrize(
    ("window", "first", "last", "named"),
    [
        ("cycle-month:2024-08", "15/07/2024", "14/08/2024", "Tháng 8 năm 2024"),
        ("cycle-quarter:2024-3", "15/06/2024", "14/09/2024", "Quý III năm 2024"),
        ("cycle-6-months:2024-1", "15/12/2023", "14/06/2024", "6 tháng đầu năm 2024"),
        ("cycle-6-months:2024-2", "15/06/2024", "14/12/2024", "6 tháng cuối năm 2024"),
        ("cycle-9-months:2024", "15/12/2023", "14/09/2024", "9 tháng đầu năm 2024"),
        ("cycle-year:2024", "15/12/2023", "14/12/2024", "Năm 2024"),
        ("month:2024-02", "01/02/2024", "29/02/2024", "Tháng 2 năm 2024 dương lịch"),
        ("quarter:2024-1", "01/01/2024", "31/03/2024", "Quý I năm 2024 dương lịch"),
        ("6-months:2024-2", "01/07/2024", "31/12/2024", "6 tháng cuối năm 2024 dương lịch"),
        ("9-months:2024", "01/01/2024", "30/09/2024", "9 tháng đầu năm 2024 dương lịch"),
        ("year:2023", "01/01/2023", "31/12/2023", "Năm 2023 dương lịch"),
        ("", "03/02/2024", "05/02/2024", ""),
    ],
)
def test_the_window_is_printed_with_its_days_and_its_name(window: str, first: str, last: str, named: str):
    """Decree 09/2019/ND-CP Art. 12, the calendar, and days of one's own."""
    period = read_window(window).period if window else Period(date(2024, 2, 3), date(2024, 2, 5))
    days = f"từ ngày {first} đến ngày {last}" + (f" ({named})" if named else "")
    assert window_words(period) == days
    assert official_period(period, own=False) == f"Kỳ báo cáo: {days}"


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
