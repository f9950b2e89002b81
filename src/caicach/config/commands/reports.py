"""`caicach reports list|verify|difference|export`: closed reports, whether they hold, what was revised, files."""

import argparse
import json
from pathlib import Path

from django.utils.translation import gettext as _

from caicach.agencies.queries import unit_by_code
from caicach.config.wording import say
from caicach.figures.rules.asked import moment_written
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.reports.exports.files import II06, KINDS
from caicach.reports.models import Edition
from caicach.reports.queries.editions import before, edition, public_of, report_of
from caicach.reports.queries.verified import Fault, faults
from caicach.reports.rules.edition import changes
from caicach.reports.rules.ii06 import COLUMNS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`verify` takes the number of an edition, or `all`; `export` writes what it keeps, never counted again."""
    parser.add_argument("what", choices=["list", "verify", "difference", "export"])
    parser.add_argument("edition", nargs="?", help=say(mark("số của bản chốt; verify: hoặc all")))
    parser.add_argument("--all", action="store_true", help=say(mark("verify: mọi bản chốt")))
    parser.add_argument("--output", type=Path, help=say(mark("export: tệp .pdf, .xlsx, .csv hoặc .json")))
    parser.add_argument("--public", action="store_true", help=say(mark("export: bản đã công bố, che số nhỏ")))
    parser.add_argument("--agency", help=say(mark("list: chỉ của đơn vị này")))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Exit code 1 when an edition cannot be drawn again exactly; raises `Unknown` for one that there is not."""
    if args.what == "list":
        return _listed(args.agency)
    if args.what == "difference":
        return _different(args.edition)
    if args.what == "export":
        return _exported(args)
    found = [
        {"edition": one.pk, "holds": not told, "faults": [_document(fault) for fault in told]}
        for one in _chosen("all" if args.all else args.edition)
        if (told := list(faults(one))) is not None
    ]
    holds = all(one["holds"] for one in found)
    lines = [f"{one['edition']}: {_('khớp') if one['holds'] else _('KHÔNG khớp')}" for one in found]
    lines += [f"{one['edition']}: {fault['words']} {fault['where']}" for one in found for fault in _told(one)]
    return int(not holds), {"holds": holds, "editions": found}, "\n".join(lines)


def _told(one: dict[str, object]) -> list[dict[str, str]]:
    told: list[dict[str, str]] = one["faults"]  # type: ignore[assignment]
    return told


def _chosen(asked: str | None) -> list[Edition]:
    if asked == "all":
        return list(Edition.objects.select_related("agency", "closed_by").order_by("pk"))
    if not asked or not asked.isdigit():
        raise Refused(
            "which-edition",
            mark("Hãy nêu số của bản chốt, hoặc all; xem: caicach reports list"),
            field="edition",
        )
    return [edition(int(asked))]


def _different(asked: str | None) -> tuple[int, dict[str, object], str]:
    """The cells in which an edition differs from the one that it replaced."""
    [one] = _chosen(None if asked == "all" else asked)
    old = before(one)
    if old is None:
        raise Refused(
            "first-edition",
            mark("Bản chốt số {id} là bản đầu tiên của báo cáo này, không có bản trước để so."),
            values={"id": one.pk},
            field="edition",
        )
    found = [
        {
            "line": cell.line or _("Tổng cộng"),
            "column": COLUMNS[cell.place].number,
            "before": cell.before,
            "after": cell.after,
        }
        for cell in changes(json.loads(old.cells), json.loads(one.cells))
    ]
    lines = [f"{one.form} · {one.agency.name} · {one.first:%d/%m/%Y} – {one.last:%d/%m/%Y}: {one.reason}"]
    lines += [f"  {cell['line']} ({cell['column']}): {cell['before']} → {cell['after']}" for cell in found]
    told = {"edition": one.pk, "before": old.pk, "reason": one.reason, "cells": found}
    return 0, told, "\n".join(lines)


def _exported(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """The edition as a file in the format that the file's ending tells."""
    suffix = args.output.suffix.removeprefix(".") if args.output else ""
    if suffix not in KINDS:
        raise Refused(
            "output-needed",
            mark("Hãy thêm --output với tên tệp có đuôi {known}."),
            values={"known": ", ".join(f".{name}" for name in KINDS)},
            field="output",
        )
    [one] = _chosen(args.edition) if args.edition != "all" else _chosen(None)
    report = public_of(one) if args.public else report_of(one)
    args.output.write_bytes(II06[suffix](report))
    told = {"edition": one.pk, "file": str(args.output), "format": suffix}
    return 0, told, _("Đã ghi {file}.").format(file=args.output)


def _document(fault: Fault) -> dict[str, str]:
    cell = fault.cell
    where = (
        f"{cell.line or _('Tổng cộng')} ({COLUMNS[cell.place].number}): {cell.before} ≠ {cell.after}" if cell else ""
    )
    return {"words": _(fault.words), "where": where}


def _listed(agency: str | None) -> tuple[int, dict[str, object], str]:
    rows = Edition.objects.select_related("agency", "closed_by")
    if agency:
        rows = rows.filter(agency=unit_by_code(agency))
    found = [
        {
            "edition": one.pk,
            "form": one.form,
            "agency": one.agency.code,
            "from": one.first.isoformat(),
            "to": one.last.isoformat(),
            "number": one.number,
            "closed_at": moment_written(one.closed_at),
            "closed_by": one.closed_by.username,
            "public": one.public,
        }
        for one in rows
    ]
    lines = [
        "  ".join(str(one[name]) for name in ("edition", "form", "agency", "from", "to", "number", "closed_at"))
        for one in found
    ]
    return 0, {"editions": found}, "\n".join(lines) or _("Chưa chốt báo cáo nào")
