"""What befell a dossier, on its page: a row of the band for each span, the same in text, tables for what went wrong."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from desk_work import in_process, refused
from django.test import Client

import world
from browsing import faults
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.page import dossier_page
from caicach.dossiers.services.answer_consultation import answer_consultation
from caicach.dossiers.services.close_unanswered import close_unanswered
from caicach.dossiers.services.consult import consult
from caicach.dossiers.services.correct_result import correct_result
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.found import found
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.remind import remind
from caicach.dossiers.services.report_loss import report_loss
from caicach.dossiers.services.report_wrong_result import report_wrong_result
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.resume import resume
from caicach.dossiers.views.band import band
from caicach.kit.period import local
from dossiers import pages


def eventful(here: world.World, *, open_still: bool = False) -> Dossier:
    """Asked, paused, lost and found, extended, finished late, wrong and corrected late."""
    dossier, so = in_process(here, "2025-08-04T09:00"), here.units["so"].pk
    other = here.units["so2"].pk
    consult(here.act("officer", "2025-08-05T10:00"), dossier.pk, content="Hỏi", due_on=date(2025, 8, 6), unit_id=other)
    pause(here.act("officer", "2025-08-05T14:00"), dossier.pk, kind="obligation", reason="Chờ nộp phí")
    resume(here.act("officer", "2025-08-06T14:00"), dossier.pk)
    answer_consultation(here.act("officer", "2025-08-07T09:00"), dossier.pk, answer="Nhất trí")
    extend(
        here.act("head", "2025-08-08T09:00"), dossier.pk, new_date=date(2025, 8, 15), reason="Cần thêm thời gian",
        responsible_unit_id=so,
    )  # fmt: skip
    report_loss(
        here.act("officer", "2025-08-11T09:00"), dossier.pk, what="Mất tờ khai", apology="Xin lỗi ông", remedy="Sao lại"
    )
    found(here.act("officer", "2025-08-12T09:00"), dossier.pk, note="Đã sao lại")
    decide(here.act("officer", "2025-08-20T09:00"), dossier.pk, decision="granted")
    finish(here.act("officer", "2025-08-20T09:30"), dossier.pk)
    report_wrong_result(here.act("officer", "2025-08-22T09:00"), dossier.pk, what="Sai tên", responsible_unit_id=so)
    if not open_still:
        correct_result(here.act("officer", "2025-08-29T10:00"), dossier.pk, note="Đã thay bản mới")
    dossier.refresh_from_db()
    return dossier


def told_beside(page: str) -> list[str]:
    """The text beside the picture, row by row."""
    words = page.partition("<figcaption>")[2].partition("</figcaption>")[0]
    return [unescape(row) for row in re.findall(r"<li>(.*?)</li>", words)]


def test_every_span_is_drawn_and_told(here: world.World, client: Client) -> None:
    dossier = eventful(here)
    page = pages.entered_in(client, here, "officer").get(f"/dossiers/{dossier.pk}/").content.decode()
    assert told_beside(page) == [
        "Lấy ý kiến Sở khác: 05/08/2025 10:00 – 07/08/2025 09:00; trả lời muộn, trả lời chậm nhất 06/08/2025. Hỏi",
        "Chờ thực hiện nghĩa vụ tài chính: 05/08/2025 14:00 – 06/08/2025 14:00. Chờ nộp phí",
        "Bị mất, hư hỏng: 11/08/2025 09:00 – 12/08/2025 09:00; đã tìm thấy, khắc phục. Mất tờ khai",
        "Đã gia hạn giải quyết: 12/08/2025 09:00 – 15/08/2025 09:00; từ hạn cũ đến hạn mới. Cần thêm thời gian",
        "Quá hạn: 15/08/2025 09:00 – 20/08/2025 09:30.",
        "Kết quả sai được sửa: 22/08/2025 09:00 – 29/08/2025 10:00; đã sửa, muộn, chậm nhất 27/08/2025 09:00. Sai tên",
    ]
    drawn = re.findall(r'class="band-row band-row-(\w+)"', page)
    assert drawn == ["consultation", "pause", "loss", "extension", "late", "correction"]
    tables = page.partition("</figure>")[2]
    for words in ("Đã sửa, muộn", "Đã thay bản mới", "Mất tờ khai", "Xin lỗi ông", "Đã sao lại"):
        assert words in tables, words


def test_the_band_reaches_to_the_end_of_the_correction(here: world.World) -> None:
    for open_still, end in ((False, "2025-08-29T10:00"), (True, "2025-08-27T09:00")):
        dossier = eventful(here, open_still=open_still)
        page = dossier_page(here.actor("officer"), dossier.pk)
        assert page is not None
        drawn = band(page, pages.wall("2025-08-25T09:00"))
        assert drawn is not None
        assert local(drawn["end"]).isoformat(timespec="minutes") == end
        assert drawn["days"][-1]["date"].isoformat() == end[:10]


def test_a_dossier_closed_for_want_of_papers_is_not_called_late(here: world.World, client: Client) -> None:
    dossier = in_process(here, "2025-08-04T09:00")
    request_supplement(here.act("officer", "2025-08-05T08:00"), dossier.pk, reason="Thiếu dấu")
    remind(here.act("officer", "2025-08-15T08:00"), dossier.pk)
    close_unanswered(here.act("head", "2025-08-21T08:00"), dossier.pk)
    page = pages.entered_in(client, here, "officer").get(f"/dossiers/{dossier.pk}/").content.decode()
    assert told_beside(page) == ["Chờ bổ sung giấy tờ: 05/08/2025 08:00 – 21/08/2025 08:00. Thiếu dấu"]
    assert "band-over" not in page


def test_an_obligation_that_stops_nothing_is_told_as_such(here: world.World, client: Client) -> None:
    """Unless the procedure leaves its time out of the limit, the clock runs on (Decree 118/2025/NĐ-CP Art. 19)."""
    here.version.obligation_stops = False
    here.version.save()
    dossier = in_process(here, "2025-08-04T09:00")
    pages.entered_in(client, here, "officer")
    assert "thủ tục này không dừng tính thời gian" in client.get(f"/dossiers/{dossier.pk}/pause/").content.decode()
    asked = pause(here.act("officer", "2025-08-05T08:00"), dossier.pk, kind="obligation", reason="Chờ nộp phí")
    assert (asked.status, asked.paused_since) == (6, None)
    refused(
        "clock-not-running", lambda: decide(here.act("officer", "2025-08-06T08:00"), dossier.pk, decision="granted")
    )
    refused("paused", lambda: pause(here.act("officer", "2025-08-06T08:00"), dossier.pk, kind="stop", reason="x"))
    after = resume(here.act("officer", "2025-08-07T08:00"), dossier.pk)
    assert (after.status, after.due_at) == (4, asked.due_at)
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "Chờ thực hiện nghĩa vụ tài chính: 05/08/2025 08:00 – 07/08/2025 08:00; thời gian vẫn chạy. Chờ nộp phí" in (
        told_beside(page)
    )
    assert re.findall(r'class="band-row band-row-(\w+)"', page)[0] == "obligation"
    assert "Thời gian giải quyết vẫn chạy." in page
    overdue = Dossier.objects.filter(paused_since=None, due_at__lt=pages.ago(minutes=0))
    assert overdue.get() == after


def test_a_stop_stands_whatever_the_procedure_says_of_obligations(here: world.World) -> None:
    here.version.obligation_stops = False
    here.version.save()
    dossier = in_process(here, "2025-08-04T09:00")
    pause(here.act("officer", "2025-08-05T08:00"), dossier.pk, kind="stop", reason="Luật chuyên ngành")
    after = resume(here.act("officer", "2025-08-07T08:00"), dossier.pk)
    assert local(after.due_at).isoformat() == "2025-08-13T09:00:00"


def test_the_page_costs_the_same_whatever_befell(here: world.World, client: Client) -> None:
    plain, rich = pages.assigned(here), eventful(here, open_still=True)
    pages.entered_in(client, here, "officer").get(f"/dossiers/{plain.pk}/")  # what is read once for all pages
    assert pages.counted(client, f"/dossiers/{rich.pk}/")[0] == pages.counted(client, f"/dossiers/{plain.pk}/")[0]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1280, "light")])
def test_the_band_fits_a_phone_and_a_desk(
    here: world.World, client: Client, open_page: Callable[..., Any], site: str, width: int, theme: str
) -> None:
    dossier = eventful(here)
    session = pages.entered_in(client, here, "officer").cookies["sessionid"].value
    page = open_page("/sign-in/", width, theme)
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page.goto(f"{site}/dossiers/{dossier.pk}/")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".band-row").count() == 6
    for row in page.locator(".band-row text").all():
        box = row.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
