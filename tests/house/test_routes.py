"""Who may open which address: every view says so, and there is no way in beside the gate."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from caicach.accounts.middleware import DefaultDeny
from caicach.accounts.register import access_of

GATE = "caicach.accounts.middleware.DefaultDeny"

PUBLIC = {
    *("account_login", "health", "account_logout", "set_language", "set_theme", "style", "style_page"),
    *("published", "published_one", "published_file"),
}
"""The addresses that are open to everybody. A new one is a decision, so it stands here too."""

BEFORE_THE_GATE = {"CsrfViewMiddleware"}
"""Middleware before the gate that looks at a view; it may refuse a request, never answer it."""


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        address = f"{prefix}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, address)
        else:
            yield address, one


def _all_routes() -> list[tuple[str, URLPattern]]:
    return list(_routes(get_resolver().url_patterns))


def test_there_are_routes_to_look_at() -> None:
    """The tests below would hold of nothing."""
    assert len(_all_routes()) > 15


def test_every_view_says_who_may_open_it() -> None:
    """A view without a mark is closed to everybody: a defect to find here, not on the counter."""
    unmarked = [address for address, route in _all_routes() if access_of(route.callback) is None]
    assert unmarked == []


def test_only_the_reviewed_addresses_are_public() -> None:
    """What is open without signing in is a short list that somebody decided on."""
    opened = {route.name for _, route in _all_routes() if (access := access_of(route.callback)) and access.public}
    assert opened == PUBLIC


def test_the_gate_stands_last_and_nothing_answers_before_it() -> None:
    """No middleware before the gate looks at views, but the one against forged requests."""
    assert settings.MIDDLEWARE[-1] == GATE
    lookers = {
        name.rpartition(".")[2] for name in settings.MIDDLEWARE[:-1] if hasattr(import_string(name), "process_view")
    }
    assert lookers == BEFORE_THE_GATE


def test_a_view_without_a_mark_is_closed(rf: RequestFactory) -> None:
    """The gate itself: what says nothing admits nobody."""
    gate = DefaultDeny(lambda _request: HttpResponse())
    with pytest.raises(Http404):
        gate.process_view(rf.get("/"), lambda _request: HttpResponse(), (), {})
