"""Which way a message takes, how an address is shown, when an attempt is repeated."""

from datetime import UTC, datetime, timedelta

import pytest

from caicach.notices.rules.address import Addressee, masked, telephone, way_to
from caicach.notices.rules.state import MOST_ATTEMPTS, next_attempt

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("email", "phone", "channels", "expected"),
    [
        ("a@example.vn", "0912 345 678", ["email", "sms"], ("email", "a@example.vn")),
        ("a@example.vn", "0912 345 678", ["sms"], ("sms", "0912345678")),
        ("a@example.vn", "0912 345 678", ["sms", "zalo"], ("zalo", "0912345678")),
        ("a@example.vn", "0912 345 678", [], ("email", "a@example.vn")),
        ("", "+84 912.345.678", [], ("sms", "+84912345678")),
        ("", "0912345678", ["zalo"], ("zalo", "0912345678")),
        ("", "không có", ["sms"], None),
        ("", "", ["email", "sms", "zalo"], None),
    ],
)
def test_the_way_to_somebody(email: str, phone: str, channels: list[str], expected: object) -> None:
    assert way_to(Addressee(email=email, phone=phone), open_channels=channels) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [("0912345678", "•••678"), ("an@example.vn", "a•••@example.vn"), ("", "")],
)
def test_only_its_owner_recognises_an_address(address: str, expected: str) -> None:
    assert masked(address) == expected


@pytest.mark.parametrize("text", ["12", "0912345678; DROP", "abc"])
def test_what_is_no_telephone_number(text: str) -> None:
    assert telephone(text) == ""


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (7, 64), (8, 120), (20, 120)])
def test_the_wait_doubles_up_to_two_hours(attempts: int, minutes: int) -> None:
    assert next_attempt(attempts, now=NOW) == NOW + timedelta(minutes=minutes)


def test_one_day_it_is_enough() -> None:
    assert next_attempt(MOST_ATTEMPTS, now=NOW) is None
