"""The tracking book of a unit and a period, and the hand-over lists of a day."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from desk_work import in_process
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

import pdfs
import world
from browsing import faults
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.return_result import return_result
from caicach.dossiers.services.send_back import send_back
from caicach.dossiers.views import books
from caicach.papers.services.write_book import TABLE

OCTOBER = {"first": "2025-10-01", "last": "2025-10-31"}


@pytest.fixture
def signed(here: world.World, client: Client) -> Client:
    """The clerk of the counter."""
    client.force_login(here.users["clerk"])
    return client


def finished(here: world.World, day: int) -> Dossier:
    """Received at 9:00, passed on, and finished and handed out within three days."""
    dossier = in_process(here, f"2025-10-{day:02d}T09:00")
    decide(here.act("officer", f"2025-10-{day + 1:02d}T09:00"), dossier.pk, decision="granted")
    finish(here.act("officer", f"2025-10-{day + 1:02d}T10:00"), dossier.pk)
    return return_result(here.act("clerk", f"2025-10-{day + 2:02d}T09:00"), dossier.pk)


def of_centre(here: world.World, **more: str) -> dict[str, str]:
    """The question for the book of the counter."""
    return {"unit": str(here.units["centre"].pk), **OCTOBER, **more}


def test_the_book_lists_what_the_counter_received_in_the_period(here: world.World, signed: Client) -> None:
    """In order; not what came before or after. In the form of the period."""
    in_process(here, "2025-09-30T16:00")
    first, second = finished(here, 6), in_process(here, "2025-10-31T16:00")
    in_process(here, "2025-11-03T09:00")
    answer = signed.get("/dossiers/tracking_book.pdf", of_centre(here))
    told = pdfs.text(answer.content)
    wanted = (
        "TRUNG TÂM", "SỔ THEO DÕI HỒ SƠ", "Từ ngày 01/10/2025 đến ngày 31/10/2025", "Đơn vị: Trung tâm",
        f"1 {first.number} Thủ tục thử. Đề nghị cấp giấy 1 Y Bhăm Niê", "06/10/2025 13/10/2025 08/10/2025",
        "Trước hạn; Clerk", f"2 {second.number}", "31/10/2025 07/11/2025", "2 hồ sơ", "Mẫu số 07",
    )  # fmt: skip
    assert [text for text in wanted if text not in told] == []
    assert "3 H99" not in told
    assert pdfs.families(answer.content) == {"LibertinusSerif"}


def test_the_book_of_an_old_period_has_the_old_form(here: world.World, signed: Client) -> None:
    """Circular 01/2018/TT-VPCP until 14 September 2025."""
    in_process(here, "2024-03-04T09:00")
    march = of_centre(here, first="2024-03-01", last="2024-03-31")
    told = pdfs.text(signed.get("/dossiers/tracking_book.pdf", march).content)
    assert "Mẫu số 06 ban hành kèm theo Thông tư 01/2018/TT-VPCP" in told


def test_the_book_as_workbook_has_the_same_rows(here: world.World, signed: Client) -> None:
    """With real days."""
    dossier = finished(here, 6)
    answer = signed.get("/dossiers/tracking_book.xlsx", of_centre(here))
    told = (
        CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    )
    row = told[TABLE + 1]
    assert row[1:3] == [dossier.number, "Thủ tục thử. Đề nghị cấp giấy"]
    assert row[7] == datetime(2025, 10, 6, 9, 0)
    assert row[12:14] == ["Clerk", "Trước hạn"]
    assert "so-theo-doi-centre-2025-10-01-2025-10-31.xlsx" in answer["Content-Disposition"]


def test_the_competent_agency_has_its_book_too_without_personal_numbers_for_who_only_reads(
    here: world.World, client: Client
) -> None:
    """The reform officer does not work on the dossiers."""
    in_process(here, "2025-10-06T09:00")
    Dossier.objects.get().parties.update(phone="0912345678", address="12 Lê Duẩn")
    for name, hidden in (("reformer", True), ("leader", False)):
        client.force_login(here.users[name])
        told = pdfs.text(client.get("/dossiers/tracking_book.pdf", {"unit": here.units["so"].pk, **OCTOBER}).content)
        assert ("0912345678" not in told) is hidden
        assert "Y Bhăm Niê" in told


def test_the_page_of_the_book_counts_and_offers_its_files(here: world.World, signed: Client) -> None:
    """And shows what is wrong with a question."""
    in_process(here, "2025-10-06T09:00")
    page = signed.get("/dossiers/tracking_book/", of_centre(here)).content.decode()
    assert "Có 1 hồ sơ" in page
    assert "/dossiers/tracking_book.pdf?unit=" in page
    assert "/dossiers/tracking_book.xlsx?unit=" in page
    for wrong in ({"first": "2025-11-01"}, {"last": "nothing"}, {"first": "0001-01-01"}):
        assert signed.get("/dossiers/tracking_book/", of_centre(here, **wrong)).status_code == 400
        assert signed.get("/dossiers/tracking_book.pdf", of_centre(here, **wrong)).status_code == 400
    assert signed.get("/dossiers/tracking_book/").status_code == 200


def test_a_unit_out_of_reach_has_no_book_here(here: world.World, signed: Client, client: Client) -> None:
    """Nor one that does not exist; officers of a division have none."""
    for unit in (here.units["so"].pk, 999_999, "x"):
        for ending in ("/", ".pdf", ".xlsx"):
            assert signed.get(f"/dossiers/tracking_book{ending}", {"unit": unit, **OCTOBER}).status_code == 404
    client.force_login(here.users["officer"])
    assert client.get("/dossiers/tracking_book/").status_code == 404
    assert "tracking_book" not in client.get("/dossiers/").content.decode()


def test_a_book_too_long_for_paper_is_given_as_workbook_only(
    here: world.World, signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do."""
    monkeypatch.setattr(books, "MOST_ON_PAPER", 1)
    for _ in range(2):
        in_process(here, "2025-10-06T09:00")
    page = signed.get("/dossiers/tracking_book/", of_centre(here)).content.decode()
    assert "tracking_book.pdf" not in page
    assert "hãy chọn khoảng thời gian ngắn hơn" in page
    answer = signed.get("/dossiers/tracking_book.pdf", of_centre(here))
    assert answer.status_code == 400
    assert "hãy chọn khoảng thời gian ngắn hơn" in answer.content.decode()
    assert signed.get("/dossiers/tracking_book.xlsx", of_centre(here)).status_code == 200


def test_the_lists_of_a_day_tell_what_went_where(here: world.World, signed: Client) -> None:
    """Dossiers to the division and back, results to the counter; each with its list."""
    dossier = finished(here, 6)
    other = in_process(here, "2025-10-07T08:00")
    send_back(here.act("officer", "2025-10-07T11:00"), other.pk, reason="nhầm phòng")
    monday = signed.get("/dossiers/handover_list/", {"day": "2025-10-06"})
    assert monday.content.decode().count("handover_list.pdf") == 1
    tuesday = signed.get("/dossiers/handover_list/", {"day": "2025-10-07"})
    links = [row["pdf"] for row in tuesday.context["rows"]]
    told = [pdfs.text(signed.get(link).content) for link in links]
    assert [(row["results"], row["giver"], row["receiver"], row["count"]) for row in tuesday.context["rows"]] == [
        (False, "Trung tâm", "Phòng thử", 1), (True, "Sở thử", "Trung tâm", 1), (False, "Phòng thử", "Trung tâm", 1),
    ]  # fmt: skip
    assert f"1 {other.number} Thủ tục thử. Đề nghị cấp giấy Y Bhăm Niê 2 08:00 07/10/2025 14/10/2025" in told[0]
    assert "DANH SÁCH BÀN GIAO HỒ SƠ" in told[0]
    assert "Bên giao: Trung tâm Bên nhận: Phòng thử" in told[0]
    assert f"1 {dossier.number} Thủ tục thử. Đề nghị cấp giấy Giấy Y Bhăm Niê" in told[1]
    assert "DANH SÁCH BÀN GIAO KẾT QUẢ GIẢI QUYẾT HỒ SƠ" in told[1]
    assert other.number in told[2]


def test_nothing_went_anywhere_on_another_day(here: world.World, signed: Client) -> None:
    """Said in words; a list that does not exist is not found."""
    assert "Không có bàn giao nào" in signed.get("/dossiers/handover_list/", {"day": "2025-10-09"}).content.decode()
    assert signed.get("/dossiers/handover_list/", {"day": "x"}).status_code == 400
    for asked in ({"day": "2025-10-09", "kind": "dossiers", "giver": 1, "receiver": 2}, {"day": "x"}, {}):
        assert signed.get("/dossiers/handover_list.pdf", asked).status_code == 404


def test_books_and_lists_ask_no_more_for_more_rows(here: world.World, signed: Client) -> None:
    """The number of statements is the same for one dossier and for five."""
    signed.get("/dossiers/handover_list/")
    counts = []
    for more in (1, 4):
        for _ in range(more):
            receive(here.act("clerk", "2025-10-06T08:00"), here.intake())
            in_process(here, "2025-10-06T09:00")
        for address, asked in (
            ("tracking_book.pdf", of_centre(here)), ("tracking_book.xlsx", of_centre(here)),
            ("handover_list/", {"day": "2025-10-06"}),
        ):  # fmt: skip
            with CaptureQueriesContext(connection) as ran:
                assert signed.get(f"/dossiers/{address}", asked).status_code == 200
            counts.append(len(ran))
    assert counts[:3] == counts[3:]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1280, "light")])
def test_the_pages_fit_a_phone_and_a_desk(
    here: world.World, signed: Client, open_page: Callable[..., Any], site: str, width: int, theme: str
) -> None:
    """Nothing for axe to find, nothing wider than the screen; the papers of the dossier's page too."""
    dossier = finished(here, 6)
    page = open_page("/sign-in/", width, theme)
    page.context.add_cookies([{"name": "sessionid", "value": signed.cookies["sessionid"].value, "url": site}])
    for address in (
        "/dossiers/tracking_book/?first=2025-10-01", "/dossiers/tracking_book/?first=2999-01-01",
        "/dossiers/handover_list/?day=2025-10-06", "/dossiers/handover_list/?day=2025-10-01",
        f"/dossiers/{dossier.pk}/", f"/dossiers/{dossier.pk}/receipt/",
    ):  # fmt: skip
        page.goto(site + address)
        assert faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
