"""A dossier in a real browser: received, decided, returned; the report moves by one and the list behind it shows it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from browsing import faults
from caicach.accounts.models import Grant
from caicach.accounts.rules import Role
from caicach.kit.period import local_day

pytestmark = pytest.mark.browser

SUBMITTER = "Hờ Bích Thử Nghiệm"
PROCEDURE = "Công nhận ban vận động thành lập hội"
DIVISION = "snv-to-chuc-bo-may"


def enter(open_page: Callable[..., Any], username: str, address: str = "/", **options: Any) -> Any:
    """Sign in through the page."""
    page = open_page("/sign-in/", **options)
    page.fill("[name=login]", username)
    page.fill("[name=password]", "caicach-demo")
    page.click("main button[type=submit]")
    page.wait_for_selector("nav")
    if address != "/":
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + address)
    return page


def do(page: Any, verb: str, **fields: str) -> None:
    """Open a verb from the dossier's page, fill its form, send it."""
    page.click(f'a[href$="/{verb}/"]')
    for name, value in fields.items():
        field = page.locator(f'main [name="{name}"]').first
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value=field.locator("option", has_text=value).first.get_attribute("value"))
        elif field.get_attribute("type") == "radio":
            exact = page.locator(f'main [name="{name}"][value="{value}"]')
            (exact if exact.count() else page.get_by_label(value, exact=False).first).check()
        else:
            field.fill(value)
    assert faults(page) == [], verb
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/dossiers/\d+/$"))


def resolved(page: Any) -> int:
    """Column (7) of the total row of this year's report."""
    year = local_day(timezone.now()).year
    page.goto(
        f"{page.url.split('/dossiers')[0].rstrip('/').split('/reports')[0]}"
        f"/reports/II.06/?agency=so-noi-vu&from={year}-01-01&to={year}-12-31"
    )
    return int(re.match(r"[\d.]+", total_cell(page).inner_text())[0].replace(".", ""))


def total_cell(page: Any) -> Any:
    """The link of column (7) in the total row."""
    return page.locator("table tr.total, table tfoot tr").last.locator("a.figure").nth(4)


def test_received_decided_returned_and_counted(demo_copy: str, open_page: Callable[..., Any]) -> None:
    leader = enter(open_page, "lanh-dao")
    before = resolved(leader)

    clerk = enter(open_page, "mot-cua")
    clerk.click('a[href="/dossiers/receive/"] >> nth=0')
    clerk.fill('main [name="q"]', "ban van dong thanh lap hoi")
    clerk.wait_for_selector('#choices[data-words="ban van dong thanh lap hoi"]')
    assert faults(clerk) == []
    clerk.click(f'main a:has-text("{PROCEDURE}")')
    clerk.fill('[name="submitter_name"]', SUBMITTER)
    clerk.fill('[name="submitter_identity"]', "066099000001")
    clerk.fill('[name="submitter_email"]', "thu@example.vn")
    for box in clerk.locator('input[type="checkbox"][name$="electronic"]').all():
        box.check()
    assert faults(clerk) == []
    clerk.click('button.button-primary[value="receive"]')
    clerk.wait_for_url(re.compile(r"/dossiers/\d+/#slip$"))
    number = re.search(r"H15\.12-\d{6}-\d{4}", clerk.content())
    assert number, "the number stands on the page"
    address = clerk.url[clerk.url.index("/dossiers/") :].removesuffix("#slip")
    assert SUBMITTER in clerk.inner_text("main")
    do(clerk, "forward", unit="Phòng Tổ chức bộ máy")

    head = enter(open_page, "truong-phong-tcbm", address)
    assert faults(head) == []
    officer = Grant.objects.filter(role=Role.PROCESSING_OFFICER, unit__code=DIVISION).first().user
    do(head, "assign", officer=str(officer))
    do(head, "decide", decision="granted")
    do(head, "finish")

    clerk.goto(head.url)
    do(clerk, "return_result")
    assert "Đã trả kết quả" in clerk.inner_text("main")
    assert faults(clerk) == []

    assert resolved(leader) == before + 1
    total_cell(leader).click()
    leader.wait_for_selector("dialog[open] #figure")
    assert faults(leader) == []
    leader.locator('dialog a[href*="/records/"]').first.click()
    leader.wait_for_url(re.compile("/records/"))
    assert faults(leader) == []
    while number[0] not in leader.inner_text("main"):
        more = leader.locator('main a:has-text("Trang sau")')
        assert more.count(), "the dossier stands in the list behind the figure"
        with leader.expect_navigation():
            more.click()
    leader.click(f'main a:has-text("{number[0]}")')
    leader.wait_for_url(re.compile(r"/dossiers/\d+/$"))
    assert SUBMITTER in leader.inner_text("main")
