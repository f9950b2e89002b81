"""Form II.06 as the page shows it: every cell a link to its figure, for the line's field or agency, as then known."""

from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.register import known_figure
from caicach.figures.rules.asked import moment_written
from caicach.figures.tags import figure_url, query
from caicach.kit.ratio import NOTHING
from caicach.reports.exports.lines import WITHHELD, Line, lines
from caicach.reports.exports.wording import breach_words, note_count, period_words
from caicach.reports.queries.drawn import Report
from caicach.reports.queries.editions import edition, seal_of
from caicach.reports.queries.lines import GROUPED_BY, SECTIONED_BY
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.variants import ROW_HEADS, UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Cell:
    """A number with the address of its figure and what it counts."""

    url: str
    value: int | str
    title: str
    first: bool
    """Whether a group of columns begins here."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the table: its number, its name, its cells; `strong` where it sums up the lines under it."""

    number: str
    name: str
    cells: tuple[Cell, ...]
    strong: bool


def shown(report: Report) -> dict[str, object]:
    """Everything about the report that the page's template prints."""
    *told, total = lines(report)
    return {
        "period_words": period_words(report),
        "groups": _groups(),
        "columns": form.COLUMNS,
        "in_period_head": _(form.IN_PERIOD_HEAD),
        "row_head": _(ROW_HEADS[report.by]),
        "lines": [_line(report, line) for line in told],
        "total": _cells(report, total, _("Tổng cộng"), {}),
        "tiles": _tiles(report),
        "footnotes": _footnotes(report),
        "dossiers_unit": _("hồ sơ"),
        "checks": [
            {
                "name": _(check.name),
                "holds": check.holds,
                "where": breach_words(check),
                "edition": check.edition,
                "why": "" if check.holds else _why(report, check),
            }
            for check in report.checks
        ],
        "form_name": _(report.variant.name),
        "form_title": _(report.variant.title),
        "unconfirmed": "" if report.variant.confirmed else _(UNCONFIRMED),
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


def _line(report: Report, line: Line) -> Shown:
    if line.of is None:
        raise ValueError("the total is no line of the table's body")
    return Shown(
        line.number, line.of.name, _cells(report, line, line.of.name, filters_of(report, line.of)), line.strong
    )


def filters_of(report: Report, of: form.Row | form.Section) -> dict[str, int] | None:
    """What narrows a figure to the line; none for a level, which is the sum of its lines and no figure of its own."""
    column = GROUPED_BY[report.by] if isinstance(of, form.Row) else SECTIONED_BY.get(report.by)
    if column is None:
        return None
    return {} if of.id is None else {column: of.id}


def _cells(report: Report, line: Line, name: str, filters: dict[str, int] | None) -> tuple[Cell, ...]:
    period = period_words(report)
    return tuple(
        Cell(
            url="" if filters is None or report.withheld else _url(report, column.figure, filters),
            value=WITHHELD if count is None else count,
            title=f"{known_figure(column.figure).title} · {name} · {period}",
            first=column.key == "total",
        )
        for column, count in zip(form.COLUMNS, line.counts, strict=True)
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


def _why(report: Report, check: form.Check) -> str:
    """The way to the dossiers that make a check fail against another edition: the figure as known then and now."""
    first = check.breaches[0]
    filters = {} if first.row is None else filters_of(report, first.row)
    other = seal_of(edition(check.edition)) if check.edition else None
    if other is None or filters is None:
        return ""
    earlier, later = sorted((other, report.seal), key=lambda seal: seal.no)
    figure = next(column.figure for column in form.COLUMNS if column.number == first.column)
    told = query(agency=report.scope.code, period=report.period, seal=later, own=report.scope.own, filters=filters)
    then = urlencode({"earlier": moment_written(earlier.published_at)})
    return f"{reverse('figures:difference', args=[figure])}?{told}&{then}"


def _footnotes(report: Report) -> list[dict[str, object]]:
    """The footnotes that count anything, cut at their number, so that it can be a link to its figure."""
    found: list[dict[str, object]] = []
    for note in form.NOTES:
        if report.notes[note.key]:
            before, _mark, after = _(note.words).partition("{count}")
            title = f"{known_figure(note.figure).title} · {period_words(report)}"
            found.append(
                {
                    "before": before,
                    "after": after,
                    "url": "" if report.withheld else _url(report, note.figure, {}),
                    "value": note_count(report, note),
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
