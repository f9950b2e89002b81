"""Form II.06 for machines: numbers as numbers, names in Vietnamese, whatever language the reader has chosen."""

import json

from caicach.figures.rules.asked import moment_written
from caicach.reports.exports.lines import Line, lines, total
from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form

ROWS_ARE = {form.By.PROCEDURE: "procedure", form.By.LEVEL: "agency"}


def document(report: Report) -> dict[str, object]:
    """The report as one JSON document; the dates are inclusive, `as_of` asks for the very same report again."""
    asked: dict[str, object] = {
        "form": form.FORM,
        "variant": report.variant.letter,
        "agency": report.scope.code,
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "as_of": moment_written(report.as_of),
    }
    if report.scope.own:
        asked["own"] = True
    if report.seal.claimed:
        asked["claimed"] = True
    if report.withheld is not None:
        asked["withheld_below"] = report.withheld.smallest
    if report.closed is not None:
        asked["edition"] = report.closed.number
        asked["closed_at"] = moment_written(report.closed.at)
        asked["cells_sha256"] = report.closed.cells_sha256
        if report.closed.fingerprint:
            asked["fingerprint"] = report.closed.fingerprint
    told = list(lines(report))
    if report.sections:
        sections = [line for line in told if isinstance(line.of, form.Section)]
        asked["sections"] = [{"section": line.of.code, **_named(line)} for line in sections if line.of]
    key = ROWS_ARE.get(report.by, report.by.value)
    return {
        **asked,
        "rows": [
            {key: line.of.code, **({"section": line.of.under} if report.sections else {}), **_named(line)}
            for line in told
            if isinstance(line.of, form.Row)
        ],
        "total": _cells(total(report)),
        "checks": [{"name": check.name, "holds": check.holds} for check in report.checks],
    }


def as_bytes(report: Report) -> bytes:
    """The document as UTF-8 text; the same report gives the same bytes."""
    return (json.dumps(document(report), ensure_ascii=False, indent=2) + "\n").encode()


def _named(line: Line) -> dict[str, object]:
    return {"name": line.name_vi, **_cells(line)}


def _cells(line: Line) -> dict[str, dict[str, int | None]]:
    """The counts of a line; null where they are withheld from the public."""
    return {
        group.key: {
            column.key: count
            for column, count in zip(form.COLUMNS, line.counts, strict=True)
            if column.group == group.key
        }
        for group in form.GROUPS
    }


def file_name(report: Report, suffix: str) -> str:
    """A name for the file: form, agency, first and last day."""
    return f"{form.FORM}_{report.scope.code}_{report.period.first}_{report.period.last}.{suffix}"
