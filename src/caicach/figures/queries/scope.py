"""Whose figure it is, and by what an answer may be narrowed or broken down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from caicach.agencies.queries import subtree, unit_by_code
from caicach.journal.models import Seal

FILTERS = ("field_id", "unit_id", "procedure_id", "channel", "cause", "level")
"""Columns by which an answer may be narrowed or broken down."""

Filters = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figure it is: a unit with all units under it, or the unit alone (`own`).

    Which units those are is asked of the tree of the day `on`, as known at the seal of the answer (`units_at`);
    `fixed` are these units and no others.
    """

    unit_id: int
    code: str
    name: str
    fixed: frozenset[int] | None
    own: bool
    on: date | None = None

    @property
    def units(self) -> frozenset[int]:
        """The units by the register as it is now."""
        return units_at(self, None)


def scope_of(code: str, *, on: date, own: bool = False) -> Scope:
    """The unit with that code, by its tree of the day `on` (a period's last day). Raises `Unknown("unknown-unit")`."""
    unit = unit_by_code(code)
    return Scope(unit.pk, unit.code, unit.name, frozenset({unit.pk}) if own else None, own, on)


def units_at(scope: Scope, seal: Seal | None) -> frozenset[int]:
    """The units whose records count: by the tree as known at the seal, now without one.

    One statement, with a seal the first time only: what it knows never changes.
    """
    if scope.fixed is not None:
        return scope.fixed
    if scope.on is None:
        raise ValueError(f"scope {scope.code} has neither units nor a day")
    if seal is None:
        return subtree(scope.unit_id, on=scope.on)
    return _known(scope.unit_id, scope.on, bytes(seal.hash), seal.snapshot)


@lru_cache(maxsize=2_000)
def _known(unit_id: int, on: date, _seal: bytes, snapshot: str) -> frozenset[int]:
    return subtree(unit_id, on=on, snapshot=snapshot)
