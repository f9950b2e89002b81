"""`caicach recompute`: show which open dossiers a change of the calendar moves, and move them when told to."""

import argparse

from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.dossiers.services.recompute import Move, preview, recompute
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import local
from caicach.kit.words import mark

HELP = mark("xem những hồ sơ đang giải quyết bị dời hạn khi lịch làm việc thay đổi; thêm --write để ghi")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Without `--write` nothing is written."""
    parser.add_argument("--write", action="store_true", help=_("ghi hạn mới, mỗi hồ sơ một dòng nhật ký"))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """The moves, previewed or made."""
    now = timezone.now()
    moves = recompute(Act(actor=SYSTEM, at=now, now=now)) if args.write else preview(known_at=now)
    document: dict[str, object] = {"written": bool(args.write), "moves": [_told(move) for move in moves]}
    lines = [
        f"{move.number}: {local(move.old_due):%d/%m/%Y %H:%M} → {local(move.new_due):%d/%m/%Y %H:%M}" for move in moves
    ]
    lines.append(_("Số hồ sơ đổi hạn: {count}").format(count=len(moves)))
    if moves and not args.write:
        lines.append(_("Chưa ghi gì; chạy lại với --write để ghi."))
    return 0, document, "\n".join(lines)


def _told(move: Move) -> dict[str, str]:
    return {
        "number": move.number,
        "old_due": f"{local(move.old_due):%Y-%m-%dT%H:%M}",
        "new_due": f"{local(move.new_due):%Y-%m-%dT%H:%M}",
    }
