"""What stands on a printed period report: a long table with its heads, and drawings above it where there are any."""

from dataclasses import dataclass
from typing import ClassVar

from caicach.papers.rules.sheets import Titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the table's head, over so many columns and rows."""

    words: str
    wide: int = 1
    high: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line: running number, name, what is counted, as printed; `strong` where it sums up others."""

    number: str
    name: str
    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of a drawing, in shares of its width and height."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing: title, what it shows in words, its bars, what each kind of bar is, the value of the full height."""

    title: str
    told: str
    top: str
    first: str
    last: str
    bars: tuple[Bar, ...]
    key: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodReport(Titled):
    """A period report: `form` is its number as officials call it, `period` its days, `unit` what is counted.

    `heads` are the rows of the table's head without the numbers of the columns, which are `numbers`; `signers` are the
    titles at the foot with what each does. With `widths`, a share of the page for each column, the cells are texts.
    """

    TEMPLATE: ClassVar[str] = "report"

    form: str
    period: str
    unit: str
    heads: tuple[tuple[Cell, ...], ...]
    numbers: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line | None
    notes: tuple[str, ...]
    signers: tuple[tuple[str, str], ...]
    drawings: tuple[Drawing, ...] = ()
    widths: tuple[float, ...] = ()
