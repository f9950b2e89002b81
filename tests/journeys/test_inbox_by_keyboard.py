"""In a real browser: many dossiers given to an officer by keyboard alone, and two people at one dossier."""

from collections.abc import Callable
from typing import Any

import pytest

from browsing import faults
from caicach.accounts.models import User
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.assign import assign
from dossiers import pages
from world import World, build

pytestmark = pytest.mark.browser
WORD = "mat khau thu nghiem"


def people(here: World) -> None:
    for name in ("head", "officer"):
        user = User.objects.get(pk=here.users[name].pk)
        user.set_password(WORD)
        user.save()


def enter(open_page: Callable[..., Any], name: str, address: str) -> Any:
    page = open_page("/sign-in/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", WORD)
    page.click("main button[type=submit]")
    page.wait_for_selector("nav.mainnav")
    page.goto(f"{page.url.split('/', 3)[0]}//{page.url.split('/')[2]}{address}")
    return page


def test_many_are_assigned_by_keyboard(database: str, open_page: Callable[..., Any]) -> None:
    here = build()
    people(here)
    dossiers = [pages.forwarded(here) for _ in range(3)]
    page = enter(open_page, "head", "/dossiers/?tab=assign")
    assert faults(page) == []
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("Space")
    assert page.locator("input.pick:checked").count() == 2
    page.keyboard.press("x")
    assert page.locator("input.pick:checked").count() == 1
    page.keyboard.press("*")
    assert page.locator("input.pick:checked").count() == 3
    page.keyboard.press("k")
    page.keyboard.press("x")
    assert "(2)" in page.inner_text("#bulk")
    page.focus("#bulk button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossiers/assign/?*")
    assert faults(page) == []
    page.focus('input[name="officer"]')
    page.keyboard.press("Space")
    page.locator("main form button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice-success")
    assert faults(page) == []
    given = Dossier.objects.filter(assignee=here.users["officer"])
    assert set(given.values_list("pk", flat=True)) == {one.pk for one in dossiers[1:]}


def test_the_second_at_a_dossier_is_told_and_sends_again(database: str, open_page: Callable[..., Any]) -> None:
    here = build()
    people(here)
    dossier = pages.assigned(here)
    page = enter(open_page, "officer", f"/dossiers/{dossier.pk}/request_supplement/")
    page.fill('[name="reason"]', "thiếu bản sao quyết định")
    second = User.objects.create(username="second", full_name="Công Chức Hai")
    second.grants.create(
        role="processing_officer", unit=here.units["phong"], valid_from="2020-01-01", reason="test", subtree=False
    )
    assign(pages.acting(here, "head", pages.ago(minutes=1)), dossier.pk, officer_id=second.pk)
    assign(pages.acting(here, "head", pages.ago(minutes=0)), dossier.pk, officer_id=here.users["officer"].pk)
    page.click("main form button[type=submit]")
    page.wait_for_selector(".events")
    assert "Công Chức Hai" in page.inner_text(".events")
    assert page.input_value('[name="reason"]') == "thiếu bản sao quyết định"
    assert faults(page) == []
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**/dossiers/{dossier.pk}/")
    assert Dossier.objects.get(pk=dossier.pk).status == 5
