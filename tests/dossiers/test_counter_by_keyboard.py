"""From start to print without a mouse: find the procedure, scan the card, take all papers, receive, open the slip."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

import world
from browsing import faults
from caicach.dossiers.models import Dossier, Party

pytestmark = pytest.mark.browser

SCAN = "066090001234||Y Bhăm Niê|01021990|Nam|Buôn Akô Dhông, phường Tân Lập|15032021"


def signed_in(page: Any, here: world.World, language: str) -> None:
    """Give the browser the clerk's session."""
    client = Client()
    client.force_login(here.users["clerk"])
    home = page.url.split("/", 3)
    for name, value in (("sessionid", client.cookies["sessionid"].value), ("django_language", language)):
        page.context.add_cookies([{"name": name, "value": value, "url": f"{home[0]}//{home[2]}"}])


@pytest.mark.parametrize(("width", "language"), [(1280, "vi"), (390, "en")])
def test_a_citizen_is_served_by_keyboard_alone(
    database: str, open_page: Callable[..., Any], width: int, language: str
) -> None:
    here = world.build()
    here.version.search = "syn-1 thu tuc thu procedure"
    here.version.save()
    page = open_page("/sign-in/", width=width)
    signed_in(page, here, language)
    page.goto(page.url.replace("/sign-in/", "/dossiers/receive/"))
    keys = page.keyboard
    keys.type("thu tuc thu")
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/receive/\d+/$"))
    assert faults(page) == []
    # The scanner types into the focused field and ends with Enter; then the focus is where something is still asked.
    keys.insert_text(SCAN)
    keys.press("Enter")
    assert page.input_value('[name="submitter_name"]') == "Y Bhăm Niê"
    assert page.evaluate("document.activeElement.name") == "submitter_phone"
    keys.type("0905111222")
    keys.press("F8")
    assert page.input_value(f'[name="paper-{here.components[0].pk}-originals"]') == "1"
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/dossiers/\d+/#slip$"))
    assert page.evaluate("document.activeElement.id") == "slip"
    assert faults(page) == []
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/dossiers/\d+/receipt/"))
    assert "066090001234" in page.content()
    # Back at the form nothing of the last citizen is left, and Enter receives nothing.
    for _ in range(2):
        page.go_back()
    page.wait_for_url(re.compile(r"/receive/\d+/$"))
    assert page.input_value('[name="submitter_name"]') == ""
    page.focus('[name="submitter_phone"]')
    keys.press("Enter")
    page.wait_for_selector(".error-summary, [class*=summary] a[href*=submitter_name], .field-wrong")
    assert Dossier.objects.count() == 1
    assert Party.objects.get(role="submitter").phone == "0905111222"


def test_the_same_person_is_proposed_and_a_double_enter_is_one_dossier(
    database: str, open_page: Callable[..., Any]
) -> None:
    here = world.build()
    page = open_page("/sign-in/")
    signed_in(page, here, "vi")
    form = page.url.replace("/sign-in/", f"/dossiers/receive/{here.procedure.pk}/")
    for round_ in (1, 2):
        page.goto(form)
        page.keyboard.insert_text(SCAN)
        page.keyboard.press("Enter")
        if round_ == 1:
            page.fill('[name="submitter_phone"]', "0905111222")
        else:
            page.click("[data-person]")
            assert page.input_value('[name="submitter_phone"]') == "0905111222"
        page.keyboard.press("F8")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/dossiers/\d+/(#slip|receipt/)"))
        assert Dossier.objects.count() == round_
