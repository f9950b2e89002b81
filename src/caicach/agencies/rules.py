"""What makes a register of units sound: dates, successions, and lists of units that follow one pattern. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import chain
from typing import Any

from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit as a document states it; the dates are its first and last day, the last one open while it stands."""

    code: str
    kind: str
    name_vi: str
    name_en: str
    electronic_id: str
    abbreviation: str
    schedule: str
    valid_from: date
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentLine:
    """The unit stands directly under the parent between two days, both included."""

    unit: str
    parent: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionLine:
    """From the day `on` the successor answers for the predecessor."""

    predecessor: str
    successor: str
    on: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All that one document states, patterns written out."""

    units: tuple[UnitLine, ...]
    parents: tuple[ParentLine, ...]
    successions: tuple[SuccessionLine, ...]


def in_force(first: date, last: date | None, day: date) -> bool:
    """Whether something valid from `first` to `last` (both included, `None`: open) is valid on `day`."""
    return first <= day and (last is None or day <= last)


def near(code: str, codes: Iterable[str]) -> list[str]:
    """Up to three known codes that look like the one asked for, best first."""
    return get_close_matches(code, sorted(codes), n=3, cutoff=0.5)


def check_succession(*, predecessor: str, last_day: date | None, on: date) -> None:
    """A successor takes over on the day after the predecessor's last one, so that every day has one answer.

    Raises `Refused("succession-date")`.
    """
    if last_day is None or last_day + timedelta(days=1) != on:
        raise Refused(
            "succession-date",
            mark(
                "Đơn vị “{unit}” có ngày cuối là {last}, nên đơn vị kế thừa phải bắt đầu ngay ngày hôm sau, "
                "không phải ngày {on}; hãy sửa một trong hai ngày."
            ),
            values={"unit": predecessor, "last": last_day.isoformat() if last_day else "—", "on": on.isoformat()},
            field="on",
        )


def read(document: Mapping[str, Any]) -> Register:
    """The register that a document states: its own lines and those its `series` stand for.

    Shape: `{"source", "schedule", "units": […], "parents": […], "successions": […], "series": […]}`. A unit may name
    its only `parent`; one that moved lists all its parents under `parents` instead. A series writes out `count` units
    with numbered codes and names, spread evenly in order over the units `under`, and, where it names `successors`
    (another series), spreads them in order over those. Raises `Refused("bad-units-document")`.
    """
    try:
        return _read(document)
    except (KeyError, TypeError, ValueError) as wrong:
        raise Refused(
            "bad-units-document",
            mark("Tệp danh mục đơn vị bị thiếu hoặc sai một mục: {what}."),
            values={"what": repr(wrong)},
        ) from wrong


def _read(document: Mapping[str, Any]) -> Register:
    series = {row["prefix"]: list(_numbered(row)) for row in document.get("series", ())}
    rows = [*document["units"], *chain.from_iterable(series.values())]
    units = tuple(_unit(row, document) for row in rows)
    parents = [ParentLine(unit=row["code"], parent=row["parent"], **_dates(row)) for row in rows if row.get("parent")]
    parents += [
        ParentLine(unit=row["unit"], parent=row["parent"], **_dates(row)) for row in document.get("parents", ())
    ]
    successions = [
        SuccessionLine(
            predecessor=row["predecessor"],
            successor=row["successor"],
            on=date.fromisoformat(row["on"]),
            source=row.get("source", document["source"]),
        )
        for row in chain(document.get("successions", ()), _spread_successions(document, series))
    ]
    codes = [unit.code for unit in units]
    if len(set(codes)) != len(codes):
        twice = sorted({code for code in codes if codes.count(code) > 1})
        raise ValueError(f"code used twice: {', '.join(twice)}")
    return Register(units=units, parents=tuple(parents), successions=tuple(successions))


def _unit(row: Mapping[str, Any], document: Mapping[str, Any]) -> UnitLine:
    return UnitLine(
        code=row["code"],
        kind=row["kind"],
        name_vi=row["name_vi"],
        name_en=row.get("name_en", ""),
        electronic_id=row.get("electronic_id", ""),
        abbreviation=row.get("abbreviation", ""),
        schedule=row.get("schedule", document["schedule"]),
        source=row.get("source", document["source"]),
        **_dates(row),
    )


def _dates(row: Mapping[str, Any]) -> dict[str, Any]:
    last = row.get("valid_to")
    return {"valid_from": date.fromisoformat(row["valid_from"]), "valid_to": date.fromisoformat(last) if last else None}


def _numbered(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The units of a series; unit n of N stands under parent number ⌊(n-1)·P/N⌋."""
    names = [name for name in row["names"] for _ in range(name["count"])]
    count, under = len(names), row["under"]
    for index, name in enumerate(names):
        number = f"{index + 1:03d}"
        yield {
            "code": f"{row['prefix']}-{number}",
            "kind": row["kind"],
            "name_vi": name["vi"].format(number=number),
            "name_en": name["en"].format(number=number),
            "electronic_id": f"{row['electronic_id']}.{row['first_number'] + index}",
            "parent": under[index * len(under) // count],
            "valid_from": row["valid_from"],
            "valid_to": row.get("valid_to"),
            "source": row["source"],
        }


def _spread_successions(
    document: Mapping[str, Any], series: Mapping[str, list[dict[str, Any]]]
) -> Iterator[dict[str, Any]]:
    """Old unit n of N passes into new unit number ⌊(n-1)·M/N⌋ of the series that succeeds."""
    for row in document.get("series", ()):
        if "successors" not in row:
            continue
        old, new = series[row["prefix"]], series[row["successors"]]
        for index, unit in enumerate(old):
            successor = new[index * len(new) // len(old)]
            yield {
                "predecessor": unit["code"],
                "successor": successor["code"],
                "on": successor["valid_from"],
                "source": row["source"],
            }


COMMITTEES = frozenset({"province", "district", "commune"})
"""Kinds of unit (see `models.Kind`) that are governed, and sign, by a people's committee."""
PREFIXES = ("Thành phố ", "Tỉnh ", "Huyện ", "Thị xã ", "Quận ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu ")


ABBREVIATION = re.compile(r"[A-ZĂÂĐÊÔƠƯ][A-ZĂÂĐÊÔƠƯ0-9]{0,13}[A-ZĂÂĐÊÔƠƯ0-9]")
COMMITTEE = "UBND"
"""Every people's committee abbreviates itself so, whatever its place."""
SYMBOLS = mark("Phụ lục I, phần II, mục I.3 Nghị định 30/2020/NĐ-CP")


def checked_abbreviation(text: str) -> str:
    """The abbreviation of a body, without the blanks around it; empty stays empty. Raises `Refused`."""
    found = text.strip()
    if found and not ABBREVIATION.fullmatch(found):
        raise Refused(
            "bad-abbreviation",
            mark("Tên viết tắt “{text}” chỉ gồm 2 đến 15 chữ in hoa không dấu thanh và chữ số, như SNV."),
            values={"text": found},
            source=SYMBOLS,
            field="abbreviation",
        )
    return found


def short_name(kind: str, name: str, abbreviation: str = "") -> str:
    """What stands in the symbols of a body's papers: its abbreviation, else UBND for a committee, else the initials.

    Initials are a proposal only ("Sở Nội vụ" is SNV): the real abbreviation is each body's own.
    """
    initials = "".join(word[0].upper() for word in re.split(r"[\s,.\-–]+", name) if word and word != "và")
    return abbreviation or (COMMITTEE if kind in COMMITTEES else initials)


def body_name(kind: str, name: str) -> str:
    """Who issues the papers of a unit: "Ủy ban nhân dân tỉnh Đắk Lắk" for a province, otherwise the unit's own name."""
    place = kind in COMMITTEES and not name.startswith("Ủy ban nhân dân")
    return f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}" if place else name


def place_name(name: str) -> str:
    """The place in the head of a paper: the name of a province or commune without what it is, "Đắk Lắk"."""
    return next((name.removeprefix(prefix) for prefix in PREFIXES if name.startswith(prefix)), name)
