"""Reading a register of units from a document: patterns written out, and what does not hold together refused."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from caicach.agencies.rules import check_succession, checked_abbreviation, in_force, near, read, short_name
from caicach.agencies.services.load_units import shipped_units
from caicach.kit.refusal import Refused

ROW = {"kind": "department", "name_vi": "Sở", "valid_from": "2020-01-01"}


def document(**more: Any) -> dict[str, Any]:
    return {"source": "minh họa", "schedule": "office", "units": [{**ROW, "code": "a"}], **more}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
    ],
)
def test_first_and_last_day_are_included(day: date, expected: bool) -> None:
    assert in_force(date(2024, 1, 1), date(2024, 12, 31), day) is expected


def test_an_open_end_never_ends() -> None:
    assert in_force(date(2024, 1, 1), None, date(2999, 1, 1))


@pytest.mark.parametrize(
    ("kind", "name", "abbreviation", "expected"),
    [
        ("department", "Sở Nội vụ", "", "SNV"),
        ("department", "Sở Dân tộc và Tôn giáo", "", "SDTTG"),
        ("department", "Sở Lao động - Thương binh và Xã hội", "", "SLĐTBXH"),
        ("department", "Sở Nội vụ", "NV", "NV"),
        ("commune", "Xã Ea Kao", "", "UBND"),
    ],
)
def test_a_body_has_a_short_name_for_its_symbols(kind: str, name: str, abbreviation: str, expected: str) -> None:
    assert short_name(kind, name, abbreviation) == expected


@pytest.mark.parametrize("text", ["snv", "S", "SNV/1", "A" * 16, "Sở", "SN V"])
def test_an_abbreviation_is_capitals_and_digits(text: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_abbreviation(text)
    assert (refused.value.code, refused.value.field) == ("bad-abbreviation", "abbreviation")
    assert [checked_abbreviation(one) for one in ("", " SKHĐT ", "UBND2")] == ["", "SKHĐT", "UBND2"]


def test_near_codes_are_named_best_first() -> None:
    assert near("so-noivu", ["so-noi-vu", "so-y-te", "lak"])[0] == "so-noi-vu"
    assert near("qqq", ["so-noi-vu"]) == []


@pytest.mark.parametrize("last_day", [None, date(2025, 6, 29), date(2025, 7, 1)])
def test_a_successor_takes_over_on_the_very_next_day(last_day: date | None) -> None:
    with pytest.raises(Refused, match="kế thừa") as refused:
        check_succession(predecessor="a", last_day=last_day, on=date(2025, 7, 1))
    assert refused.value.code == "succession-date"


def test_a_successor_on_the_next_day_is_right() -> None:
    check_succession(predecessor="a", last_day=date(2025, 6, 30), on=date(2025, 7, 1))


@pytest.mark.parametrize(
    "broken",
    [
        {"units": [{"code": "a"}]},
        {"units": [{**ROW, "code": "a"}, {**ROW, "code": "a"}]},
        {"units": [{**ROW, "code": "a", "valid_from": "01/07/2025"}]},
        {"parents": [{"unit": "a"}]},
    ],
)
def test_a_broken_document_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        read(document(**broken))
    assert refused.value.code == "bad-units-document"


def test_a_series_is_spread_evenly_over_its_parents_and_successors() -> None:
    names = {"vi": "Xã {number}", "en": "Commune {number}"}
    old = {"prefix": "old", "kind": "commune", "electronic_id": "H15.1", "first_number": 1, "source": "minh họa"}
    register = read(
        document(
            series=[
                {
                    **old,
                    "names": [{"count": 5, **names}],
                    "under": ["a"],
                    "valid_from": "2020-01-01",
                    "valid_to": "2025-06-30",
                    "successors": "new",
                },
                {
                    **old,
                    "prefix": "new",
                    "electronic_id": "H15.2",
                    "names": [{"count": 2, **names}],
                    "under": ["a"],
                    "valid_from": "2025-07-01",
                },
            ]
        )
    )
    assert [line.code for line in register.units] == ["a", *(f"old-00{n}" for n in range(1, 6)), "new-001", "new-002"]
    assert register.units[1].name_vi == "Xã 001"
    assert [line.successor for line in register.successions] == ["new-001"] * 3 + ["new-002"] * 2
    assert {line.on for line in register.successions} == {date(2025, 7, 1)}


def test_the_shipped_register_has_the_numbers_of_the_province() -> None:
    """15 departments ranked in 2024, 15 districts, 184 communes until mid-2025; 102 communes after."""
    units = read(shipped_units()).units
    in_2024 = Counter(unit.kind for unit in units if in_force(unit.valid_from, unit.valid_to, date(2024, 9, 24)))
    now = Counter(unit.kind for unit in units if in_force(unit.valid_from, unit.valid_to, date(2025, 7, 1)))
    assert (in_2024["department"], in_2024["district"], in_2024["commune"], in_2024["province"]) == (15, 15, 184, 2)
    assert (now["district"], now["commune"], now["province"]) == (0, 102, 1)
    assert len({unit.electronic_id for unit in units if unit.electronic_id}) == sum(
        1 for unit in units if unit.electronic_id
    )
    assert all(unit.name_en and unit.source for unit in units)
    assert all("inh họa" in unit.source for unit in units if unit.kind == "commune")
