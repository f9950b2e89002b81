"""`caicach demo`: load the demo province where it is missing, then run the web and the worker until Ctrl-C."""

import argparse
import os
from dataclasses import replace
from datetime import date

from django.utils import timezone

from caicach.config import web
from caicach.config.wording import say
from caicach.demo.queries import logins
from caicach.demo.services.load import load_demo
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

HELP = mark("nạp tỉnh minh họa rồi chạy hệ thống trên máy này")
HOST = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to serve, where, and the day that the demo takes for today."""
    parser.add_argument("--no-serve", action="store_true", help=say(mark("chỉ nạp dữ liệu, không chạy máy chủ")))
    parser.add_argument(
        "--anchor", metavar="YYYY-MM-DD", help=say(mark("ngày được coi là hôm nay của dữ liệu minh họa"))
    )
    parser.add_argument(
        "--port", default=os.environ.get("PORT") or "8000", help=say(mark("cổng (mặc định: PORT hoặc 8000)"))
    )


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Load and serve. Raises `Refused` for a day that is none and for a port that is taken, before loading."""
    report = web.reporter(as_json=args.json)
    port = None if args.no_serve else web.free_port(args.port, HOST)
    named = args.anchor or os.environ.get("CAICACH_ANCHOR")
    load_demo(anchor=_anchor(named), report=report)
    known = logins()
    document: dict[str, object] = {
        "logins": [{"role": str(role), "username": name, "password": password} for role, name, password in known]
    }
    if port is None:
        return 0, document, "\n".join(_table(known))
    address = f"http://{HOST}:{port}/"
    ready = ["", say(mark("CaiCach chạy tại {address} (Ctrl-C để dừng)"), address=address), *_table(known), ""]
    today = {"CAICACH_ANCHOR": named} if named else {}
    children = [replace(one, environment=today) for one in (web.web_child(host=HOST, port=port), web.worker_child())]
    code = web.run(children, host=HOST, port=port, report=report, ready=ready)
    return code, document | {"address": address}, ""


def _anchor(text: str | None) -> date:
    if not text:
        return local_day(timezone.now())
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            "bad-day", mark("“{text}” không phải là một ngày; hãy viết như 2026-11-20."), values={"text": text}
        ) from None


def _table(known: list[tuple[str, str, str]]) -> list[str]:
    widths = [max((len(str(row[column])) for row in known), default=0) for column in (0, 1)]
    rows = [f"  {role!s:<{widths[0]}}  {name:<{widths[1]}}  {password}" for role, name, password in known]
    return [say(mark("Tài khoản minh họa (vai trò, tên đăng nhập, mật khẩu):")), *rows]
