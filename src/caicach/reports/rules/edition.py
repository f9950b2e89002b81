"""What a closed report keeps of itself, as one canonical text; and where two of them differ."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

TOTAL = ""
"""The name under which the total line stands in a difference."""


def canonical(kept: Mapping[str, Any]) -> str:
    """The text that is kept and hashed; the same content gives the same text."""
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """The hash of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that differs: the name and id of its line (`TOTAL` and none for the total), its place, and both counts."""

    line: str
    id: int | None
    place: int
    before: int
    after: int


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Changed]:
    """The cells in which two reports of one form differ; a line that one of them lacks counts nothing there."""
    yield from _line(TOTAL, None, before["total"], after["total"])
    old, new = ({row["id"]: row for row in kept["rows"]} for kept in (before, after))
    width = len(before["total"])
    for key in {**old, **new}:
        name = (new.get(key) or old[key])["name_vi"]
        lines = ([0] * width if found is None else found["cells"] for found in (old.get(key), new.get(key)))
        yield from _line(name, key, *lines)


def _line(name: str, key: int | None, before: list[int], after: list[int]) -> Iterator[Changed]:
    for place, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            yield Changed(name, key, place, old, new)
