"""A real Chromium and a served house for the tests: nothing refused, nothing failed, no accessibility fault."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Server(ThreadingMixIn, WSGIServer):
    """One thread a request, as the real server has several."""

    daemon_threads = True
    request_queue_size = 64


class Silent(WSGIRequestHandler):
    """Requests are not printed among the tests."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the house, served from threads; it speaks with the database the test is connected to."""
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium; skipped with the reason where there is none, unless CAICACH_REQUIRE_BROWSER=1."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        if os.environ.get("CAICACH_REQUIRE_BROWSER") == "1":
            pytest.fail("Chromium is required (CAICACH_REQUIRE_BROWSER=1) and not installed")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread; the tests ask the database beside it all the same.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Open a page of a width and theme; afterwards nothing may have been refused, failed, or asked of another host."""
    contexts: list[Any] = []
    complaints: list[str] = []
    home = urlsplit(site).netloc

    def watch(request: Any) -> None:
        host = urlsplit(request.url)
        if host.scheme in ("http", "https") and host.netloc != home:
            complaints.append(f"asked another host: {request.url}")

    def enter(address: str, width: int = 1280, theme: str = "light", **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, locale="vi-VN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: _complain(said, complaints))
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.on("request", watch)
        page.goto(site + address)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert complaints == []


def _complain(said: Any, complaints: list[str]) -> None:
    """A refused form answers 422 and a hidden page 404: Chromium notes these, they are no fault of the page."""
    if said.type == "error" and "status of 4" not in said.text:
        complaints.append(said.text)


def faults(page: Any) -> list[tuple[str, list[Any]]]:
    """What axe finds on the page."""
    from axe_playwright_python.sync_playwright import Axe

    # Only what is wrong is worked out in full, which takes half as long on a large page.
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]
