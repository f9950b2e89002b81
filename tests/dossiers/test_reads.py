"""Who opened what: each opening of a file, a printed form, a result is a row, and administrators find it."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

import world
from caicach.accounts.models import Grant
from caicach.dossiers.models import Dossier, Read
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.record_read import record_read
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from dossiers import pages

SignIn = Callable[[str], Any]


@pytest.fixture
def here(database: str) -> world.World:
    return world.build()


def note(here: world.World, dossier: Dossier, who: str, *, days: int = 0, count: int = 1) -> None:
    at = timezone.now() - timedelta(days=days)
    for _ in range(count):
        record_read(Act(actor=here.actor(who), at=at, now=at), dossier.pk, paper="receipt")


def test_opening_a_printed_form_or_a_result_is_recorded_each_time(here: world.World, sign_in: SignIn) -> None:
    dossier = pages.assigned(here)
    draft(
        here.act("officer", f"{timezone.localtime():%Y-%m-%dT%H:%M}"), dossier.pk,
        kind="decision", outcome="granted", title="Về việc thử", body="Điều 1.",
    )  # fmt: skip
    officer = sign_in("officer")
    for word in ("papers/receipt.pdf", "papers/receipt.pdf", "document/"):
        assert officer.get(f"/dossiers/{dossier.pk}/{word}").status_code == 200
    found = [(one.paper, one.document is not None, one.user.username) for one in Read.objects.order_by("pk")]
    assert found == [("receipt", False, "officer"), ("receipt", False, "officer"), ("", True, "officer")]
    assert sign_in("stranger").get(f"/dossiers/{dossier.pk}/document/").status_code == 404
    assert officer.get(f"/dossiers/{dossier.pk}/papers/refusal.pdf").status_code == 404
    assert Read.objects.count() == 3
    page = sign_in("admin").get("/reads/").content.decode()
    assert "Văn bản kết quả: Quyết định" in page
    assert "Giấy tiếp nhận hồ sơ" in page
    assert (dossier.number in page, "Y Bhăm" in page) == (True, False)  # which dossier, not whose


def test_a_reading_is_of_one_thing(here: world.World) -> None:
    dossier = pages.received(here)
    with pytest.raises(DatabaseError):
        record_read(Act(actor=here.actor("clerk"), at=timezone.now(), now=timezone.now()), dossier.pk)


def test_reads_are_found_by_person_dossier_and_day(here: world.World, sign_in: SignIn) -> None:
    one, other = pages.received(here), pages.received(here)
    note(here, one, "clerk")
    note(here, other, "officer", days=3)
    note(here, one, "head", days=30)
    admin = sign_in("admin")

    def rows(**asked: str) -> list[str]:
        return [row.username for row in admin.get("/reads/", asked).context["rows"]]

    assert rows() == ["officer", "clerk"]
    assert rows(person="clerk") == ["clerk"]
    assert rows(person="offic") == ["officer"]  # a part of the name
    assert rows(dossier=other.number.lower()) == ["officer"]
    month = f"{local_day(timezone.now()) - timedelta(days=40)}"
    assert rows(first=month) == ["head", "officer", "clerk"]
    assert rows(first=month, last=month) == []
    assert admin.get("/reads/", {"first": "2026-02-02", "last": "2026-01-01"}).status_code == 400
    assert admin.get("/reads/", {"before": "x" * 40}).status_code == 200


def test_only_administrators_see_reads_and_only_of_their_units(here: world.World, sign_in: SignIn) -> None:
    note(here, pages.received(here), "clerk")
    assert sign_in("leader").get("/reads/").status_code == 404
    Grant.objects.filter(user=here.users["admin"]).update(unit=here.units["so2"])
    admin = sign_in("admin")
    assert admin.get("/reads/").context["rows"] == []
    assert "clerk" not in admin.get("/reads.csv").content.decode()


def test_a_page_is_one_statement_however_many_there_are(here: world.World, sign_in: SignIn) -> None:
    dossier, admin = pages.received(here), sign_in("admin")

    def asked() -> tuple[int, Any]:
        with CaptureQueriesContext(connection) as found:
            answer = admin.get("/reads/")
        return len(found), answer

    note(here, dossier, "clerk", count=2)
    asked()  # what is looked up once
    few, _ = asked()
    note(here, dossier, "officer", count=60)
    many, answer = asked()
    assert (many, len(answer.context["rows"])) == (few, 50)
    older = answer.context["paging"]["next_url"]
    assert len(admin.get(f"/reads/{older}").context["rows"]) == 12


def test_reads_leave_as_workbook_and_csv(here: world.World, sign_in: SignIn) -> None:
    dossier, admin = pages.received(here), sign_in("admin")
    here.users["clerk"].full_name = "=1+1"
    here.users["clerk"].save()
    note(here, dossier, "clerk")
    book = CalamineWorkbook.from_filelike(BytesIO(admin.get("/reads.xlsx").content)).get_sheet_by_index(0).to_python()
    assert book[0] == ["Thời điểm", "Người mở", "Tài khoản", "Mã hồ sơ", "Đã mở"]
    assert book[1][1:4] == ["=1+1", "clerk", dossier.number]
    lines = admin.get("/reads.csv").content.decode("utf-8-sig").splitlines()
    assert lines[1].split(",")[1:4] == ["'=1+1", "clerk", dossier.number]
