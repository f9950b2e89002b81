"""What a scanner types from an identity card, and what is refused."""

from datetime import date

import pytest

from caicach.dossiers.rules.identity_card import read_card
from caicach.kit.refusal import Refused

TODAY = date(2026, 11, 20)
WHOLE = "066090001234|240123456|Y Bhăm  Niê|01021990|Nam|Buôn Akô Dhông, phường Tân Lập|15032021"


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        WHOLE.replace("240123456", ""),
        WHOLE.replace("240123456|", ""),
        WHOLE + "||Y Ngông|H'Bia",
        f"  {WHOLE}\r\n",
        WHOLE.replace("Bhăm", "Bha\u0306m"),
    ],
)
def test_a_card_is_read(text: str) -> None:
    card = read_card(text, today=TODAY)
    assert (card.number, card.name, card.address) == (
        "066090001234", "Y Bhăm Niê", "Buôn Akô Dhông, phường Tân Lập",
    )  # fmt: skip
    assert (card.born, card.issued) == (date(1990, 2, 1), date(2021, 3, 15))


def test_the_day_of_issue_may_be_missing() -> None:
    assert read_card(WHOLE.rpartition("|")[0], today=TODAY).issued is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("066090001234", "not-a-card"),
        ("https://example.vn/x|y", "bad-number"),
        (WHOLE.replace("066090001234", "06609000123"), "bad-number"),
        (WHOLE.replace("066090001234", "０66090001234"), "bad-number"),
        ("066090001234||Y Bhăm Niê|01021990", "cut-off"),
        (WHOLE.replace("Y Bhăm  Niê", ""), "no-name"),
        (WHOLE.replace("Bhăm", "Bh8am"), "no-name"),
        (WHOLE.replace("01021990", "31021990"), "bad-day"),
        (WHOLE.replace("01021990", "1990-02-01"), "bad-day"),
        (WHOLE.replace("01021990", "01022030"), "bad-day"),
        (WHOLE.replace("15032021", "15031989"), "order"),
        (WHOLE + "|" + "x" * 500, "not-a-card"),
    ],
)
def test_what_is_no_card_is_refused_in_words(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_card(text, today=TODAY)
    assert refused.value.code == f"card-{code}"
    assert refused.value.field == "card"
