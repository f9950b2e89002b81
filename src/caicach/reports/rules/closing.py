"""What is found out when a report is closed, beside its cells: its checks, and what its public form withholds."""

from collections.abc import Mapping
from typing import Any

from caicach.kit.words import mark
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.withheld import Withheld

FOLLOWS = mark("(6) = (11) của bản chốt kỳ liền trước: kỳ này bắt đầu đúng bằng số kỳ trước kết thúc")
LEADS = mark("(11) = (6) của bản chốt kỳ liền sau: kỳ này kết thúc đúng bằng số kỳ sau bắt đầu")

Lines = Mapping[str, form.Row | form.Section | None]
Cells = Mapping[str, form.Cells]
NONE = form.Cells((0,) * len(form.COLUMNS))


def border(lines: Lines, cells: Cells, other: Cells, *, edition: int, before: bool) -> form.Check:
    """Whether a report agrees with a closed one of the period right `before` it, or right after it.

    All by the keys of the lines; a line that one of them lacks counts nothing there. `other` may hold the total only.
    """
    column, there = (form.OPENING, form.CLOSING) if before else (form.CLOSING, form.OPENING)
    keys = dict.fromkeys((*cells, *other)) if len(other) > 1 else [form.TOTAL]
    breaches = tuple(
        form.Breach(lines.get(key), column, difference)
        for key in keys
        if (difference := cells.get(key, NONE)[column] - other.get(key, NONE)[there])
    )
    return form.Check(FOLLOWS if before else LEADS, breaches, edition)


def kept(checks: tuple[form.Check, ...], withheld: Withheld | None) -> dict[str, Any]:
    """Both as plain values, for `rules.edition.canonical`."""
    return {
        "checks": [
            {
                "name": check.name,
                "edition": check.edition,
                "breaches": [[one.row.key if one.row else form.TOTAL, one.column, one.difference]
                             for one in check.breaches],
            }
            for check in checks
        ],
        "withheld": None
        if withheld is None
        else {
            "smallest": withheld.smallest,
            "cells": sorted([line, column] for line, column in withheld.cells),
            "notes": sorted(withheld.notes),
        },
    }  # fmt: skip


def checks_of(told: Mapping[str, Any], lines: Lines) -> tuple[form.Check, ...]:
    """The checks as they were kept."""
    return tuple(
        form.Check(
            one["name"],
            tuple(form.Breach(lines.get(line), column, difference) for line, column, difference in one["breaches"]),
            one["edition"],
        )
        for one in told["checks"]
    )


def withheld_of(told: Mapping[str, Any]) -> Withheld | None:
    """What the public form withholds; none for a report that was not published."""
    found = told["withheld"]
    if found is None:
        return None
    cells = frozenset((line, column) for line, column in found["cells"])
    return Withheld(found["smallest"], cells, frozenset(found["notes"]))
