"""Form II.06 as plain text for a terminal."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from caicach.figures.rules.asked import moment_written
from caicach.reports.exports.lines import lines as lines_of
from caicach.reports.exports.wording import breach_words, closed_words, notes, period_words
from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.variants import ROW_HEADS

WIDEST_NAME = 44


def as_text(report: Report) -> str:
    """The table with its column numbers, the footnotes and the checks."""
    return "\n".join(
        [
            f"{report.variant.name} · {report.scope.name} · {period_words(report)}",
            _("Số liệu tính đến: {moment}").format(moment=moment_written(report.as_of)),
            *closed_words(report),
            "",
            *_table(report),
            "",
            *notes(report),
            *(_checked(check) for check in report.checks),
        ]
    )


def _table(report: Report) -> list[str]:
    heads = [[_(group.head) for group in form.GROUPS], [_(column.head) for column in form.COLUMNS]]
    lines = [
        ["(1)", f"(2) {_(ROW_HEADS[report.by])}", *(f"({column.number})" for column in form.COLUMNS)],
        *(
            [line.number, line.of.name if line.of else _("Tổng cộng"), *map(str, line.printed)]
            for line in lines_of(report)
        ),
    ]
    key = [f"({column.number}) {head}" for column, head in zip(form.COLUMNS, heads[1], strict=True)]
    groups = [
        f"{head}: "
        + ", ".join(said for column, said in zip(form.COLUMNS, key, strict=True) if column.group == group.key)
        for group, head in zip(form.GROUPS, heads[0], strict=True)
    ]
    return [*_aligned(lines), "", *groups]


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
