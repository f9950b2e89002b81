"""`caicach reconcile TOTALS --dossiers FILE`: why another system's counts differ from ours, dossier by dossier."""

import argparse
import csv
from dataclasses import replace
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.config.wording import say
from caicach.dossiers.exports.import_files import fault_text
from caicach.dossiers.services.check_import import CHANGED, FRESH
from caicach.dossiers.services.import_dossiers import Tried, Wanted, tried
from caicach.figures.queries.answers import records, tabulate
from caicach.figures.queries.scope import scope_of
from caicach.figures.services.know import know
from caicach.journal.models import Seal
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.reports.rules.ii06 import FIGURES
from caicach.reports.rules.reconcile import KNOWN, Gap, Stated, gaps, stated_of
from caicach.ui.tags import day_text

SHOWN = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The totals, and the list that names dossiers."""
    parser.add_argument("totals", type=Path, help=say(mark("tệp CSV tổng hợp của hệ thống kia, cột theo biểu II.06")))
    parser.add_argument(
        "--dossiers", type=Path, help=say(mark("danh sách hồ sơ của hệ thống kia, để nêu tên chỗ lệch"))
    )
    parser.add_argument("--source", default="khac", help=say(mark("tên hệ thống kia (mặc định: khac)")))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Exit code 1 when something differs."""
    seal = know(None)
    found = [gap for line in stated_of(_rows(args.totals)) for gap in _gaps(line, seal)]
    document: dict[str, object] = {}
    lines: list[str] = []
    if args.dossiers:
        now = timezone.now()
        wanted = Wanted(system=args.source, companion=True, file_name=args.dossiers.name)
        with tried(Act(actor=SYSTEM, at=now, now=now), args.dossiers, wanted) as one:
            found = _named(found, seal, one)
            document, lines = _lists(one)
    document["differences"] = [
        {
            "agency": gap.stated.unit,
            "from": gap.stated.period.first.isoformat(),
            "to": gap.stated.period.last.isoformat(),
            "column": gap.column,
            "figure": KNOWN[gap.column].figure,
            "theirs": gap.theirs,
            "here": gap.here,
            "only_here": list(gap.only_here),
        }
        for gap in found
    ]
    told = [line for gap in found for line in _told(gap)] or [_("Mọi số tổng hợp đều khớp với số đếm ở đây.")]
    differs = bool(found) or any(document.get(name) for name in ("only_theirs", "changed", "not_in_list"))
    return int(differs), document, "\n".join([*told, *lines])


def _rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(
            "bad-totals",
            mark("Không đọc được tệp {name}; hãy lưu dưới dạng «CSV UTF-8»."),
            values={"name": path.name},
            field="totals",
        ) from fault
    head = text.partition("\n")[0]
    return list(csv.reader(text.splitlines(), delimiter=max(",;\t", key=head.count)))


def _gaps(line: Stated, seal: Seal) -> list[Gap]:
    scope = scope_of(line.unit, on=line.period.last)
    counted = tabulate(FIGURES, scope=scope, period=line.period, seal=seal, by=None)[None]
    return gaps(line, {column.number: counted.get(column.figure, 0) for column in KNOWN.values()})


def _named(found: list[Gap], seal: Seal, one: Tried) -> list[Gap]:
    """Each gap with the dossiers counted here that their list does not have."""
    theirs = {number for numbers in one.checked.numbers() for number in numbers} if found else set()
    named = []
    for gap in found:
        scope = scope_of(gap.stated.unit, on=gap.stated.period.last)
        here = records(KNOWN[gap.column].figure, scope=scope, period=gap.stated.period, seal=seal)
        named.append(replace(gap, only_here=tuple(number for number in here if number not in theirs)))
    return named


def _lists(one: Tried) -> tuple[dict[str, object], list[str]]:
    """What the two lists of dossiers say of each other."""
    only_theirs = [number for numbers in one.checked.numbers(FRESH) for number in numbers]
    changed = [number for numbers in one.checked.numbers(CHANGED) for number in numbers]
    unread = [fault_text(fault) for fault in one.checked.faults(companion=True)]
    document: dict[str, object] = {
        "only_theirs": only_theirs,
        "changed": changed,
        "not_in_list": list(one.outcome.gone),
        "unread": unread,
    }
    parts = [
        (_("Có trong danh sách của họ, chưa có ở đây"), only_theirs),
        (_("Khác trạng thái hoặc thời điểm"), changed),
        (_("Đã nhập vào đây, không có trong danh sách của họ"), list(one.outcome.gone)),
        (_("Dòng của họ không nhập được"), unread),
    ]
    lines = []
    for title, names in parts:
        if names:
            lines += [f"{title} ({len(names)}):", *(f"  {name}" for name in names[:SHOWN])]
            lines += ["  …"] if len(names) > SHOWN else []
    return document, lines


def _told(gap: Gap) -> list[str]:
    words = _("{unit}, {first} – {last}, cột ({column}) {head}: họ ghi {theirs}, ở đây {here}, lệch {difference}")
    column, period = KNOWN[gap.column], gap.stated.period
    line = words.format(
        unit=gap.stated.unit,
        first=day_text(period.first),
        last=day_text(period.last),
        column=gap.column,
        head=_(column.head),
        theirs=gap.theirs,
        here=gap.here,
        difference=f"{gap.difference:+d}",
    )
    if not gap.only_here:
        return [line]
    title = _("Được đếm ở đây, không có trong danh sách của họ")
    return [line, f"  {title} ({len(gap.only_here)}):", *(f"    {name}" for name in gap.only_here[:SHOWN])]
