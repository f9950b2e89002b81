"""The course of a unit's work over months: what is counted, and where the marks of its drawings stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caicach.kit.period import Period
from caicach.kit.words import mark

MONTHS = 24
RECEIVED, RESOLVED, TIMELY, OVERDUE = (
    "dossiers.received_new", "dossiers.resolved", "dossiers.resolved_timely", "dossiers.pending_overdue",
)  # fmt: skip
FIGURES = (RECEIVED, RESOLVED, TIMELY, OVERDUE)
RATE = "dossiers.timely_rate"
"""The figure whose numerator is `TIMELY` and whose denominator is `RESOLVED`."""
WIDTH, HEIGHT = 720, 120
"""Of a drawing, in its own units; it is stretched to the room that it has."""
GAP = 6


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing: its figures, side by side in each month, with their kinds (colours); `share` runs to 100 %."""

    title: str
    figures: tuple[tuple[str, str], ...]
    share: bool = False


PANELS = (
    Panel(mark("Tiếp nhận mới và đã giải quyết"), ((RECEIVED, "neutral"), (RESOLVED, "early"))),
    Panel(mark("Tỷ lệ giải quyết trước và đúng hạn"), ((RATE, "on_time"),), share=True),
    Panel(mark("Đang giải quyết, quá hạn vào cuối tháng"), ((OVERDUE, "late"),)),
)


@dataclass(frozen=True, slots=True)
class Month:
    """A month and its counts by figure."""

    period: Period
    counts: dict[str, int]

    def height(self, figure: str) -> int:
        """The count; of the rate its hundredths of a percent, 0 where nothing was resolved."""
        if figure != RATE:
            return self.counts[figure]
        return self.counts[TIMELY] * 10_000 // self.counts[RESOLVED] if self.counts[RESOLVED] else 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a drawing, in its units as text (a template would write a comma into a number)."""

    x: str
    y: str
    width: str
    height: str
    kind: str


def months(last: date, *, until: date, count: int = MONTHS) -> tuple[Period, ...]:
    """So many calendar months up to the one of `last`, the oldest first; one that is running ends with `until`."""
    found: list[Period] = []
    first = last.replace(day=1)
    for _place in range(count):
        after = (first + timedelta(days=31)).replace(day=1)
        found.append(Period(first, max(first, min(until, after - timedelta(days=1)))))
        first = (first - timedelta(days=1)).replace(day=1)
    return tuple(reversed(found))


def bars(course: Sequence[Month], panel: Panel) -> list[Bar]:
    """The bars of a drawing, from the left; the tallest fills the height, of a share 100 % does."""
    most = 10_000 if panel.share else highest(course, panel)
    step = WIDTH / max(len(course), 1)
    width = (step - GAP) / len(panel.figures)
    return [
        Bar(
            x=f"{place * step + GAP / 2 + beside * width:.1f}",
            y=f"{HEIGHT - HEIGHT * month.height(figure) / most:.1f}",
            width=f"{width:.1f}",
            height=f"{HEIGHT * month.height(figure) / most:.1f}",
            kind=kind,
        )
        for place, month in enumerate(course)
        for beside, (figure, kind) in enumerate(panel.figures)
        if most
    ]


def highest(course: Sequence[Month], panel: Panel) -> int:
    """The greatest count of a drawing."""
    return max((month.height(figure) for month in course for figure, _kind in panel.figures), default=0)
