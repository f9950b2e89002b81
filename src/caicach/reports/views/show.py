"""Form II.06 as the page shows it: every cell a link to its figure, for the line's field or agency, as then known."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from caicach.figures.register import known_figure
from caicach.figures.tags import figure_url
from caicach.kit.ratio import NOTHING
from caicach.reports.exports.wording import breach_words, period_words
from caicach.reports.queries.drawn import GROUPED_BY, Report
from caicach.reports.rules import ii06 as form


@dataclass(frozen=True, slots=True)
class Cell:
    """A number with the address of its figure and what it counts."""

    url: str
    value: int
    title: str
    first: bool
    """Whether a group of columns begins here."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: its number, its name, its cells."""

    place: int
    name: str
    cells: tuple[Cell, ...]


def shown(report: Report) -> dict[str, object]:
    """Everything about the report that the page's template prints."""
    return {
        "period_words": period_words(report),
        "groups": _groups(),
        "columns": form.COLUMNS,
        "in_period_head": _(form.IN_PERIOD_HEAD),
        "row_head": _("Lĩnh vực giải quyết") if report.by is form.By.FIELD else _("Cơ quan, đơn vị"),
        "lines": [_line(report, place, row) for place, row in enumerate(report.rows, start=1)],
        "total": _cells(report, report.total, _("Tổng cộng"), {}),
        "tiles": _tiles(report),
        "footnotes": _footnotes(report),
        "dossiers_unit": _("hồ sơ"),
        "checks": [
            {"name": _(check.name), "holds": check.holds, "where": breach_words(check)} for check in report.checks
        ],
        "form_name": form.FORM_NAME,
        "source": _(form.SOURCE),
    }


def _groups() -> list[dict[str, object]]:
    """The heads with the columns under them; `inner` columns stand one head deeper, under "in the period"."""
    return [
        {
            "head": _(group.head),
            "columns": [
                {
                    "head": _(column.head),
                    "inner": column.number in form.WITHIN_PERIOD,
                    "opens_inner": column.number == form.WITHIN_PERIOD[0],
                    "first": column.key == "total",
                }
                for column in form.COLUMNS
                if column.group == group.key
            ],
        }
        for group in form.GROUPS
    ]


def _line(report: Report, place: int, row: form.Row) -> Line:
    filters = {} if row.id is None else {GROUPED_BY[report.by]: row.id}
    return Line(place, row.name, _cells(report, row.cells, row.name, filters))


def _cells(report: Report, cells: form.Cells, name: str, filters: dict[str, int]) -> tuple[Cell, ...]:
    period = period_words(report)
    return tuple(
        Cell(
            url=_url(report, column.figure, filters),
            value=cells[column.number],
            title=f"{known_figure(column.figure).title} · {name} · {period}",
            first=column.key == "total",
        )
        for column in form.COLUMNS
    )


def _url(report: Report, figure: str, filters: dict[str, int]) -> str:
    return figure_url(
        figure,
        agency=report.scope.code,
        period=report.period,
        seal=report.seal,
        own=report.scope.own,
        filters=filters,
    )


def _footnotes(report: Report) -> list[dict[str, object]]:
    """The footnotes that count anything, cut at their number, so that it can be a link to its figure."""
    found = []
    for note in form.NOTES:
        if report.notes[note.key]:
            before, _mark, after = _(note.words).partition("{count}")
            title = f"{known_figure(note.figure).title} · {period_words(report)}"
            found.append(
                {
                    "before": before,
                    "after": after,
                    "url": _url(report, note.figure, {}),
                    "value": report.notes[note.key],
                    "title": title,
                }
            )
    return found


HEADLINES = (
    (3, "", ""),
    (7, "", ""),
    (8, "early", "dossiers.early_rate"),
    (9, "on_time", "dossiers.on_time_rate"),
    (10, "late", "dossiers.late_rate"),
    (11, "pending", ""),
)
"""Columns told first, each with the state whose sign it bears and the figure of its share in column (7)."""
SHARES_OF = 7


def _tiles(report: Report) -> list[dict[str, object]]:
    period = period_words(report)
    columns = {column.number: column for column in form.COLUMNS}
    tiles = []
    for number, kind, rate in HEADLINES:
        figure = columns[number].figure
        title = str(known_figure(figure).title)
        value = report.total[number]
        tiles.append(
            {
                "url": _url(report, figure, {}),
                "value": value,
                "title": f"{title} · {period}",
                "label": title,
                # "Late" is a warning, and there is nothing to warn of where nothing is late.
                "kind": "" if kind == "late" and not value else kind,
                "rate": _rate(report, value, rate) if rate else None,
            }
        )
    return tiles


def _rate(report: Report, part: int, figure: str) -> dict[str, object]:
    """A share as its own figure; it is a ratio of two counts that stand in the table."""
    whole = report.total[SHARES_OF]
    return {
        "url": _url(report, figure, {}),
        "value": Fraction(100 * part, whole) if whole else NOTHING,
        "unit": "%" if whole else "",
        "title": f"{known_figure(figure).title} · {period_words(report)}",
    }
