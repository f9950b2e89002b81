"""The figures of the home pages as tiles and as a table, each number a link to its figure as known at the seal."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from caicach.desk.queries.numbers import COUNTED, Numbers
from caicach.figures.tags import figure_url
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.kit.ratio import NOTHING
from caicach.ui.tags import day_text

RATES = {"early": "dossiers.early_rate", "on_time": "dossiers.on_time_rate", "late": "dossiers.late_rate"}


def drawn(numbers: Numbers, seal: Seal) -> dict[str, object]:
    """The tiles of the year, each with last month beside it, and the table by unit."""
    return {
        "agency": numbers.scope,
        "period": _period(numbers.year),
        "month": _period(numbers.month),
        "as_of": seal.published_at,
        "tiles": [_tile(numbers, seal, *told) for told in _told()],
        "heads": [label for _name, label, _kind in _columns()],
        "lines": [_line(numbers, seal, name, counts) for name, counts in numbers.units.items()],
        "total": _cells(numbers, seal, numbers.scope.name, numbers.in_year, {}),
    }


def _told() -> list[tuple[str, str, str, bool]]:
    """Name, label, sign and whether it is told as a share of the resolved."""
    return [
        ("received", _("Tiếp nhận"), "", False),
        ("resolved", _("Đã giải quyết"), "", False),
        ("early", _("Trước hạn"), "early", True),
        ("on_time", _("Đúng hạn"), "on_time", True),
        ("late", _("Giải quyết quá hạn"), "late", True),
        ("overdue", _("Đang giải quyết, quá hạn"), "late", False),
    ]


def _columns() -> list[tuple[str, str, str]]:
    return [
        ("received", _("Tiếp nhận"), ""),
        ("resolved", _("Đã giải quyết"), ""),
        ("early", _("Trước hạn"), "early"),
        ("on_time", _("Đúng hạn"), "on_time"),
        ("late", _("Quá hạn"), "late"),
        ("pending", _("Đang giải quyết"), ""),
        ("overdue", _("Đang giải quyết, quá hạn"), "late"),
    ]


def _period(period: Period) -> str:
    return f"{day_text(period.first)} – {day_text(period.last)}"


def _tile(numbers: Numbers, seal: Seal, name: str, label: str, kind: str, share: bool) -> dict[str, object]:
    year = _number(numbers, seal, name, label, numbers.year, numbers.in_year, share=share)
    month = _number(numbers, seal, name, label, numbers.month, numbers.in_month, share=share)
    # "Late" is a warning, and there is nothing to warn of where nothing is late.
    shown = "" if kind == "late" and not numbers.in_year[name] else kind
    return {"label": label, "kind": shown, "year": year, "month": month}


def _number(
    numbers: Numbers, seal: Seal, name: str, label: str, period: Period, counts: Mapping[str, int], *, share: bool
) -> dict[str, object]:
    code = RATES[name] if share else COUNTED[name]
    whole = counts["resolved"]
    value: object = (Fraction(100 * counts[name], whole) if whole else NOTHING) if share else counts[name]
    return {
        "url": figure_url(code, agency=numbers.scope.code, period=period, seal=seal),
        "value": value,
        "unit": "%" if share and whole else "" if share else _("hồ sơ"),
        "title": f"{label} · {_period(period)}",
        "decimals": 2 if share else 0,
    }


def _line(numbers: Numbers, seal: Seal, name: str, counts: Mapping[str, int]) -> dict[str, object]:
    return {"name": name, "cells": _cells(numbers, seal, name, counts, {"unit_id": numbers.ids[name]})}


def _cells(
    numbers: Numbers, seal: Seal, name: str, counts: Mapping[str, int], filters: dict[str, int]
) -> list[dict[str, object]]:
    return [
        {
            "url": figure_url(COUNTED[key], agency=numbers.scope.code, period=numbers.year, seal=seal, filters=filters),
            "value": counts[key],
            "title": f"{label} · {name} · {_period(numbers.year)}",
        }
        for key, label, _kind in _columns()
    ]
