"""Files of another one-stop system: checked by row and column, written once, read-only here, brought up to date."""

import csv
import io
import json
import resource
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import world
from browsing import faults as faults_of
from caicach.accounts.rules import Role
from caicach.dossiers.exports.import_files import corrections, write_corrections, write_file
from caicach.dossiers.models import Dossier, Fact, Import, ImportJob, Party, Standing
from caicach.dossiers.queries.import_jobs import errors_of
from caicach.dossiers.rules.imported import HEADS
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.import_dossiers import Outcome, Wanted, import_dossiers, tried
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.recompute import preview
from caicach.dossiers.services.run_import import run_import
from caicach.dossiers.services.tidy_imports import tidy_imports
from caicach.dossiers.views.verbs import actions
from caicach.journal.models import Line, Personal
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import local
from caicach.kit.refusal import Refused
from caicach.procedures.models import Competence

GOOD = {
    "number": "MC-1",
    "procedure": "SYN-1",
    "unit": "so",
    "received_unit": "centre",
    "channel": "Trực tuyến",
    "accepted": "2025-08-04 09:00",
}


def write(folder: Path, *rows: Mapping[str, str], delimiter: str = ",", name: str = "ho-so.csv") -> Path:
    """A file with these rows; each takes what it does not say from `GOOD`."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(HEADS), delimiter=delimiter, lineterminator="\n")
        out.write(delimiter.join(HEADS.values()) + "\n")
        writer.writerows({**GOOD, "number": f"MC-{place}", **row} for place, row in enumerate(rows, start=1))
    return path


def system() -> Act:
    now = timezone.now()
    return Act(actor=SYSTEM, at=now, now=now, origin="import")


def bring(path: Path, **how: object) -> Outcome:
    wanted = Wanted(file_name=path.name, **how)  # type: ignore[arg-type]
    with tried(system(), path, wanted) as one:
        return import_dossiers(system(), one, wanted)


def faults(path: Path, act: Act | None = None, *, companion: bool = False) -> list[tuple[int, str, str]]:
    wanted = Wanted(file_name=path.name, companion=companion)
    with tried(act or system(), path, wanted) as one:
        found = list(one.checked.faults(companion=companion))
    return [(fault.row, fault.column, fault.code) for fault in found]


def test_rows_become_dossiers_that_are_counted_and_only_looked_at(here: world.World, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {"applicant": "Y Thử Niê"},
        {"accepted": "04/08/2025 09:00", "due": "11/08/2025", "finished": "2025-08-12", "returned": "2025-08-13"},
        {"accepted": "45873.375", "paused": "2025-08-06", "pause_kind": "Nghĩa vụ", "extended": "2025-08-20"},
    )
    with tried(system(), path, Wanted()) as one:
        assert (one.outcome.new, one.outcome.wrong) == (3, 0)
    assert not Dossier.objects.exists(), "a trial writes nothing"
    assert bring(path).new == 3
    first, late, paused = Dossier.objects.order_by("number")
    assert str(local(first.due_at)) == "2025-08-11 09:00:00", "5 working days, counted"
    assert (late.status, late.ending, str(local(late.finished_at))) == (10, 1, "2025-08-12 17:00:00")
    assert (paused.status, str(local(paused.accepted_at))) == (6, "2025-08-04 09:00:00")
    assert {one.step for one in (first, late, paused)} == {"done"}, "nobody's work here"
    runs = Standing.objects.filter(subject_id=late.pk).order_by("from_day").values_list("standing", flat=True)
    assert list(runs) == [1], "the twelfth is the first red day, and it is finished then"
    fact = Fact.objects.get(subject_id=late.pk)
    assert (str(fact.deadline_day), str(fact.finished_day), fact.channel) == ("2025-08-11", "2025-08-12", 2)
    line = Line.objects.get(kind="dossier", subject_id=late.pk)
    assert (line.origin, str(local(line.claimed_at)), line.action) == (
        "import",
        "2025-08-13 17:00:00",
        "dossiers.import_dossier",
    )
    named = Line.objects.get(kind="dossier", subject_id=first.pk)
    assert "Niê" not in named.body
    assert Personal.objects.get(line_id=named.pk).values == {"submitter.name": "Y Thử Niê"}
    assert Party.objects.get().name == "Y Thử Niê"
    with pytest.raises(Refused) as refused:
        assign(here.act("head", "2025-08-05T09:30"), first.pk, officer_id=here.users["officer"].pk)
    assert refused.value.code == "kept-elsewhere"
    assert actions(here.actor("leader"), first) == []
    assert preview(known_at=timezone.now()) == []


def test_the_same_file_does_nothing_and_a_newer_one_changes_what_changed(here: world.World, tmp_path: Path) -> None:
    bring(write(tmp_path, {}, {}, {}))
    lines = Line.objects.count()
    again = bring(write(tmp_path, {}, {}, {}))
    assert again.repeated
    newer = write(tmp_path, {}, {"finished": "2025-08-08 10:00", "due": "2025-08-11 09:00"}, {"number": "MC-9"})
    assert faults(newer) == [(3, "number", "differs")]
    done = bring(newer, companion=True)
    assert (done.new, done.changed, done.unchanged, done.gone) == (1, 1, 1, ("MC-3",))
    assert Line.objects.count() == lines + 2
    changed = Dossier.objects.get(number="MC-2")
    assert (changed.version, changed.status, Fact.objects.filter(subject_id=changed.pk).count()) == (2, 9, 2)
    assert Dossier.objects.filter(number="MC-3").exists(), "what vanished is kept"
    assert Import.objects.count() == 2
    assert bring(newer, companion=True).repeated


def test_a_newer_file_corrects_a_name_and_an_empty_one_leaves_it(here: world.World, tmp_path: Path) -> None:
    bring(write(tmp_path, {"applicant": "Nguyễn Văn Thủ"}, {"applicant": "Lê Thị Thử"}))
    newer = write(tmp_path, {"applicant": "Nguyễn Văn Thử"}, {"applicant": ""})
    done = bring(newer, companion=True)
    assert (done.new, done.changed, done.unchanged) == (0, 1, 1)
    corrected, kept = Dossier.objects.order_by("number")
    assert (corrected.parties.get().name, kept.parties.get().name) == ("Nguyễn Văn Thử", "Lê Thị Thử")
    assert corrected.search.endswith("nguyen van thu")
    line = Line.objects.get(kind="dossier", subject_id=corrected.pk, seq=2)
    assert Personal.objects.get(line_id=line.pk).values == {"submitter.name": "Nguyễn Văn Thử"}
    later = write(tmp_path, {"finished": "2025-08-08"}, {"applicant": "Lê Thị Thử"})
    assert bring(later, companion=True).changed == 1
    assert Dossier.objects.get(pk=corrected.pk).search.endswith("nguyen van thu"), "an untold name stays"


def test_what_was_checked_before_another_file_was_written_is_checked_again(here: world.World, tmp_path: Path) -> None:
    with tried(system(), write(tmp_path, {}), Wanted()) as one:
        bring(write(tmp_path, {}, {}, name="khac.csv"))
        with pytest.raises(Refused) as refused:
            import_dossiers(system(), one, Wanted())
    assert refused.value.code == "another-import"


WRONG = [
    ({"number": ""}, "number", "empty"),
    ({"procedure": "SYN-X"}, "procedure", "unknown-procedure"),
    ({"unit": "khong-co"}, "unit", "unknown-unit"),
    ({"received_unit": "khong-co"}, "received_unit", "unknown-unit"),
    ({"unit": "so2"}, "procedure", "not-competent"),
    ({"accepted": "2019-08-04"}, "procedure", "not-competent"),
    ({"channel": "fax"}, "channel", "unknown-word"),
    ({"accepted": "31/02/2025"}, "accepted", "bad-moment"),
    ({"accepted": "2099-01-01"}, "accepted", "future"),
    ({"finished": "2025-08-01"}, "finished", "before-accepted"),
    ({"due": "2025-08-01"}, "due", "before-accepted"),
    ({"due": "2025-08-11", "extended": "2025-08-10"}, "extended", "before-due"),
    ({"paused": "2025-08-05", "finished": "2025-08-06"}, "paused", "paused-and-finished"),
    ({"returned": "2025-08-06"}, "returned", "not-finished"),
    ({"ending": "rút"}, "ending", "not-finished"),
    ({"received": "2025-08-05"}, "received", "after-accepted"),
    ({"finished": "2025-08-06", "returned": "2025-08-05"}, "returned", "before-finished"),
    ({"number": "x" * 61}, "number", "too-long"),
]


def test_every_wrong_cell_is_told_by_row_and_column(here: world.World, tmp_path: Path) -> None:
    path = write(tmp_path, *(row for row, _, _ in WRONG), {"number": "MC-2"}, delimiter=";")
    expected = [(place, column, code) for place, (_, column, code) in enumerate(WRONG, start=2)]
    expected = sorted([*expected, (3, "number", "twice"), (len(WRONG) + 2, "number", "twice")])
    assert sorted(faults(path)) == expected


def test_good_rows_in_and_the_rest_in_a_file_to_be_put_right(here: world.World, tmp_path: Path) -> None:
    path = write(tmp_path, {}, {"channel": "=1+1", "applicant": "@SUM"}, {"number": "+MC-7"})
    with pytest.raises(Refused) as refused:
        bring(path)
    assert refused.value.code == "wrong-rows"
    assert not Dossier.objects.exists()
    wanted = Wanted()
    rest = tmp_path / "loi.csv"
    with tried(system(), path, wanted) as one:
        write_file(corrections(one.checked, companion=False), rest)
    text = rest.read_text("utf-8-sig")
    assert "'=1+1" in text
    assert "'@SUM" in text
    assert "Kênh “=1+1”" in text
    assert bring(path, good_rows=True).wrong == 1
    assert set(Dossier.objects.values_list("number", flat=True)) == {"MC-1", "+MC-7"}
    rest.write_text(text.replace("'=1+1,", "2,"), "utf-8")
    assert bring(rest).new == 1
    assert Party.objects.get().name == "@SUM"


def test_what_an_importer_does_not_reach_stays_out(here: world.World, tmp_path: Path) -> None:
    now = timezone.now()
    stranger = Act(actor=here.actor("stranger"), at=now, now=now)
    reformer = Act(actor=here.actor("reformer"), at=now, now=now)
    path = write(tmp_path, {})
    assert faults(path, stranger) == [(2, "unit", "out-of-reach")]
    assert faults(path, reformer) == []


def test_a_number_of_an_agency_out_of_reach_is_not_taken_over(here: world.World, tmp_path: Path) -> None:
    bring(write(tmp_path, {}))
    Competence.objects.create(procedure=here.procedure, unit=here.units["so2"], valid_from=world.BEGINNING)
    now = timezone.now()
    world.employ(here, "other", Role.REFORM_OFFICER, "so2")
    other = Act(actor=here.actor("other"), at=now, now=now)
    assert faults(write(tmp_path, {"unit": "so2"}), other, companion=True) == [(2, "number", "own")]


def test_our_own_dossiers_are_not_taken_over(here: world.World, tmp_path: Path) -> None:
    own = receive(here.act("clerk", "2025-08-04T09:00"), here.intake())
    path = write(tmp_path, {"number": own.number or ""})
    assert faults(path, companion=True) == [(2, "number", "own")]


def test_a_workbook_is_read_by_values(here: world.World, tmp_path: Path) -> None:
    path = tmp_path / "ho-so.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, days = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row(0, 0, list(HEADS.values()))
        sheet.write_row(1, 0, ["MC-1", "SYN-1", "so", "centre", 2])
        sheet.write_datetime(1, 5, datetime(2025, 8, 4, 9), days)
    assert bring(path).new == 1
    assert str(local(Dossier.objects.get().accepted_at)) == "2025-08-04 09:00:00"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Số hồ sơ\nx".encode("utf-16"), "bad-encoding"),
        (",".join(HEADS.values()).encode() + b"\nMC-1,\xff\xfe", "bad-encoding"),
        ("Số hồ sơ,Mã thủ tục\nMC-1,SYN-1\n".encode(), "missing-columns"),
        (",".join(HEADS.values()).encode() + b"\n" + b"x," * 40, "bad-csv"),
        (b"PK\x03\x04 no workbook", "office-damaged"),
        (b"", "missing-columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    here: world.World, tmp_path: Path, body: bytes, code: str
) -> None:
    path = tmp_path / "ho-so.csv"
    path.write_bytes(body)
    with pytest.raises(Refused) as refused:
        bring(path)
    assert refused.value.code == code


def hand_in(client: Client, path: Path, **more: str) -> ImportJob:
    """A file handed in on the page, as the worker finds it."""
    with path.open("rb") as file:
        answer = client.post(reverse("dossiers:import"), {"file": file, "system": "mot-cua", **more})
    assert answer.status_code == 303
    return ImportJob.objects.get(pk=int(answer.headers["Location"].split("/")[-2]))


def work(job: ImportJob) -> ImportJob:
    run_import(job.pk, now=timezone.now(), corrections=write_corrections)
    job.refresh_from_db()
    return job


def test_the_page_hands_in_shows_what_is_wrong_and_lets_it_be_written(
    here: world.World, tmp_path: Path, client: Client
) -> None:
    client.force_login(here.users["reformer"])
    path = write(tmp_path, {}, {"channel": "fax"})
    job = hand_in(client, path)
    page = reverse("dossiers:import_job", args=[job.pk])
    assert 'hx-trigger="every 2s"' in client.get(page).content.decode()
    assert hand_in(client, path).pk == job.pk, "the same file again leads to the same import"
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'dossiers.run_import'")
        assert [json.loads(args) for (args,) in cursor.fetchall()] == [{"job_id": job.pk}]
    assert work(job).state == "checked"
    shown = client.get(page).content.decode()
    assert "Dòng 3, cột Kênh “fax”" in shown
    assert "hx-trigger" not in shown
    rest = b"".join(client.get(reverse("dossiers:import_errors", args=[job.pk])).streaming_content).decode("utf-8-sig")
    assert [row[:2] + row[-2:-1] for row in csv.reader(io.StringIO(rest))] == [
        ["Số hồ sơ", "Mã thủ tục", "Dòng"],
        ["MC-2", "SYN-1", "3"],
    ]
    refused = client.post(reverse("dossiers:confirm_import", args=[job.pk]))
    assert refused.status_code == 422
    assert "1 trong 2 dòng có lỗi" in refused.content.decode()
    client.post(reverse("dossiers:confirm_import", args=[job.pk]), {"good_rows": "1"})
    assert client.get(page).content.decode().count("Chờ ghi") == 1
    assert work(job).state == "done"
    assert work(job).counts == {"rows": 2, "new": 1, "changed": 0, "unchanged": 0, "wrong": 1, "gone": 0}
    dossier = Dossier.objects.get()
    assert Import.objects.get().imported_by_id == here.users["reformer"].pk
    assert [line.action for line in Line.objects.filter(kind="import").order_by("seq")] == [
        "dossiers.hand_in_import",
        "dossiers.confirm_import",
        "dossiers.run_import",
    ]
    shown = client.get(reverse("dossiers:dossier", args=[dossier.pk])).content.decode()
    assert "Do hệ thống khác quản lý" in shown
    assert 'href="#verbs"' not in shown
    assert "Hệ thống khác" in client.get(reverse("dossiers:list") + "?tab=all").content.decode()
    assert client.get(reverse("dossiers:assign", args=[dossier.pk])).status_code != 200
    assert client.get(reverse("dossiers:import_template")).content.startswith(b"PK")
    assert tidy_imports(now=timezone.now(), keep=timedelta(days=1)) == 0
    assert tidy_imports(now=timezone.now() + timedelta(days=2), keep=timedelta(days=1)) == 1
    assert client.get(reverse("dossiers:import_errors", args=[job.pk])).status_code == 404
    client.force_login(here.users["admin"])
    assert client.get(page).status_code == 404, "another one's import"


def test_a_killed_worker_leaves_a_job_that_is_taken_up_again_and_written_once(
    here: world.World, tmp_path: Path, client: Client
) -> None:
    client.force_login(here.users["reformer"])
    job = work(hand_in(client, write(tmp_path, {}, {})))
    client.post(reverse("dossiers:confirm_import", args=[job.pk]))
    ImportJob.objects.filter(pk=job.pk).update(state="writing")  # as a worker leaves it that dies while it writes
    assert work(job).state == "done"
    assert work(job).run_id == Import.objects.get().pk
    assert Line.objects.filter(kind="dossier").count() == 2
    again = work(hand_in(client, write(tmp_path, {}, {})))
    assert (again.state, again.run_id) == ("done", None), "nothing new in it"


def test_an_import_is_called_off_before_it_is_written_or_fails_with_its_reason(
    here: world.World, tmp_path: Path, client: Client
) -> None:
    client.force_login(here.users["reformer"])
    job = hand_in(client, write(tmp_path, {}))
    client.post(reverse("dossiers:cancel_import", args=[job.pk]))
    assert work(job).state == "cancelled"
    assert not errors_of(job)
    assert client.post(reverse("dossiers:confirm_import", args=[job.pk])).status_code == 422
    bad = tmp_path / "xau.csv"
    bad.write_bytes(b"\xff\xfe")
    failed = work(hand_in(client, bad))
    assert failed.state == "failed"
    assert "UTF-8" in client.get(reverse("dossiers:import_job", args=[failed.pk])).content.decode()
    client.force_login(here.users["officer"])
    assert client.get(reverse("dossiers:import")).status_code == 404


def bomb(path: Path, name: str, entry: bytes, times: int) -> Path:
    """A workbook whose sheet begins with `entry` and unpacks to that many megabytes."""
    with xlsxwriter.Workbook(path / name) as book:
        book.add_worksheet().write_row(0, 0, list(HEADS.values()))
    with zipfile.ZipFile(path / name) as whole:
        kept = {one: whole.read(one) for one in whole.namelist()}
    with zipfile.ZipFile(path / name, "w", zipfile.ZIP_DEFLATED) as packed:
        for one, body in kept.items():
            if one != "xl/worksheets/sheet1.xml":
                packed.writestr(one, body)
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(entry)
            for _ in range(times):
                sheet.write(b" " * (1 << 20))
    return path / name


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]><worksheet xmlns=
"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>&j;</v></c></row>
</sheetData></worksheet>""" % b"".join(
    b'<!ENTITY %c "%s">' % (ord("a") + one, b"&%c;" % (ord("a") + one - 1) * 10) for one in range(1, 10)
)
FAR = b"""<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="str"><v>x</v></c></row><row r="1048576">
<c r="XFD1048576" t="str"><v>x</v></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    ("entry", "megabytes", "codes"),
    [
        (b"<worksheet>", 300, {"zip-bomb"}),
        (ENTITIES, 0, {"office-damaged", "missing-columns"}),
        (FAR, 0, {"file-too-hard", "office-damaged"}),
    ],
)
def test_a_workbook_made_to_hurt_is_refused_within_memory(
    here: world.World, tmp_path: Path, entry: bytes, megabytes: int, codes: set[str]
) -> None:
    path = bomb(tmp_path, "bom.xlsx", entry, megabytes)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused) as refused:
        bring(path)
    assert refused.value.code in codes
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024, (
        "kilobytes: read in the child alone"
    )
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1024 * 1024


def test_a_million_empty_rows_are_no_rows(here: world.World, tmp_path: Path) -> None:
    path = tmp_path / "trong.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(HEADS.values()))
        sheet.write_row(2, 0, [GOOD.get(name, "") for name in HEADS])
        sheet.write_blank(1_048_575, 0, None, book.add_format({"bold": True}))
    with tried(system(), path, Wanted()) as one:
        assert one.outcome.rows == 1


@pytest.mark.browser
def test_the_page_reads_well_on_a_phone_in_the_dark(
    here: world.World, tmp_path: Path, client: Client, open_page: Callable[..., Any], site: str
) -> None:
    client.force_login(here.users["reformer"])
    page = open_page("/sign-in/", 390, "dark")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page.goto(f"{site}/dossiers/import/")
    page.set_input_files("input[type=file]", write(tmp_path, {}, {"channel": "fax"}))
    page.click("form.form button[type=submit]")
    page.wait_for_selector("text=Chờ kiểm tra")
    work(ImportJob.objects.get())
    page.wait_for_selector("text=cột Kênh “fax”")  # the page asks again by itself
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
