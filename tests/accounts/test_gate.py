"""The gate: who gets to a view, and that a view without a mark admits nobody."""

import logging
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.views.decorators.cache import never_cache
from django.views.generic import View

from caicach.accounts.middleware import DefaultDeny
from caicach.accounts.models import User
from caicach.accounts.register import ActorRequest, access_of, permitted, public, signed_in
from caicach.accounts.rules import Role
from caicach.accounts.services.create_user import create_user
from caicach.accounts.services.give_grant import give_grant
from caicach.agencies.models import Unit
from caicach.agencies.services.load_units import load_units
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import local_day

NOW = datetime.now(UTC)
ACT = Act(actor=SYSTEM, at=NOW, now=NOW)
OPENED = "opened"


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(OPENED)


@pytest.fixture
def clerk(database: str) -> User:
    """An intake clerk since today."""
    row = {"code": "top", "kind": "division", "name_vi": "Top", "valid_from": "2020-01-01"}
    document = {"source": "minh họa", "schedule": "office", "units": [row]}
    load_units(act=ACT, record=record, document=document)
    user = create_user(act=ACT, record=record, username="clerk", full_name="Trần Văn Minh Họa")
    give_grant(
        act=ACT,
        record=record,
        user=user,
        role=Role.INTAKE_CLERK,
        unit=Unit.objects.get(),
        valid_from=local_day(NOW),
        reason="Phân công",
    )
    return user


def send(view: object, user: object, *, method: str = "GET", **headers: str) -> HttpResponse:
    """The answer of a view behind the gate, as Django's handler would ask for it."""

    def answer(request: ActorRequest) -> HttpResponse:
        stopped = gate.process_view(request, view, (), {})
        return stopped or view(request)

    gate = DefaultDeny(answer)
    request = RequestFactory().generic(method, "/somewhere/?a=1", headers=headers)
    request.user = user
    return gate(request)


def test_a_public_view_is_open_and_asks_the_database_nothing() -> None:
    """No database fixture: a statement would fail this test."""
    assert send(public(page), AnonymousUser()).content == OPENED.encode()


def test_a_view_without_mark_admits_nobody_and_is_logged(clerk: User, caplog: pytest.LogCaptureFixture) -> None:
    for user in (AnonymousUser(), clerk):
        with caplog.at_level(logging.ERROR), pytest.raises(Http404):
            send(page, user)
    assert caplog.text.count("/somewhere/") == 2


@pytest.mark.parametrize("view", [signed_in(page), permitted(Role.INTAKE_CLERK)(page)])
def test_who_has_not_signed_in_is_sent_to_sign_in_and_back(view: object) -> None:
    answer = send(view, AnonymousUser())
    assert answer.status_code == 302
    target = urlsplit(answer.url)
    assert target.path == "/sign-in/"
    assert parse_qs(target.query) == {"next": ["/somewhere/?a=1"]}


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in() -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/whole/?b=2"}
    answer = send(signed_in(page), AnonymousUser(), **headers)
    assert answer.status_code == 200
    assert parse_qs(urlsplit(answer["HX-Redirect"]).query) == {"next": ["/whole/?b=2"]}


def test_who_has_not_signed_in_and_writes_finds_nothing() -> None:
    with pytest.raises(Http404):
        send(signed_in(page), AnonymousUser(), method="POST")


def test_roles_decide_and_a_missing_role_finds_nothing(clerk: User) -> None:
    assert send(permitted(Role.INTAKE_CLERK, Role.RESULT_DESK)(page), clerk).content == OPENED.encode()
    assert send(signed_in(page), clerk).content == OPENED.encode()
    with pytest.raises(Http404):
        send(permitted(Role.ADMINISTRATOR)(page), clerk)


def test_the_actor_is_asked_for_once_and_only_when_used(clerk: User) -> None:
    def greet(request: ActorRequest) -> HttpResponse:
        return HttpResponse(f"{request.actor.name} {request.actor.user_id} {sorted(request.actor.roles)}")

    with CaptureQueriesContext(connection) as statements:
        send(signed_in(page), clerk)
    assert len(statements) == 0
    with CaptureQueriesContext(connection) as statements:
        answer = send(permitted(Role.INTAKE_CLERK)(greet), clerk)
    assert 1 <= len(statements) <= 2
    assert answer.content.decode() == f"Trần Văn Minh Họa {clerk.pk} ['intake_clerk']"


def test_the_mark_is_seen_through_decorators_and_on_class_views() -> None:
    class Page(View):
        def get(self, request: HttpRequest) -> HttpResponse:
            return HttpResponse(OPENED)

    assert access_of(never_cache(signed_in(page))).public is False
    assert access_of(permitted(Role.ADMINISTRATOR)(never_cache(page))).roles == {Role.ADMINISTRATOR}
    assert access_of(public(Page.as_view())).public is True
    assert access_of(page) is None
    assert send(public(Page.as_view()), AnonymousUser()).content == OPENED.encode()


def test_a_view_says_once_who_may_open_it() -> None:
    with pytest.raises(ValueError, match="already"):
        public(signed_in(page))
    with pytest.raises(ValueError, match="at least one role"):
        permitted()
