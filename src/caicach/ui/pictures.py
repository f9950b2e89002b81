"""The geometry of the server-made drawings: the proof of a deadline, the band of time of a dossier, small bars.

Everything is measured in percent of the width, so that a drawing fits a phone and a wall without shrinking its letters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext

from caicach.kit.period import local
from caicach.kit.words import mark
from caicach.ui.tags import day_text, moment_text

WEEKDAYS = (mark("T2"), mark("T3"), mark("T4"), mark("T5"), mark("T6"), mark("T7"), mark("CN"))


def part(item: object, name: str) -> object:
    """One named part of a mapping or of an object; none when it has no such part."""
    return item.get(name) if isinstance(item, Mapping) else getattr(item, name, None)


def wall(moment: object) -> datetime | None:
    """A moment or a day as Vietnamese wall-clock time without zone; a day counts from its midnight."""
    if isinstance(moment, datetime):
        return local(moment) if moment.tzinfo is not None else moment
    return datetime.combine(moment, time.min) if isinstance(moment, date) else None


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a proof: whether it counts, and why not."""

    date: date
    weekday: str
    month: str
    counted: bool
    kind: str
    reason: str
    title: str


def proof_cells(days: Iterable[object]) -> list[Cell]:
    """The calendar strip of a deadline's proof; `month` is filled on the first cell of each month."""
    cells: list[Cell] = []
    for item in days:
        day = part(item, "date")
        if not isinstance(day, date):
            raise TypeError("each day of a proof needs its date")
        counted = bool(part(item, "counted"))
        # The working calendar calls the reason `name`; forms made by hand call it `reason`.
        reason = gettext(text) if (text := str(part(item, "reason") or part(item, "name") or "")) else ""
        fresh = not cells or cells[-1].date.month != day.month
        said = gettext("được tính") if counted else gettext("không tính")
        cells.append(
            Cell(
                date=day,
                weekday=gettext(WEEKDAYS[day.weekday()]),
                month=f"{day:%m/%Y}" if fresh else "",
                counted=counted,
                kind=str(part(item, "kind") or ""),
                reason=reason,
                title=f"{day_text(day)}: {said}" + (f" – {reason}" if reason else ""),
            )
        )
    return cells


def skipped_by_reason(cells: Iterable[Cell]) -> list[dict[str, str]]:
    """The days that do not count, gathered by their reason, as `reason` and `days` in words."""
    gathered: dict[str, list[str]] = {}
    for cell in cells:
        if not cell.counted:
            gathered.setdefault(cell.reason or gettext("Ngày nghỉ"), []).append(f"{cell.date:%d/%m}")
    return [{"reason": reason, "days": ", ".join(days)} for reason, days in gathered.items()]


@dataclass(frozen=True, slots=True)
class Scale:
    """Places moments on a line from 0 to 100."""

    start: datetime
    end: datetime

    def at(self, moment: datetime) -> float:
        """The place of a moment, kept within the line."""
        whole = (self.end - self.start).total_seconds() or 1.0
        return round(min(max((moment - self.start).total_seconds() / whole * 100, 0.0), 100.0), 2)

    def stretch(self, first: datetime, last: datetime) -> dict[str, str]:
        """The place and width of a stretch of time."""
        x = self.at(first)
        return {"x": percent(x), "width": percent(max(self.at(last) - x, 0.4))}


def percent(length: float) -> str:
    """A length as an SVG attribute; as text, because templates would write a comma into a Vietnamese number."""
    return f"{length:.2f}%"


HEIGHT, ROW = 78, 32
"""Of the band with its marks, and of each row below, in pixels."""
SHORT = 26
"""So many letters of a label fit into half of a phone's width."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time with a row of its own below the band; `last` is None while it goes on."""

    kind: str
    first: datetime
    last: datetime | None
    label: str
    state: str = ""
    detail: str = ""

    @classmethod
    def of(cls, item: object, *, kind: str = "", label: str = "") -> "Span":
        """Read from a mapping or an object. Raises `TypeError` when it has no beginning."""
        first = wall(part(item, "from"))
        if first is None:
            raise TypeError("a span needs its beginning")
        words = {name: str(part(item, name) or "") for name in ("label", "state", "detail")}
        words["label"] = words["label"] or label
        return cls(kind or str(part(item, "kind")), first, wall(part(item, "to")), **words)

    def drawn(self, scale: Scale, stop: datetime, row: int) -> dict[str, str]:
        """The bar and its words above it, anchored where the line has room for them; in full for the text beside."""
        place = scale.stretch(self.first, self.last or stop)
        top = HEIGHT + ROW * row
        from_left = scale.at(self.first) < 50
        right = percent(scale.at(self.last or stop))
        until = moment_text(self.last) if self.last else gettext("nay")
        when = f"{moment_text(self.first)} – {until}"
        words = f"{self.label}: {when}" + (f"; {self.state}" if self.state else "")
        return {
            **place,
            "kind": self.kind,
            "y": str(top + 17),
            "words_x": place["x"] if from_left else right,
            "words_y": str(top + 12),
            "anchor": "start" if from_left else "end",
            "short": self.label if len(self.label) <= SHORT else f"{self.label[: SHORT - 1].rstrip()}…",
            "label": self.label,
            "when": when,
            "title": f"{words}. {self.detail}" if self.detail else f"{words}.",
        }


def band_drawing(band: Mapping[str, object]) -> dict[str, object]:
    """Where everything of a dossier's band of time stands, and the same in words.

    `start` and `end` bound the drawing, `due` is the deadline, `now` today's mark, `finished` when it was done,
    `pauses` have `from`, `to` (none: until now), `label` and `detail`, `days` (if given) show the days off. `spans` are
    told in rows below, as are pauses and what is late; they have `kind`, `state` in words beside. With `judged` False
    nothing is late.
    """
    start, due, now, finished = (wall(band.get(name)) for name in ("start", "due", "now", "finished"))
    if start is None:
        raise TypeError("a band of time needs its start")
    known = [moment for moment in (wall(band.get("end")), due, finished, None if finished else now) if moment]
    known += [last for item in _items(band.get("spans")) if (last := wall(part(item, "to")))]
    end = max([start + timedelta(hours=1), *known])
    # A little room on the right keeps the last mark whole.
    scale = Scale(start, end + (end - start) * 0.02)
    stop = finished or now or end
    late = bool(due and stop > due and band.get("judged", True))
    pauses = [Span.of(item, kind="pause", label=gettext("Tạm dừng")) for item in _items(band.get("pauses"))]
    spans = [*pauses, *(Span.of(item) for item in _items(band.get("spans")))]
    if due and late:
        spans.append(Span("late", due, finished, gettext("Quá hạn")))
    rows = [one.drawn(scale, stop, row) for row, one in enumerate(sorted(spans, key=lambda one: one.first))]
    return {
        "height": str(HEIGHT + ROW * len(rows)),
        "rows": rows,
        "run": scale.stretch(start, min(stop, due) if due and late else stop),
        "over": scale.stretch(due, stop) if due and late else None,
        "off": [scale.stretch(day, day + timedelta(days=1)) for day in _days_off(band, start, end)],
        "pauses": [{**scale.stretch(one.first, one.last or stop), "label": one.label} for one in pauses],
        "ticks": _ticks(scale, start, end),
        "marks": _marks(scale, due=due, now=None if finished else now, finished=finished),
        "start": start,
        "due": due,
        "now": now,
        "finished": finished,
        "late": late,
    }


def _items(found: object) -> list[object]:
    return list(found) if isinstance(found, Iterable) else []


def _days_off(band: Mapping[str, object], start: datetime, end: datetime) -> list[datetime]:
    days = [wall(part(item, "date")) for item in _items(band.get("days")) if not part(item, "counted")]
    return [day for day in days if day and start.date() <= day.date() <= end.date()]


def _ticks(scale: Scale, start: datetime, end: datetime) -> list[dict[str, str]]:
    """A tick at midnight of each day, or of each seventh or thirtieth when there are many."""
    length = (end - start).days + 1
    step = 1 if length <= 31 else 7 if length <= 120 else 30
    first = datetime.combine(start.date(), time.min) + timedelta(days=1)
    return [
        {"x": percent(scale.at(first + timedelta(days=n)))}
        for n in range(0, length, step)
        if first + timedelta(days=n) < end
    ]


def _marks(scale: Scale, **moments: datetime | None) -> list[dict[str, str]]:
    """The upright marks with the side on which their words fit."""
    words = {"due": gettext("Hạn trả"), "now": gettext("Hôm nay"), "finished": gettext("Xong")}
    marks = []
    for kind, moment in moments.items():
        if moment is not None:
            x = scale.at(moment)
            anchor = "start" if x < 15 else "end" if x > 85 else "middle"
            mark = {"kind": kind, "x": percent(x), "anchor": anchor, "word": words[kind], "when": moment_text(moment)}
            marks.append(mark)
    return marks


def bar_width(numerator: int | None, denominator: int | None) -> str:
    """The filled part of a bar in percent, between 0 and 100; nothing to divide gives nothing."""
    if not numerator or not denominator:
        return percent(0)
    return percent(min(max(numerator * 100 / denominator, 0), 100))
