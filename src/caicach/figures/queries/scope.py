"""Whose figure it is, and by what an answer may be narrowed or broken down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caicach.agencies.queries import subtree, unit_by_code

FILTERS = ("field_id", "unit_id", "procedure_id", "channel", "cause", "level")
"""Columns by which an answer may be narrowed or broken down."""

Filters = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figure it is: a unit with all units under it, or the unit alone (`own`)."""

    unit_id: int
    code: str
    name: str
    units: frozenset[int]
    own: bool


def scope_of(code: str, *, on: date, own: bool = False) -> Scope:
    """The unit with that code and its tree of the day `on` (a period's last day). Raises `Unknown("unknown-unit")`."""
    unit = unit_by_code(code)
    units = frozenset({unit.pk}) if own else subtree(unit.pk, on=on)
    return Scope(unit.pk, unit.code, unit.name, units, own)
