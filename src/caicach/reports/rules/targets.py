"""Targets of rates (chỉ tiêu): which one holds for a unit on a day, and whether a rate meets it.

Rates are compared as counted, never as printed: 97.996 % is below 98 % although both are printed "98.00 %".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from caicach.kit.words import mark

RATES: Mapping[str, tuple[str, str]] = {
    "dossiers.timely_rate": ("dossiers.resolved_timely", "dossiers.resolved"),
    "dossiers.due_timely_rate": ("dossiers.due_timely", "dossiers.due"),
    "dossiers.early_rate": ("dossiers.resolved_early", "dossiers.resolved"),
    "dossiers.late_rate": ("dossiers.resolved_late", "dossiers.resolved"),
    "dossiers.digitised_rate": ("dossiers.digitised", "dossiers.processed_at_centre"),
    "dossiers.paid_online_rate": ("dossiers.paid_online", "dossiers.with_fee"),
}
"""The rates that may have a target, in the order in which they are shown, each with its numerator and denominator."""


class Comparator(StrEnum):
    """Which side of the value is the good one."""

    AT_LEAST = "ge"
    AT_MOST = "le"


SIGNS = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤"}
COMPARATOR_NAMES = {Comparator.AT_LEAST: mark("ít nhất"), Comparator.AT_MOST: mark("nhiều nhất")}


class Status(StrEnum):
    """How well the source of a target is known."""

    CONFIRMED = "confirmed"
    MEMORY = "memory"


STATUS_NAMES = {
    Status.CONFIRMED: mark("đã đối chiếu văn bản"),
    Status.MEMORY: mark("chưa đối chiếu văn bản"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A target as it is asked for: `value` in percent, both days included, the last one open while it holds.

    `unit_id` None is every unit; `below` reaches the units under the unit too.
    """

    figure: str
    unit_id: int | None
    below: bool
    comparator: Comparator
    value: Decimal
    valid_from: date
    valid_to: date | None
    source: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Wanted):
    """One version of a target; `number` counts the versions of one figure and unit."""

    id: int
    number: int


def in_force(goals: Iterable[Goal], on: date) -> dict[tuple[str, int | None], Goal]:
    """By figure and unit the version that holds on a day: the newest that has begun, unless it has ended.

    So a version ends whatever was said before it for the days from its first one on, even where it ends itself.
    """
    newest: dict[tuple[str, int | None], Goal] = {}
    for goal in sorted(goals, key=lambda one: one.number):
        if goal.valid_from <= on:
            newest[goal.figure, goal.unit_id] = goal
    return {key: goal for key, goal in newest.items() if goal.valid_to is None or on <= goal.valid_to}


def target_of(
    held: Mapping[tuple[str, int | None], Goal], figure: str, unit_id: int, above: Sequence[int] = ()
) -> Goal | None:
    """The target of a unit: its own, else that of the nearest unit above which reaches down, else that of all.

    `above` are the units above it, the nearest first.
    """
    own = held.get((figure, unit_id))
    if own is not None:
        return own
    for unit in (*above, None):
        found = held.get((figure, unit))
        if found is not None and found.below:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a rate meets its target (None: nothing to divide by), and how many dossiers are missing or too many."""

    met: bool | None
    short: int


def judge(numerator: int, denominator: int, comparator: Comparator, value: Decimal) -> Judged:
    """Compare a rate, as counted, with a target in percent."""
    if not denominator:
        return Judged(None, 0)
    wanted = Fraction(value) * denominator / 100
    gap = wanted - numerator if comparator is Comparator.AT_LEAST else numerator - wanted
    return Judged(gap <= 0, max(0, ceil(gap)))


@dataclass(frozen=True, slots=True)
class Bullet:
    """A rate beside its target as a drawing: lengths in percent of its width, as text; `top` is the scale's end."""

    filled: str
    mark: str
    top: int


def bullet(numerator: int, denominator: int, comparator: Comparator, value: Decimal) -> Bullet:
    """From zero to 100 %; where little is good, to a round number above the rate and twice the target."""
    rate = Fraction(100 * numerator, denominator) if denominator else Fraction(0)
    top = Fraction(100)
    if comparator is Comparator.AT_MOST:
        top = Fraction(min(100, 5 * ceil(max(2 * Fraction(value), rate, Fraction(1)) / 5)))
    return Bullet(_share(rate, top), _share(Fraction(value), top), int(top))


def _share(length: Fraction, top: Fraction) -> str:
    return f"{float(min(length / top, Fraction(1))) * 100:.2f}%"
