"""Searching forgives marks; names sort by the Vietnamese alphabet."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kit.vietnamese import fold, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn  Thị Đào ", "nguyen thi dao"),
        ("SỞ NỘI VỤ", "so noi vu"),
        ("Đắk Lắk", "dak lak"),
        ("đường\t\nƯớc Ơi", "duong uoc oi"),
        ("Dossier 12/QĐ", "dossier 12/qd"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_letters_in_the_order_of_the_alphabet() -> None:
    names = ["Ước", "Đào", "Dũng", "Ân", "Ăn", "An", "Em", "Ê", "Oanh", "Ông", "Ơn", "Uy", "Zin", "Yến", "Giang", "Hà"]
    expected = [
        "An",
        "Ăn",
        "Ân",
        "Dũng",
        "Đào",
        "Em",
        "Ê",
        "Giang",
        "Hà",
        "Oanh",
        "Ông",
        "Ơn",
        "Uy",
        "Ước",
        "Yến",
        "Zin",
    ]
    assert sorted(names, key=sort_key) == expected


def test_tones_decide_only_between_equal_letters() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["mạ", "mát", "mà na", "ma sơ"], key=sort_key) == ["mạ", "mà na", "ma sơ", "mát"]
    assert sorted(["cố", "cô", "co", "cơ", "cò"], key=sort_key) == ["co", "cò", "cô", "cố", "cơ"]


def test_digits_come_before_letters_and_case_does_not_matter() -> None:
    assert sorted(["b", "A", "2", "10"], key=sort_key) == ["10", "2", "A", "b"]


@given(st.lists(st.sampled_from(["Hòa", "Hoà", "hòa", "Hoa", "Đa", "Da"]), max_size=6))
def test_unicode_form_does_not_change_the_order(names: list[str]) -> None:
    assert [sort_key(name) for name in names] == [sort_key(unicodedata.normalize("NFD", name)) for name in names]
