"""The figures of all rooms, each under its address: `dossiers.early_rate` is `early_rate` in the room `dossiers`.

A room declares them in `figures.py`, and in `rates.py`, `digitisation.py`, `moves.py`, `work.py` where it has many.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caicach.agencies.rules import near
from caicach.figures.rules.derived import Derived, Of
from caicach.figures.rules.expression import Count, CountDistinct, Expression, Measure, Ratio, Sum
from caicach.figures.rules.narrowed import OWN
from caicach.figures.rules.reading import Reading
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
    "Reading",
    "Sum",
    "all_figures",
    "figure",
    "filter_choices",
    "filter_names",
    "known_figure",
    "name_filter",
    "name_room",
    "room_name",
    "sisters",
]

E = TypeVar("E", Count, CountDistinct, Derived, Ratio, Sum)
Names = Callable[[Collection[int]], Mapping[int, str]]
Choices = Callable[[], Sequence[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its address, its name, what it means in words, what is counted, and of a rate how it is read.

    Title and definition are Vietnamese texts, translated where they are shown.
    """

    code: str
    title: str | Promise
    definition: str | Promise
    expression: Expression
    reading: Reading | None = None

    @property
    def room(self) -> str:
        """The room that declares it."""
        return self.code.partition(".")[0]


_DECLARED: dict[str, tuple[str | Promise, str | Promise, Callable[[], Expression], Reading | None]] = {}
_ROOMS: dict[str, str | Promise] = {OWN: _("Số liệu tự soạn")}
_FILTERS: dict[str, Names] = {}
_CHOICES: dict[str, Choices] = {}


def figure(
    *, title: str | Promise, definition: str | Promise, reading: Reading | None = None
) -> Callable[[Callable[[], E]], Callable[[], E]]:
    """Make the function below a figure under the address `<room>.<function>`; of a rate in several uses, say which.

    It stays callable and gives its expression, so that counts can be used in ratios; `Of(code)` names any figure.
    """

    def known(function: Callable[[], E]) -> Callable[[], E]:
        room = function.__module__.rpartition(".")[0].rpartition(".")[2]
        code = f"{room}.{function.__name__}"
        _DECLARED[code] = (title, definition, function, reading)
        titled.cache_clear()
        return function

    return known


def known_figure(code: str) -> Figure:
    """The figure at that address. Raises `Unknown("unknown-figure")` naming near ones."""
    try:
        title, definition, function, reading = _DECLARED[code]
    except KeyError:
        found = near(code, _DECLARED)
        raise Unknown(
            "unknown-figure",
            mark("Không có số liệu nào mang mã “{code}”. Mã gần giống: {near}."),
            values={"code": code, "near": ", ".join(found) or "—"},
            field="code",
        ) from None
    return Figure(code, title, definition, function(), reading)


def all_figures() -> list[Figure]:
    """Every figure, by address."""
    return [known_figure(code) for code in sorted(_DECLARED)]


def sisters(asked: Figure) -> list[Figure]:
    """The other figures about the same thing, in other readings."""
    if asked.reading is None:
        return []
    return [
        one
        for one in all_figures()
        if one.code != asked.code and one.reading is not None and one.reading.about is asked.reading.about
    ]


def name_room(room: str, name: str | Promise) -> None:
    """How a room is called where its figures are listed."""
    _ROOMS[room] = name


def room_name(room: str) -> str:
    """What `name_room` said, else the room's name in code."""
    return str(_ROOMS.get(room, room))


@lru_cache(maxsize=1_000)
def titled(count: Measure) -> Figure | None:
    """The figure that is exactly this count, so that the parts of a ratio can be called by their names."""
    return next((known for known in all_figures() if known.expression == count), None)


def name_filter(column: str, names: Names, choices: Choices | None = None) -> None:
    """Let the room that owns what a filter column holds (a field, a procedure, a channel) name its ids.

    `choices` are all of them with their names, where figures may be composed by them; a procedure's begins with its
    code.
    """
    _FILTERS[column] = names
    if choices is not None:
        _CHOICES[column] = choices


def filter_choices(column: str) -> Choices | None:
    """All values of a filter column, if a room offers them."""
    return _CHOICES.get(column)


def filter_names(column: str) -> Names | None:
    """Who names the ids of a filter column, if a room said so."""
    return _FILTERS.get(column)
