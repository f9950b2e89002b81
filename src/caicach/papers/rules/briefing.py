"""What stands on the Monday report of a unit: texts and numbers as they are printed."""

from dataclasses import dataclass
from typing import ClassVar

from caicach.papers.rules.sheets import Titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A rate beside its target: of the week, of the year, and whether the year meets it."""

    name: str
    target: str
    week: str
    year: str
    verdict: str
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A dossier that is late, or due in the week that begins."""

    number: str
    unit: str
    deadline: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A unit or field and what is late there."""

    rank: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing(Titled):
    """Báo cáo giao ban: one page of A4. The `more` texts say how many are not shown; empty where all are."""

    TEMPLATE: ClassVar[str] = "briefing"

    unit: str
    period: str
    known: str
    sentences: tuple[str, ...]
    heads: tuple[str, ...]
    counts: tuple[tuple[str, ...], ...]
    rates: tuple[Compared, ...]
    late_title: str
    late: tuple[Named, ...]
    late_more: str
    coming_title: str
    coming: tuple[Named, ...]
    coming_more: str
    unit_heads: tuple[str, ...]
    units: tuple[Ranked, ...]
    units_more: str
