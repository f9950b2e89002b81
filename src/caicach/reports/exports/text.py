"""Form II.06 as plain text for a terminal."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from caicach.figures.rules.asked import moment_written
from caicach.reports.exports.wording import breach_words, notes, period_words
from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form

WIDEST_NAME = 44


def as_text(report: Report) -> str:
    """The table with its column numbers, the footnotes and the checks."""
    return "\n".join(
        [
            f"{form.FORM_NAME} · {report.scope.name} · {period_words(report)}",
            _("Số liệu tính đến: {moment}").format(moment=moment_written(report.as_of)),
            "",
            *_table(report),
            "",
            *notes(report),
            *(_checked(check) for check in report.checks),
        ]
    )


def _table(report: Report) -> list[str]:
    heads = [[_(group.head) for group in form.GROUPS], [_(column.head) for column in form.COLUMNS]]
    name = _("Lĩnh vực") if report.by is form.By.FIELD else _("Cơ quan, đơn vị")
    lines = [
        ["(1)", "(2) " + name, *(f"({column.number})" for column in form.COLUMNS)],
        *([str(place), row.name, *_counts(row.cells)] for place, row in enumerate(report.rows, start=1)),
        ["", _("Tổng cộng"), *_counts(report.total)],
    ]
    key = [f"({column.number}) {head}" for column, head in zip(form.COLUMNS, heads[1], strict=True)]
    groups = [
        f"{head}: "
        + ", ".join(said for column, said in zip(form.COLUMNS, key, strict=True) if column.group == group.key)
        for group, head in zip(form.GROUPS, heads[0], strict=True)
    ]
    return [*_aligned(lines), "", *groups]


def _counts(cells: form.Cells) -> list[str]:
    return [str(count) for count in cells.counts]


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    """Columns of one width each: names to the left, numbers to the right."""
    cut = [[line[0], _shortened(line[1]), *line[2:]] for line in lines]
    widths = [max(len(line[place]) for line in cut) for place in range(len(cut[0]))]
    return [
        "  ".join(
            cell.ljust(width) if place == 1 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cut
    ]


def _shortened(name: str) -> str:
    return name if len(name) <= WIDEST_NAME else name[: WIDEST_NAME - 1] + "…"


def _checked(check: form.Check) -> str:
    if check.holds:
        return _("Khớp: {check}").format(check=_(check.name))
    return _("KHÔNG KHỚP: {check}: {where}").format(check=_(check.name), where=breach_words(check))
