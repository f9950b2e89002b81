"""The pages in a real browser: no accessibility fault in any theme, the side sheet, the keys, nothing refused."""

import pytest

from browsing import faults
from caicach.ui.samples import PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_accessibility_fault_and_nothing_wider_than_the_screen(open_page, site, width, theme):
    page = open_page("/style/", width, theme)
    for address in ["/style/", *(f"/style/{name}/" for name in PAGES)]:
        page.goto(site + address)
        assert faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_figure_opens_beside_the_page_and_gives_the_focus_back(open_page):
    page = open_page("/style/report/")
    figure = page.locator("a.figure").first
    figure.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] #figure h2")
    assert page.evaluate("document.activeElement.id") == "sheet"
    assert faults(page) == []
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert figure.evaluate("element => element === document.activeElement")
    assert page.url.endswith("/style/report/")


def test_without_scripts_a_figure_is_a_page(open_page):
    page = open_page("/style/report/", java_script_enabled=False)
    page.locator("a.figure").first.click()
    assert page.url.endswith("/style/figure/")
    assert page.locator("main #figure").is_visible()
    assert not page.locator("[data-print]").first.is_visible()


def test_the_keys_are_shown_on_asking(open_page):
    page = open_page("/style/")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()


def test_the_theme_stays_after_choosing_it(open_page):
    page = open_page("/style/")
    page.locator(".usermenu summary").click()
    page.get_by_role("button", name="Tối").click()
    page.wait_for_selector("html[data-theme=dark]")
    assert page.url.endswith("/style/")
