"""`caicach db`: the embedded server's address, a prompt in it, its state, and its end. Needs no Django."""

import argparse
import os
import shutil
import subprocess

from caicach.config import server
from caicach.config.account import server_account
from caicach.config.binaries import find
from caicach.config.holders import Holders
from caicach.config.processes import end_orphans
from caicach.config.wording import say
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

HELP = mark("cơ sở dữ liệu đi kèm: địa chỉ, psql, dừng, tình trạng")
Answer = tuple[int, dict[str, object], str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do; `psql` hands on what follows it."""
    parser.add_argument("what", choices=["url", "psql", "stop", "status"])
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help=say(mark("tham số cho psql")))


def run(args: argparse.Namespace) -> Answer:
    """Do it."""
    if args.rest and args.what != "psql":
        raise Refused("bad-arguments", mark("“db {what}” không nhận thêm tham số."), values={"what": args.what})
    if args.what == "psql":
        return _psql(args.rest)
    return {"url": _url, "stop": _stop, "status": _status}[args.what]()


def _url() -> Answer:
    return 0, {"url": server.url()}, server.url()


def _psql(rest: list[str]) -> Answer:
    with server.running() as url:
        # The address holds the password, so it does not go on the command line, which others can read.
        parts = server.parts(url)
        environment = os.environ | {f"PG{name.upper()}": value for name, value in parts.items()}
        program = shutil.which("psql") if server.external() else find(server_account()).program("psql")
        if program is None:
            raise Refused("no-psql", mark("Máy này không có chương trình psql."))
        done = subprocess.run([program, *rest], check=False, env=environment)
    return done.returncode, {"exit": done.returncode}, ""


def _stop() -> Answer:
    _only_embedded()
    orphans = end_orphans(server.place() / "private" / "children")
    users = server.stop()
    if users:
        raise Refused(
            "server-in-use",
            mark("Cơ sở dữ liệu đang được tiến trình {pids} dùng; hãy dừng chúng trước."),
            values={"pids": ", ".join(str(one.pid) for one in users)},
        )
    return 0, {"running": False, "ended": orphans}, say(mark("Cơ sở dữ liệu đã dừng."))


def _status() -> Answer:
    _only_embedded()
    cluster = server.embedded()
    users = [one.pid for one in Holders(cluster.private).living()]
    running = cluster.ready()
    state = say(mark("đang chạy")) if running else say(mark("không chạy"))
    text = say(
        mark("Cơ sở dữ liệu {state}; dữ liệu ở {data}; tiến trình đang dùng: {count}"),
        state=state,
        data=cluster.data,
        count=len(users),
    )
    return 0, {"running": running, "data": cluster.data, "holders": users}, text


def _only_embedded() -> None:
    if server.external():
        raise Refused("not-embedded", mark("DATABASE_URL đã nêu máy chủ riêng; lệnh này chỉ dành cho máy chủ đi kèm."))
