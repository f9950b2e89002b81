"""The figures of all rooms, each under its address: `dossiers.early_rate` is `early_rate` in the room `dossiers`.

A room declares them in its `figures.py`, and in `rates.py` and `digitisation.py` where it has many.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from django.utils.functional import Promise

from caicach.agencies.rules import near
from caicach.figures.rules.derived import Derived, Of
from caicach.figures.rules.expression import Count, CountDistinct, Expression, Measure, Ratio, Sum
from caicach.kit.refusal import Unknown
from caicach.kit.words import mark

__all__ = [
    "Count",
    "CountDistinct",
    "Derived",
    "Expression",
    "Figure",
    "Of",
    "Ratio",
    "Sum",
    "all_figures",
    "figure",
    "filter_names",
    "known_figure",
    "name_filter",
]

E = TypeVar("E", Count, CountDistinct, Derived, Ratio, Sum)
Names = Callable[[Collection[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its address, its name, what it means in words, and what is counted.

    Title and definition are Vietnamese texts, translated where they are shown.
    """

    code: str
    title: str | Promise
    definition: str | Promise
    expression: Expression


_DECLARED: dict[str, tuple[str | Promise, str | Promise, Callable[[], Expression]]] = {}
_FILTERS: dict[str, Names] = {}


def figure(*, title: str | Promise, definition: str | Promise) -> Callable[[Callable[[], E]], Callable[[], E]]:
    """Make the function below a figure under the address `<room>.<function>`.

    It stays callable and gives its expression, so that counts can be used in ratios; `Of(code)` names any figure.
    """

    def known(function: Callable[[], E]) -> Callable[[], E]:
        room = function.__module__.rpartition(".")[0].rpartition(".")[2]
        code = f"{room}.{function.__name__}"
        _DECLARED[code] = (title, definition, function)
        titled.cache_clear()
        return function

    return known


def known_figure(code: str) -> Figure:
    """The figure at that address. Raises `Unknown("unknown-figure")` naming near ones."""
    try:
        title, definition, function = _DECLARED[code]
    except KeyError:
        found = near(code, _DECLARED)
        raise Unknown(
            "unknown-figure",
            mark("Không có số liệu nào mang mã “{code}”. Mã gần giống: {near}."),
            values={"code": code, "near": ", ".join(found) or "—"},
            field="code",
        ) from None
    return Figure(code, title, definition, function())


def all_figures() -> list[Figure]:
    """Every figure, by address."""
    return [known_figure(code) for code in sorted(_DECLARED)]


@lru_cache(maxsize=1_000)
def titled(count: Measure) -> Figure | None:
    """The figure that is exactly this count, so that the parts of a ratio can be called by their names."""
    return next((known for known in all_figures() if known.expression == count), None)


def name_filter(column: str, names: Names) -> None:
    """Let the room that owns what a filter column holds (a field, a procedure, a channel) name its ids."""
    _FILTERS[column] = names


def filter_names(column: str) -> Names | None:
    """Who names the ids of a filter column, if a room said so."""
    return _FILTERS.get(column)
