"""The style page and the sample skeletons: valid under the strict policy, complete without scripts, small."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import django_htmx
import pytest
from django.template.loader import render_to_string

from caicach import ui
from caicach.ui.samples import PAGES

STATIC = Path(ui.__file__).parent / "static" / "ui"
ADDRESSES = ["/style/", *(f"/style/{name}/" for name in PAGES)]


class Reader(HTMLParser):
    """Collects what the checks below ask for."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.faults = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.append((tag, named))
        if named.get("id"):
            self.ids.append(named["id"])
        if tag == "style" or (tag == "script" and "src" not in named):
            self.faults.append(f"inline <{tag}>")
        self.faults += [f"{tag} {name}" for name in named if name == "style" or name.startswith(("on", "hx-on"))]
        for name in ("src", "href", "action"):
            if re.match(r"(https?:)?//", named.get(name) or ""):
                self.faults.append(f"{tag} {name}={named[name]}")


@pytest.fixture(params=ADDRESSES)
def page(request, client):
    response = client.get(request.param)
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_inline_and_nothing_from_elsewhere(page):
    assert Reader(page).faults == []


def test_each_id_once_and_each_reference_leads_somewhere(page):
    read = Reader(page)
    assert len(read.ids) == len(set(read.ids))
    for tag, named in read.tags:
        wanted = [named["for"]] if tag == "label" and "for" in named else []
        wanted += (named.get("aria-describedby") or "").split() + (named.get("aria-labelledby") or "").split()
        if tag == "use":
            wanted.append(named["href"][1:])
        assert set(wanted) <= set(read.ids)


def test_landmarks_and_one_heading(page):
    tags = [tag for tag, _ in Reader(page).tags]
    assert tags.count("main") == 1
    assert tags.count("h1") == 1
    assert 'class="skip-link" href="#main"' in page


def test_an_unknown_sample_is_not_found(client):
    assert client.get("/style/nothing/").status_code == 404


def test_the_number_on_the_page_of_failure_is_that_of_the_answer(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert response["X-Request-ID"] in response.content.decode()


def test_the_choice_of_theme_shows_on_the_page(client):
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/style/").content.decode()


def test_the_sign_in_page_is_ours():
    assert 'class="gate"' in render_to_string("account/login.html", {"form": None})


def test_styles_and_scripts_stay_within_forty_kilobytes():
    # The board for the hall brings a sheet of its own, which no other page reads.
    files = [*(sheet for sheet in STATIC.glob("*.css") if sheet.name != "board.css"), STATIC / "app.js"]
    files.append(Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js")
    assert len(files) == 5
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 40_000
    assert (STATIC / "app.js").stat().st_size < 5_000
