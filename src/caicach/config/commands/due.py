"""`caicach due`: when a time limit ends, and why, day by day."""

import argparse
import re
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.calendars.queries import schedule_by_code, work_calendar
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.kit.working_time import Line, Proof, deadline, parse_limit

HELP = mark("Tính hạn trả kết quả theo lịch làm việc và giải thích từng ngày.")

WEEKDAYS = (
    mark("Thứ Hai"),
    mark("Thứ Ba"),
    mark("Thứ Tư"),
    mark("Thứ Năm"),
    mark("Thứ Sáu"),
    mark("Thứ Bảy"),
    mark("Chủ nhật"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "--received",
        required=True,
        metavar="2024-04-25T09:00",
        help=_("Thời điểm tiếp nhận, giờ Việt Nam, không ghi múi giờ."),
    )
    parser.add_argument(
        "--limit",
        required=True,
        metavar="'5 working days'",
        help=_("Thời hạn: “5 working days”, “8 working hours” hoặc “30 calendar days”."),
    )
    parser.add_argument("--schedule", default="office", help=_("Mã khung giờ làm việc (mặc định: office)."))
    parser.add_argument("--explain", action="store_true", help=_("In từng ngày: được tính hay không, và vì sao."))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """The exit code, the document for `--json` and the text. Raises `Refused` for what cannot be computed."""
    received, limit = _moment(args.received), parse_limit(args.limit)
    calendar = work_calendar(schedule_by_code(args.schedule).pk, known_at=timezone.now())
    proof = deadline(received, limit, calendar)
    return 0, _document(proof), _text(proof, explain=args.explain)


def _moment(text: str) -> datetime:
    try:
        # Without this check a bare date or a zone would be read too, and would silently mean something else.
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?", text, re.ASCII):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(
        "bad-moment",
        mark("Không hiểu thời điểm “{text}”; hãy viết như 2024-04-25T09:00 (giờ Việt Nam, không ghi múi giờ)."),
        values={"text": text},
        field="received",
    )


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def _document(proof: Proof) -> dict[str, object]:
    return {
        "received": _iso(proof.received),
        "starts": _iso(proof.starts),
        "due": _iso(proof.due),
        "days": [{"date": line.date.isoformat(), "counted": line.counted, "reason": line.name} for line in proof.days],
    }


def _text(proof: Proof, *, explain: bool) -> str:
    lines = [
        _("Tiếp nhận: {moment}").format(moment=_spoken(proof.received)),
        _("Bắt đầu tính: {moment}").format(moment=_spoken(proof.starts)),
        _("Hạn trả kết quả: {moment}").format(moment=_spoken(proof.due)),
    ]
    if explain:
        lines += ["", *(_explained(line) for line in proof.days)]
    return "\n".join(lines)


def _spoken(moment: datetime) -> str:
    return f"{moment:%H:%M %d/%m/%Y} ({_(WEEKDAYS[moment.weekday()])})"


def _explained(line: Line) -> str:
    counted = _("tính") if line.counted else _("không tính")
    return f"  {line.date:%d/%m/%Y}  {_(WEEKDAYS[line.date.weekday()])}: {counted} – {_(line.name)}"
