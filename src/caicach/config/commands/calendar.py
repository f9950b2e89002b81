"""`caicach calendar announce`: say that a day is off or on, by which document; known from now on."""

import argparse
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.calendars.rules import KINDS, NewDay
from caicach.calendars.services.announce_day import announce
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.words import mark

HELP = mark("công bố ngày nghỉ, ngày làm bù theo văn bản; sau đó dùng recompute để xem hồ sơ bị dời hạn")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The day, what it is, how it is called and which document says so."""
    parser.add_argument("what", choices=["announce"])
    parser.add_argument("date", type=date.fromisoformat, help=_("ngày, dạng 2026-11-24"))
    parser.add_argument("kind", choices=[kind for kind in KINDS if kind != "half"])
    parser.add_argument("--name", required=True, help=_("tên ngày bằng tiếng Việt"))
    parser.add_argument("--name-en", default="", help=_("tên ngày bằng tiếng Anh"))
    parser.add_argument("--document", required=True, help=_("số và ngày của văn bản"))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Announce one day; saying the same again writes nothing."""
    now = timezone.now()
    day = NewDay(
        date=args.date, kind=args.kind, name_vi=args.name, name_en=args.name_en or args.name, document=args.document
    )
    rows = announce(act=Act(actor=SYSTEM, at=now, now=now), record=record, days=[day])
    document: dict[str, object] = {"added": [row.date.isoformat() for row in rows]}
    text = _("Đã ghi ngày {day}.") if rows else _("Ngày {day} đã được ghi như vậy từ trước.")
    return 0, document, text.format(day=f"{args.date:%d/%m/%Y}")
