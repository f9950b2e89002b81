"""`caicach reconcile TOTALS --dossiers FILE`: why another system's counts differ from ours, dossier by dossier."""

import argparse
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.config.wording import say
from caicach.dossiers.services.import_dossiers import Wanted
from caicach.figures.services.know import know
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.words import mark
from caicach.reports.queries.reconciled import Lists, reconcile
from caicach.reports.rules.reconcile import KNOWN, Gap
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
    now = timezone.now()
    wanted = Wanted(system=args.source, companion=True, file_name=args.dossiers.name if args.dossiers else "")
    told = reconcile(
        Act(actor=SYSTEM, at=now, now=now), know(None), totals=args.totals, dossiers=args.dossiers, wanted=wanted
    )
    found, (document, lines) = told.gaps, _lists(told.lists) if told.lists else ({}, [])
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
    said = [line for gap in found for line in _told(gap)] or [_("Mọi số tổng hợp đều khớp với số đếm ở đây.")]
    return int(told.differs), document, "\n".join([*said, *lines])


def _lists(lists: Lists) -> tuple[dict[str, object], list[str]]:
    """What the two lists of dossiers say of each other."""
    changed = [one.number for one in lists.differing]
    document: dict[str, object] = {
        "by_status": [
            {"status": status, "theirs": theirs, "here": here} for status, (theirs, here) in lists.by_status.items()
        ],
        "only_theirs": list(lists.only_theirs),
        "changed": changed,
        "not_in_list": list(lists.gone),
        "unread": list(lists.unread),
    }
    parts = [
        (_("Có trong danh sách của họ, chưa có ở đây"), lists.only_theirs),
        (_("Khác trạng thái hoặc thời điểm"), changed),
        (_("Đã nhập vào đây, không có trong danh sách của họ"), lists.gone),
        (_("Dòng của họ không nhập được"), lists.unread),
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
