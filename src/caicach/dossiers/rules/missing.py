"""What is missing or faulty of a dossier, item by item, as it is asked for (form 02)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

INTAKE, APPRAISAL = "intake", "appraisal"
"""Stages at which papers are asked for: before acceptance, or while the dossier is examined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One paper to add or to put right: a component of the list or none, sheets wanted, what about it."""

    component_id: int | None = None
    originals: int = 0
    copies: int = 0
    what: str = ""


def check_missing(items: Sequence[Missing], listed: Collection[int]) -> None:
    """Raise `Refused` for a component outside the published list, and for an item that asks for nothing."""
    for item in items:
        if item.component_id is not None and item.component_id not in listed:
            raise Refused(
                "not-listed",
                mark("Chỉ được yêu cầu giấy tờ có trong danh mục đã công bố của thủ tục."),
                source=mark("Điều 5 Nghị định 118/2025/NĐ-CP"),
                field="items",
            )
        if item.component_id is None and not item.what.strip():
            raise Refused("nothing-asked", mark("Hãy ghi rõ giấy tờ cần bổ sung."), field="items")
