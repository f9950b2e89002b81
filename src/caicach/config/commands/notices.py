"""`caicach notices`: what waits in the outbox, and whether it has waited too long."""

import argparse
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.kit.words import mark
from caicach.notices.queries.outbox import outbox, outgoing
from caicach.notices.rules.state import State
from caicach.notices.tags import channel_text, state_text

HELP = mark("tình trạng hộp thư đi: bao nhiêu tin chờ, chờ bao lâu")
LIMIT = 60
"""Minutes that the oldest unsent message may have waited."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How long a message may wait."""
    told = _("số phút tin chưa gửi cũ nhất được phép chờ (mặc định: 60)")
    parser.add_argument("--limit", type=int, default=LIMIT, help=told)


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Exit code 1 when the oldest unsent message has waited longer than the limit."""
    now = timezone.now()
    found = outbox(outgoing(), now=now)
    waited = found.age(now)
    holds = waited <= timedelta(minutes=args.limit)
    minutes = int(waited.total_seconds()) // 60
    document: dict[str, object] = {
        "holds": holds,
        "channels": list(found.channels),
        "states": dict(found.counts),
        "oldest_unsent": found.oldest and found.oldest.isoformat(),
        "oldest_unsent_minutes": minutes,
        "limit_minutes": args.limit,
    }
    channels = ", ".join(channel_text(one) for one in found.channels) or _("chưa cấu hình")
    lines = [
        _("Kênh gửi: {channels}").format(channels=channels),
        *(f"{state_text(state)}: {found.counts[state]}" for state in State),
        _("Tin chưa gửi cũ nhất đã chờ: {minutes} phút").format(minutes=minutes),
    ]
    if not holds:
        lines.append(
            _("Chờ lâu hơn {limit} phút: hãy xem tiến trình làm việc nền và cấu hình.").format(limit=args.limit)
        )
    return int(not holds), document, "\n".join(lines)
