"""The headers of every answer, its reference number, its language, and the pages of failure."""

import logging
import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from caicach.ui import views
from caicach.ui.middleware import ChosenLanguage, SecurityHeaders


def through(response, address="/x/?q=secret", skin=SecurityHeaders):
    request = RequestFactory().get(address)
    return request, skin(lambda _request: response)(request)


def test_scripts_and_styles_come_from_the_house_only():
    _, response = through(HttpResponse())
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_are_not_kept_unless_the_view_says_so():
    assert through(HttpResponse())[1]["Cache-Control"] == "no-store"
    kept = HttpResponse(headers={"Cache-Control": "public, max-age=60"})
    assert through(kept)[1]["Cache-Control"] == "public, max-age=60"


def test_what_went_wrong_is_logged_with_its_number_but_without_what_was_searched(caplog):
    with caplog.at_level(logging.INFO, logger="caicach.request"):
        request, response = through(HttpResponse(status=503))
    assert response["X-Request-ID"] == request.id
    assert request.id in caplog.text
    assert "/x/" in caplog.text
    assert "secret" not in caplog.text
    assert caplog.records[0].levelno == logging.ERROR


def test_a_line_break_in_an_address_does_not_forge_a_line_of_the_log(caplog):
    with caplog.at_level(logging.INFO, logger="caicach.request"):
        through(HttpResponse(status=404), "/x%0Aforged")
    assert "\n" not in caplog.records[0].getMessage()


def test_each_request_has_a_number_of_its_own():
    assert through(HttpResponse())[0].id != through(HttpResponse())[0].id


@pytest.mark.parametrize(("cookie", "spoken"), [("", "vi"), ("en", "en"), ("xx", "vi")])
def test_the_language_is_the_readers_choice_not_the_browsers(cookie, spoken):
    request = RequestFactory().get("/", headers={"accept-language": "en-US,en"})
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    heard = []
    ChosenLanguage(lambda _request: heard.append(translation.get_language()) or HttpResponse())(request)
    assert heard == [spoken]


@pytest.mark.parametrize(
    ("view", "status"),
    [(views.bad_request, 400), (views.forbidden, 403), (views.not_found, 404), (views.refused_csrf, 403)],
)
def test_a_page_of_failure_says_what_to_do_and_gives_the_number(view, status):
    request = RequestFactory().get("/")
    request.id = "abc123def456"
    response = view(request, "reason")
    assert response.status_code == status
    assert b"abc123def456" in response.content
    assert re.search(rb"<h1[^>]*>[^<]+</h1>", response.content)


def test_the_page_of_a_defect_needs_no_database_and_no_reader():
    request = RequestFactory().get("/")
    request.id = "abc123def456"
    response = views.server_error(request)
    assert response.status_code == 500
    assert b"abc123def456" in response.content


def test_the_theme_is_kept_and_a_foreign_way_back_is_refused():
    factory = RequestFactory()
    chosen = views.set_theme(factory.post("/theme/", {"theme": "dark", "next": "/style/"}))
    assert chosen.cookies["theme"].value == "dark"
    assert chosen.url == "/style/"
    foreign = views.set_theme(factory.post("/theme/", {"theme": "", "next": "https://elsewhere.example/"}))
    assert foreign.url == "/"
    assert foreign.cookies["theme"]["max-age"] == 0
