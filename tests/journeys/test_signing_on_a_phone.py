"""A leader signs many papers on a phone, the records clerk numbers and releases them there too."""

from collections.abc import Callable
from typing import Any

import pytest

import world
from caicach.dossiers.models import Dossier
from caicach.papers.models import Document
from dossiers.test_pages_papers import lying
from journeys.walking import Walk

pytestmark = pytest.mark.browser


def test_many_are_signed_numbered_and_released(
    database: str, open_page: Callable[..., Any], site: str, settings: Any, tmp_path: Any
) -> None:
    settings.SIGNING_URL = settings.SIGNING_ROOTS = ""
    settings.FILES_ROOT = tmp_path / "files"
    here = world.build()
    walk = Walk(open_page, site, width=390, language="en")
    first, second, third = (lying(here, "initialled") for _ in range(3))

    page = walk.sit(here.users["leader"], "/signing/")
    walk.look()
    page.click("[data-pick-all]")
    page.uncheck(f'[name="row"][value="{third.pk}"]')
    assert page.inner_text("[data-pick-count]") == "2 / 3"
    walk.send('button[value="sign"]')
    walk.look()
    assert page.locator('[name="row"]').count() == 1
    assert Dossier.objects.get(pk=third.pk).document == "initialled"

    page = walk.sit(here.users["records"], "/numbering/")
    walk.look()
    page.click("[data-pick-all]")
    for number, dossier in ((71, first), (72, second)):
        page.fill(f'[name="number-{dossier.pk}"]', str(number))
    walk.send('button[value="number"]')
    walk.look()
    walk.go("/numbering/?pile=release")
    walk.look()
    page.click("[data-pick-all]")
    walk.send('button[value="release"]')
    walk.look()
    assert set(Dossier.objects.exclude(pk=third.pk).values_list("document", "status")) == {("released", 9)}
    assert set(Document.objects.filter(state="released").values_list("number", "way")) == {(71, "wet"), (72, "wet")}
    wanted = ("Số: 71/", "Về việc cấp giấy", "Leader")
    code = f"{first.number}|SYN-1||Quyết định về việc cấp giấy"  # without a number of a person: they may not see it
    walk.paper(f"/dossiers/{first.pk}/document/", wanted, code=code, link=False)
