"""The list of late dossiers: as long as its figure, told by the facts of the seal, masked for who may not open them."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import pdfs
import world
from caicach.accounts.models import Grant, User
from caicach.accounts.rules import Role
from caicach.dossiers.services.apologise import apologise
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.explain import explain
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.resume import resume
from caicach.figures.queries.scope import scope_of
from caicach.figures.services.know import know
from caicach.kit.period import Period
from caicach.reports.queries.late import Asked, counted, listed

AUGUST = Period(date(2025, 8, 1), date(2025, 8, 31))
QUERY = {"agency": "so", "from": "2025-08-01", "to": "2025-08-31"}
RECEIVED = "2025-08-04T09:00"
"""Due on Monday, 11 August."""


@pytest.fixture
def here(database: str) -> world.World:
    """Ended two working days late with letter and explanation; still open; put right by a later deadline; in time."""
    found = world.build()
    ended, _open, moved, timely = (_in_process(found) for _ in range(4))
    apologise(found.act("head", "2025-08-11T16:00"), ended, new_date=date(2025, 8, 14), reason="chậm", document="5/TXL")
    for dossier, at in ((ended, "2025-08-13T08:00"), (timely, "2025-08-11T09:00")):
        decide(found.act("officer", at), dossier, decision="granted")
        finish(found.act("officer", at), dossier)
    explain(found.act("head", "2025-08-14T08:00"), ended, cause="other", cause_text="Mưa lũ", explanation="Cầu hỏng",
            document="12/GT")  # fmt: skip
    pause(found.act("officer", "2025-09-01T08:00"), moved, kind="stop", reason="chờ")
    resume(found.act("officer", "2025-10-01T08:00"), moved)
    return found


def _in_process(here: world.World) -> int:
    found = receive(here.act("clerk", RECEIVED), here.intake())
    forward(here.act("clerk", RECEIVED), found.pk, unit_id=here.units["phong"].pk)
    return assign(here.act("head", RECEIVED), found.pk, officer_id=here.users["officer"].pk).pk


def _asked(cause: int | None = None) -> Asked:
    return Asked(scope_of("so", on=AUGUST.last), AUGUST, know(None), cause)


def test_the_list_is_its_figure_and_tells_how_late(here: world.World) -> None:
    asked = _asked()
    counts = counted(asked)
    rows = listed(asked, here.actor("head"))
    assert (counts.total, counts.resolved, counts.pending) == (3, 1, 2) == (len(rows), 1, 2)
    assert counts.causes == {0: 2, 7: 1}
    ended, open_, moved = rows
    assert (ended.deadline, ended.finished, ended.days) == (date(2025, 8, 11), date(2025, 8, 13), 2)
    assert (ended.cause, ended.apology, ended.explained) == (7, 1, True)
    assert ended.record
    assert (ended.record.apology_no, ended.record.explanation_no, ended.record.cause_text, ended.record.person) == (
        "5/TXL", "12/GT", "Mưa lũ", "Officer",
    )  # fmt: skip
    assert (open_.finished, open_.days) == (None, 14), "none after the last day of August"
    assert (moved.deadline, moved.days) == (date(2025, 8, 11), 14), "its deadline as it was when August ended"
    assert [row.id for row in listed(_asked(7), here.actor("head"))] == [ended.id]
    assert counted(_asked(7)).total == 1
    assert listed(asked, here.actor("head"), after=ended.id, limit=1) == [open_]


def test_who_may_not_open_a_dossier_reads_the_facts_and_no_name(here: world.World, client: Client) -> None:
    other = User.objects.create(username="bac-si", full_name="Bác sĩ", is_active=True)
    Grant.objects.create(
        user=other, role=Role.ADMINISTRATOR, unit=here.units["tinh"], subtree=True, valid_from=world.BEGINNING,
        reason="test",
    )  # fmt: skip
    client.force_login(here.users["leader"])
    open_page = client.get("/reports/late/", QUERY).content.decode()
    assert open_page.count("H99.02-250804-") == 3
    assert "Nguyên nhân khác (Mưa lũ)" in open_page
    client.force_login(other)
    masked = client.get("/reports/late/", QUERY).content.decode()
    assert masked.count("••••") == 3
    assert "Nguyên nhân khác" in masked
    for hidden in ("H99.02-250804-", "Mưa lũ", "Cầu hỏng", "12/GT", "5/TXL"):
        assert hidden not in masked


def test_files_hold_the_whole_list(here: world.World, client: Client) -> None:
    client.force_login(here.users["leader"])
    told = client.get("/reports/late.csv", QUERY).content.decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(told)))
    assert table[1][4:12] == [
        "04/08/2025", "11/08/2025", "13/08/2025", "2", "Nguyên nhân khác (Mưa lũ)", "Đúng hạn", "5/TXL", "Cầu hỏng",
    ]  # fmt: skip
    assert [row[6] for row in table[2:]] == ["chưa xong", "chưa xong"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/reports/late.xlsx", QUERY).content))
    sheet = book.get_sheet_by_index(0).to_python()
    assert sheet[5][4:8] == [date(2025, 8, 4), date(2025, 8, 11), date(2025, 8, 13), 2]
    paper = pdfs.text(client.get("/reports/late.pdf", QUERY).content)
    for words in ("DANH SÁCH HỒ SƠ QUÁ HẠN", "(13) (14)", "04/08/2025 11/08/2025 13/08/2025 2 Nguyên nhân khác",
                  "Tổng số: 3 hồ sơ.", "NGƯỜI LẬP BIỂU"):  # fmt: skip
        assert words in paper, words
    assert client.get("/reports/late.exe", QUERY).status_code == 404
    assert client.get("/reports/late.csv", {**QUERY, "cause": "x"}).status_code == 400
    assert client.get("/reports/late/", {**QUERY, "cause": "x"}).status_code == 400
    assert client.get("/reports/late/", {**QUERY, "agency": "so2"}).status_code == 404


def test_the_number_of_statements_is_fixed(here: world.World) -> None:
    asked, actor = _asked(), here.actor("head")
    counted(asked)
    with CaptureQueriesContext(connection) as few:
        listed(asked, actor, limit=1)
    with CaptureQueriesContext(connection) as many:
        assert len(listed(asked, actor, limit=50)) == 3
    assert len(few) == len(many) <= 8
