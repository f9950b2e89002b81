"""`caicach serve`: the web server alone, until Ctrl-C or SIGTERM. The worker runs beside it as `caicach worker`."""

import argparse
import os

from caicach.config import web
from caicach.config.wording import say
from caicach.kit.words import mark

HELP = mark("chạy máy chủ web")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help=say(mark("địa chỉ lắng nghe (mặc định: 127.0.0.1)")))
    parser.add_argument(
        "--port", default=os.environ.get("PORT") or "8000", help=say(mark("cổng (mặc định: PORT hoặc 8000)"))
    )
    parser.add_argument("--workers", type=int, default=web.WORKERS, help=say(mark("số tiến trình (mặc định: 2)")))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Serve until asked to stop. Raises `Refused` when the port is taken."""
    port = web.free_port(args.port, args.host)
    address = f"http://{args.host}:{port}/"
    ready = [say(mark("CaiCach chạy tại {address} (Ctrl-C để dừng)"), address=address)]
    child = web.web_child(host=args.host, port=port, workers=args.workers)
    code = web.run([child], host=args.host, port=port, report=web.reporter(as_json=args.json), ready=ready)
    return code, {"address": address}, ""
