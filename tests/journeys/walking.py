"""Walks through the pages of the small province in a real browser: who is signed in, acts by their forms, papers."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.test import Client

import pdfs
from browsing import faults
from caicach.accounts.models import User

QUIET = 2
"""Modules of blank paper around a code."""
PATIENCE = 20_000
"""Milliseconds until a page that does not come is a fault."""

LOOKED_AT: set[tuple[str, int]] = set()
"""Forms of acts that axe has seen at a width in this run: once is enough."""

Value = str | bool


def session_of(user: User) -> str:
    """The cookie of somebody signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Walk:
    """One browser of a width and a language; people take turns at it."""

    def __init__(self, open_page: Callable[..., Any], site: str, *, width: int, language: str) -> None:
        self.site, self.width, self.language = site, width, language
        self.page = open_page("/sign-in/", width, "light" if width > 1000 else "dark")
        self.page.set_default_timeout(PATIENCE)

    def sit(self, user: User, address: str = "") -> Any:
        """Somebody else comes, and opens the address."""
        cookies = {settings.SESSION_COOKIE_NAME: session_of(user), settings.LANGUAGE_COOKIE_NAME: self.language}
        self.page.context.clear_cookies()
        self.page.context.add_cookies(
            [{"name": name, "value": told, "url": self.site} for name, told in cookies.items()]
        )
        if address:
            self.go(address)
        return self.page

    def go(self, address: str) -> Any:
        """Open an address."""
        answer = self.page.goto(self.site + address)
        assert answer.status == 200, address
        return self.page

    def look(self) -> None:
        """The page has no fault for axe, is in the walk's language and not wider than its screen."""
        where = urlsplit(self.page.url).path
        found = faults(self.page)
        assert found == [], (where, found)
        assert self.page.get_attribute("html", "lang") == self.language, where
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, where

    def fill(self, **fields: Value) -> None:
        """Fill fields of the form by name: text, choice by its value, tick."""
        self.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        for name, value in fields.items():
            self._fill(name.replace("__", "-"), value)

    def _fill(self, name: str, value: Value) -> None:
        field = self.page.locator(f'main [name="{name}"]').first
        kind = field.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if isinstance(value, bool):
            field.set_checked(value)
        elif kind == "select":
            field.select_option(value=value)
        elif kind == "radio":
            self.page.locator(f'main [name="{name}"][value="{value}"]').check()
        else:
            field.fill(value)

    def send(self, button: str = "main form button[type=submit]:not([tabindex])") -> None:
        """Send the form and wait for the page that follows it."""
        with self.page.expect_navigation():
            self.page.click(button)

    def act(self, user: User, dossier_id: int, verb: str, **fields: Value) -> Any:
        """Somebody opens the dossier, follows the link to the act, fills in its form and sends it."""
        own = f"/dossiers/{dossier_id}/"
        self.sit(user, own)
        with self.page.expect_navigation():
            self.page.click(f'main a[href="{own}{verb}/"]')
        self.fill(**fields)
        if (verb, self.width) not in LOOKED_AT:
            self.look()
            LOOKED_AT.add((verb, self.width))
        self.send("main form button[type=submit]")
        assert not self.page.url.endswith(f"/{verb}/"), self.page.inner_text("main")
        return self.page

    def paper(self, address: str, wanted: Iterable[str], *, code: str = "", link: bool = True) -> str:
        """The PDF behind a link of the page: its words, its one family of faces, what its code tells and draws."""
        if link:
            assert self.page.locator(f'a[href="{address}"]').count(), address
        answer = self.page.context.request.get(self.site + address)
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf"), address
        content = answer.body()
        told = pdfs.text(content)
        assert [text for text in wanted if text not in told] == [], told
        assert pdfs.families(content) == {"LibertinusSerif"}
        assert pdfs.code_told(content) == code, (pdfs.code_told(content), code)
        if code:
            assert pdfs.code_drawn(content) == _dark(code)
        return told

    def papers(self, word: str) -> list[str]:
        """The addresses of all papers of a name on the dossier's page, as its links have them."""
        found = self.page.locator(f'#papers li > a:first-child[href*="/papers/{word}.pdf"]').all()
        return [one.get_attribute("href") for one in found]


def _dark(payload: str) -> set[tuple[int, int]]:
    matrix = segno.make(payload, error="m", encoding="utf-8", micro=False).matrix
    return {
        (row + QUIET, column + QUIET)
        for row, line in enumerate(matrix)
        for column, module in enumerate(line)
        if module & 1
    }
