"""The pages in a real browser: no accessibility fault in any theme, the side sheet, the keys, nothing refused."""

import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application

from caicach.ui.samples import PAGES

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the house, served from a thread; its public samples need no database."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, site):
    """Opens a page of a width and theme; afterwards nothing may have been refused or have failed on it."""
    contexts, complaints = [], []

    def enter(address, width=1280, theme="light", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, locale="vi-VN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.goto(site + address)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert complaints == []


def faults(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


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
