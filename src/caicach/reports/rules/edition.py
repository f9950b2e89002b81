"""What a closed report keeps of itself, as one canonical text; and where two of them differ."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


def canonical(kept: Mapping[str, Any]) -> str:
    """The text that is kept and hashed; the same content gives the same text."""
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """The hash of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that differs: name and id of its line (none for the total), whether that is a section, place, both counts.

    `total` is told apart from the row of no name by `line`, which is empty for the total only.
    """

    line: str
    id: int | None
    section: bool
    place: int
    before: int
    after: int


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Changed]:
    """The cells in which two reports of one form differ; a line that one of them lacks counts nothing there."""
    yield from _line("", None, before["total"], after["total"], section=False)
    width = len(before["total"])
    for part, name in (("sections", "code"), ("rows", "id")):
        old, new = ({one[name]: one for one in kept.get(part, ())} for kept in (before, after))
        for key in {**old, **new}:
            line = new.get(key) or old[key]
            cells = ([0] * width if found is None else found["cells"] for found in (old.get(key), new.get(key)))
            yield from _line(line["name_vi"], line["id"], *cells, section=part == "sections")


def _line(name: str, key: int | None, before: list[int], after: list[int], *, section: bool) -> Iterator[Changed]:
    for place, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            yield Changed(name, key, section, place, old, new)
