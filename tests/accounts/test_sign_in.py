"""Signing in: the hash, the session, the limit against guessing, and who cannot."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from caicach.accounts.models import User
from caicach.accounts.rules import username_of
from caicach.accounts.services.create_user import create_user
from caicach.accounts.services.set_password import set_password
from caicach.journal.models import Line
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused

NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
ACT = Act(actor=SYSTEM, at=NOW, now=NOW)
PASSWORD = "mot-mat-khau-dai-2026"
TRIES = 5


@pytest.fixture
def clerk(database: str) -> User:
    return create_user(
        act=ACT, record=record, username="Minh.Hoa", full_name="Lê Thị Minh Họa", password=PASSWORD, language="en"
    )


def enter(client: Client, username: str = "minh.hoa", password: str = PASSWORD) -> int:
    """Posts the sign-in form; the status of the answer."""
    return client.post(reverse("account_login"), {"login": username, "password": password}).status_code


def test_the_password_is_kept_as_an_argon2_hash_only(clerk: User) -> None:
    assert clerk.password.startswith("argon2$argon2id$")
    assert PASSWORD not in clerk.password
    assert not Line.objects.filter(body__contains="argon2").exists()
    assert not Line.objects.filter(body__contains=PASSWORD).exists()


@pytest.mark.parametrize("typed", ["minh.hoa", "Minh.Hoa", " MINH.HOA "])
def test_signing_in_opens_a_session_in_the_language_of_the_account(clerk: User, client: Client, typed: str) -> None:
    assert enter(client, typed) == 302
    assert client.session[SESSION_KEY] == str(clerk.pk)
    assert client.session.get_expire_at_browser_close()
    assert client.cookies["django_language"].value == "en"


def test_signing_out_takes_a_post_and_ends_the_session(clerk: User, client: Client) -> None:
    enter(client)
    client.get(reverse("account_logout"))
    assert SESSION_KEY in client.session
    assert client.post(reverse("account_logout")).status_code == 302
    assert SESSION_KEY not in client.session


def test_guessing_is_limited_for_the_account_over_all_clients(clerk: User, client: Client) -> None:
    for _ in range(TRIES):
        assert enter(client, password="sai-mat-khau") == 200
    answer = client.post(reverse("account_login"), {"login": "minh.hoa", "password": PASSWORD})
    assert answer.status_code == 200
    error = answer.context["form"].non_field_errors().as_data()[0]
    assert error.code == "too_many_login_attempts"
    assert "Đã nhập sai quá nhiều lần" in answer.content.decode()
    # The count lives in the database: another process, another browser and another spelling are limited too.
    assert enter(Client(REMOTE_ADDR="192.0.2.7"), "MINH.HOA") == 200
    assert SESSION_KEY not in client.session
    cache.clear()
    assert enter(client) == 302


def test_an_inactive_account_and_one_without_password_cannot_sign_in(clerk: User, client: Client) -> None:
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    create_user(act=ACT, record=record, username="no-password", full_name="Phạm Minh Họa")
    for username in ("minh.hoa", "no-password"):
        assert enter(client, username) == 200
    assert enter(client, "nobody-at-all") == 200
    assert SESSION_KEY not in client.session


def test_a_session_ends_when_the_account_does_or_its_password_changes(clerk: User, client: Client) -> None:
    enter(client)
    assert client.get(reverse("account_logout")).status_code == 200
    set_password(act=ACT, record=record, user=clerk, password="mot-mat-khau-moi-2027")
    assert client.get(reverse("account_logout")).status_code == 302
    enter(client, password="mot-mat-khau-moi-2027")
    assert client.get(reverse("account_logout")).status_code == 200
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert client.get(reverse("account_logout")).status_code == 302


def test_nobody_opens_an_account_for_themselves(database: str) -> None:
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_a_username_is_taken_once_in_any_spelling(clerk: User) -> None:
    with pytest.raises(Refused) as refused:
        create_user(act=ACT, record=record, username="MINH.hoa", full_name="Người khác")
    assert refused.value.code == "username-taken"


@pytest.mark.parametrize("password", ["ngan", "password123"])
def test_a_weak_password_is_refused_and_changes_nothing(clerk: User, password: str) -> None:
    with pytest.raises(Refused) as refused:
        set_password(act=ACT, record=record, user=clerk, password=password)
    assert refused.value.code == "weak-password"
    assert User.objects.get(pk=clerk.pk).check_password(PASSWORD)


@pytest.mark.parametrize("text", ["", "ab", "nguyễn.an", "a b c", ".abc", "abc-", "x" * 65])
def test_a_bad_username_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        username_of(text)
    assert refused.value.code == "bad-username"


def test_a_username_is_kept_in_lower_case() -> None:
    assert username_of(" Minh.Hoa-1 ") == "minh.hoa-1"


def test_the_sign_in_page_speaks_one_language(database: str, client: Client) -> None:
    page = client.get("/sign-in/").content.decode()
    assert "Tên đăng nhập" in page
    assert "placeholder" not in page.split("<main")[1].split("</main>")[0]
    assert "Username" not in page
