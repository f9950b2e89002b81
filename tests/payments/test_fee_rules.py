"""How fees stand, what may be taken, what a count must explain: tables from the rule of Decree 118 Art. 24."""

from dataclasses import dataclass

import pytest

from caicach.kit.refusal import Refused
from caicach.payments.rules import FeeState, check_amount, check_count, check_papers, outstanding, state_of


@dataclass
class Due:
    """A fee charged."""

    amount: int
    exempt: bool = False


@dataclass
class Taken:
    """Money taken."""

    amount: int
    method: str = "cash"
    void: bool = False


@pytest.mark.parametrize(
    ("dues", "taken", "state", "owed"),
    [
        ([], [], FeeState.NONE, 0),
        ([Due(0)], [], FeeState.NONE, 0),
        ([Due(30)], [], FeeState.DUE, 30),
        ([Due(30)], [Taken(30)], FeeState.PAID, 0),
        ([Due(30)], [Taken(30, "transfer")], FeeState.PAID, 0),
        ([Due(30)], [Taken(30, "online")], FeeState.ONLINE, 0),
        ([Due(30), Due(50)], [Taken(30, "online")], FeeState.DUE, 50),
        ([Due(30), Due(50)], [Taken(30, "online"), Taken(50)], FeeState.ONLINE, 0),
        ([Due(30)], [Taken(30, "online", void=True)], FeeState.DUE, 30),
        ([Due(30)], [Taken(30, "online", void=True), Taken(30)], FeeState.PAID, 0),
        ([Due(30, exempt=True)], [], FeeState.EXEMPT, 0),
        ([Due(30, exempt=True), Due(50)], [], FeeState.DUE, 50),
        ([Due(30, exempt=True), Due(50)], [Taken(50)], FeeState.PAID, 0),
    ],
)
def test_how_fees_stand(dues: list[Due], taken: list[Taken], state: FeeState, owed: int) -> None:
    """Exempt is exempt, not free; what was cancelled was not paid."""
    assert (state_of(dues, taken), outstanding(dues, taken)) == (state, owed)


@pytest.mark.parametrize(
    ("amount", "owed", "code"), [(0, 30, "wrong-amount"), (31, 30, "wrong-amount"), (1, 0, "nothing-owed")]
)
def test_no_more_is_taken_than_is_owed(amount: int, owed: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_amount(amount, owed=owed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("method", "series", "number", "reference", "field"),
    [
        ("cash", "", "", "", "series"),
        ("cash", "01P", "", "", "number"),
        ("transfer", "", "7", "FT-1", "series"),
        ("online", "", "", "", "reference"),
        ("online", "01P", "", "DVCQG-1", "number"),
        ("barter", "01P", "7", "", "method"),
    ],
)
def test_the_official_receipt_or_the_gateways_reference_is_needed(
    method: str, series: str, number: str, reference: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        check_papers(method, series=series, number=number, reference=reference)
    assert refused.value.field == field


def test_what_is_complete_is_taken() -> None:
    check_amount(30, owed=30)
    check_papers("cash", series="01P", number="7", reference="")
    check_papers("online", series="", number="", reference="DVCQG-1")
    check_count(expected=100, counted=100, reason="")
    check_count(expected=100, counted=90, reason="thiếu tiền lẻ")


def test_a_difference_must_be_explained() -> None:
    with pytest.raises(Refused) as refused:
        check_count(expected=100_000, counted=99_000, reason=" ")
    assert "-1.000" in refused.value.text()
