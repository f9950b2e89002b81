"""Form II.06 for machines: numbers as numbers, names in Vietnamese, whatever language the reader has chosen."""

import json

from caicach.figures.rules.asked import moment_written
from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form


def document(report: Report) -> dict[str, object]:
    """The report as one JSON document; the dates are inclusive, `as_of` asks for the very same report again."""
    asked: dict[str, object] = {
        "form": form.FORM,
        "agency": report.scope.code,
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "as_of": moment_written(report.as_of),
    }
    if report.scope.own:
        asked["own"] = True
    if report.withheld is not None:
        asked["withheld_below"] = report.withheld.smallest
    return {
        **asked,
        "rows": [
            {report.by.value: row.code, "name": row.name_vi, **_cells(report, place, row.cells)}
            for place, row in enumerate(report.rows)
        ],
        "total": _cells(report, None, report.total),
        "checks": [{"name": check.name, "holds": check.holds} for check in report.checks],
    }


def as_bytes(report: Report) -> bytes:
    """The document as UTF-8 text; the same report gives the same bytes."""
    return (json.dumps(document(report), ensure_ascii=False, indent=2) + "\n").encode()


def _cells(report: Report, line: int | None, cells: form.Cells) -> dict[str, dict[str, int | None]]:
    """The counts of a line; null where they are withheld from the public."""
    hidden = report.withheld.cells if report.withheld else frozenset()
    return {
        group.key: {
            column.key: None if (line, column.number) in hidden else cells[column.number]
            for column in form.COLUMNS
            if column.group == group.key
        }
        for group in form.GROUPS
    }


def file_name(report: Report, suffix: str) -> str:
    """A name for the file: form, agency, first and last day."""
    return f"{form.FORM}_{report.scope.code}_{report.period.first}_{report.period.last}.{suffix}"
