"""Numbers of people are looked for without standing in an address: of the page, of a link, of a saved list."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

import world
from caicach.dossiers.rules.looked_for import names_a_person
from dossiers import pages
from journeys.walking import Walk

IDENTITY = "066000000001"
LINK = re.compile(r'(?:href|action|hx-get|hx-post)="([^"]*)"')


@pytest.mark.parametrize(
    ("words", "private"),
    [
        (IDENTITY, True), ("066 000 000 001", True), ("0905.123.456", True), ("+84 905 123 456", True),
        ("Y Bhăm 0905123456", True), ("241234567", True), ("H15.12-260804-0001", False), ("bằng khen", False),
        ("2025", False), ("12345678", False), ("", False),
    ],
)  # fmt: skip
def test_which_words_name_a_person_by_number(words: str, private: bool) -> None:
    assert names_a_person(words) is private


@pytest.fixture
def here(database: str) -> world.World:
    return world.build()


def addresses(answer: Any) -> list[str]:
    """Every address on a page."""
    return [unquote(one) for one in LINK.findall(answer.content.decode())]


@pytest.mark.parametrize("typed", [IDENTITY, "0660 0000 0001"])
def test_a_search_for_a_number_leaves_it_out_of_every_address(here: world.World, client: Client, typed: str) -> None:
    dossier = pages.received(here)
    client = pages.entered_in(client, here, "clerk")
    words = typed if typed == IDENTITY else IDENTITY
    answer = client.post("/dossiers/find/", {"q": words, "tab": "forward"}, follow=True)
    where = answer.redirect_chain[-1][0]
    assert "tab=forward" in where
    assert IDENTITY not in where
    told = answer.content.decode()
    assert f"/dossiers/{dossier.pk}/" in told
    assert f'value="{words}"' in told, "the words stand in the box"
    assert not [one for one in addresses(answer) if IDENTITY in one]
    other = client.get(where.replace("tab=forward", "tab=receive"))
    assert f"/dossiers/{dossier.pk}/" not in other.content.decode()
    assert Client().get(where).status_code == 302
    assert pages.entered_in(Client(), here, "clerk").get(where).content.decode().count(words) == 0, "another session"


def test_an_address_with_a_number_is_given_up_at_once(here: world.World, client: Client) -> None:
    pages.received(here)
    answer = pages.entered_in(client, here, "clerk").get("/dossiers/", {"q": IDENTITY, "tab": "forward"})
    assert answer.status_code == 303
    assert IDENTITY not in answer["Location"]
    client.post("/dossiers/saved/", {"name": "Người này", "query": f"?tab=forward&q={IDENTITY}"})
    assert client.get("/dossiers/").content.decode().count(IDENTITY) == 0


def test_other_words_stay_in_the_address(here: world.World, client: Client) -> None:
    client = pages.entered_in(client, here, "clerk")
    answer = client.post("/dossiers/find/", {"q": "bằng khen", "place": "counter", "x": "y"})
    assert unquote(answer["Location"]) == "/dossiers/?place=counter&q=bằng+khen"
    assert client.get("/dossiers/find/").status_code == 405


def test_a_person_is_looked_up_by_post_only(here: world.World, client: Client) -> None:
    pages.received(here)
    client = pages.entered_in(client, here, "clerk")
    assert client.get("/dossiers/receive/person/", {"submitter_identity": IDENTITY}).status_code == 405
    found = client.post("/dossiers/receive/person/", {"submitter_identity": IDENTITY}).content.decode()
    assert "Y Bhăm Niê" in found
    form = client.post(
        f"/dossiers/receive/{here.procedure.pk}/", {"submitter_identity": IDENTITY, "act": "person"}
    ).content.decode()
    assert 'value="Y Bhăm Niê"' in form, "without JavaScript"


@pytest.mark.browser
def test_neither_box_nor_form_puts_a_number_into_an_address(
    here: world.World, open_page: Callable[..., Any], site: str
) -> None:
    dossier = pages.received(here)
    walk = Walk(open_page, site, width=390, language="vi")
    page = walk.sit(here.users["clerk"], f"/dossiers/receive/{here.procedure.pk}/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.fill('[name="submitter_identity"]', IDENTITY)
    page.press('[name="submitter_identity"]', "Tab")
    page.wait_for_selector("#person strong")
    assert page.inner_text("#person strong") == "Y Bhăm Niê"
    page.goto(f"{site}/dossiers/")
    page.fill('main [name="q"]', IDENTITY)
    with page.expect_navigation():
        page.press('main [name="q"]', "Enter")
    assert page.locator(f'a[href="/dossiers/{dossier.pk}/"]').count() >= 1
    walk.look()
    assert [one for one in asked if IDENTITY in one] == []
    assert any("/receive/person/" in one for one in asked)
