"""The command `caicach`: a table of names; what a command needs is imported, and a server started, when it is called.

Exit codes: 0 done, 1 a check does not hold, 2 asked wrongly (one line says what would be right), 70 a fault of ours.
"""

import contextlib
import difflib
import importlib
import json
import os
import signal
import sys
import traceback
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from caicach.config.arguments import Parser
from caicach.config.wording import LANGUAGES, language, refusal, say, speak
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

DONE, DOES_NOT_HOLD, ASKED_WRONGLY, FAULT, INTERRUPTED = 0, 1, 2, 70, 130


@dataclass(frozen=True, slots=True)
class Command:
    """A command's module, what it does, and whether it needs the database; `migrates` brings that up to date itself."""

    module: str
    help: str
    database: bool = True
    migrates: bool = False


COMMANDS = {
    "due": Command("due", mark("tính hạn trả kết quả và giải thích từng ngày")),
    "figure": Command("figure", mark("hỏi một số liệu của một đơn vị trong một kỳ, kèm cách tính và hồ sơ")),
    "report": Command("report", mark("lập một báo cáo kỳ, xuất tệp")),
    "import": Command("imports", mark("nhập hồ sơ từ tệp của hệ thống khác: kiểm tra trước, ghi với --commit")),
    "reconcile": Command("reconcile", mark("vì sao lệch: so số tổng hợp của hệ thống khác với số đếm ở đây")),
    "facts": Command("facts", mark("bản sao cột của dữ kiện: tình trạng, cập nhật, đối chiếu với PostgreSQL")),
    "reports": Command("reports", mark("bản chốt số liệu: liệt kê, kiểm chứng")),
    "journal": Command("journal", mark("kiểm tra hoặc niêm phong nhật ký")),
    "calendar": Command("calendar", mark("công bố ngày nghỉ, ngày làm bù theo văn bản")),
    "recompute": Command("recompute", mark("xem và ghi hạn mới của hồ sơ khi lịch làm việc thay đổi")),
    "notices": Command("notices", mark("tình trạng hộp thư đi: bao nhiêu tin chờ, chờ bao lâu")),
    "demo": Command("demo", mark("nạp tỉnh minh họa rồi chạy hệ thống trên máy này"), migrates=True),
    "serve": Command("serve", mark("chạy máy chủ web")),
    "worker": Command("worker", mark("chạy tiến trình làm việc nền")),
    "migrate": Command("migrate", mark("cập nhật cơ sở dữ liệu và dữ liệu pháp lý"), migrates=True),
    "backup": Command("backup", mark("sao lưu toàn bộ vào một tệp")),
    "restore": Command("restore", mark("khôi phục một bản sao lưu vào nơi trống, rồi kiểm chứng"), database=False),
    "db": Command("db", mark("cơ sở dữ liệu đi kèm: địa chỉ, psql, dừng, tình trạng"), database=False),
}


def main(argv: list[str] | None = None) -> int:
    """Run one command with these arguments (else the process's own) and give the exit code."""
    arguments, as_json, language = _general(list(sys.argv[1:] if argv is None else argv))
    _speak_utf8()
    try:
        speak(language)
        with _stopped_by_signals():
            return _call(arguments, as_json=as_json)
    except Refused as refused:
        return _fail(refused.code, refusal(refused), ASKED_WRONGLY, as_json=as_json)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output (`| head`) has gone; nothing may be written when Python leaves.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else DONE
    except Exception as fault:
        traceback.print_exc()
        return _fail("fault", f"{type(fault).__name__}: {fault}", FAULT, as_json=as_json)


def _call(arguments: list[str], *, as_json: bool) -> int:
    name = next((one for one in arguments if not one.startswith("-")), None)
    if name is None or name == "help":
        if name is None and not {"-h", "--help"}.intersection(arguments):
            raise Refused("no-command", mark("Hãy nêu một lệnh; xem: caicach --help"))
        print(_overview())
        return DONE
    arguments.remove(name)
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        raise Unknown(
            "unknown-command",
            mark("Không có lệnh “{name}”; có các lệnh: {known}"),
            values={"name": name, "known": ", ".join(near or COMMANDS)},
        )
    return _run(name, COMMANDS[name], arguments, as_json=as_json)


def _run(name: str, command: Command, arguments: list[str], *, as_json: bool) -> int:
    if command.database:
        _load("ground").set_up(language())
    module = _load(f"commands.{command.module}")
    parser = Parser(prog=f"caicach {name}", description=say(command.help))
    parser.add_argument("--json", action="store_true", default=as_json, help=say(mark("in đúng một tài liệu JSON")))
    parser.add_argument("--lang", choices=LANGUAGES, default=language(), help=say(mark("ngôn ngữ (mặc định: vi)")))
    module.add_arguments(parser)
    asked: Namespace = parser.parse_args(arguments)
    held = _load("ground").held(migrates=command.migrates) if command.database else contextlib.nullcontext()
    with held:
        code, document, text = module.run(asked)
        _print(document, text, as_json=asked.json)
    return int(code)


def _load(name: str) -> Any:
    """Import a module of this room when it is needed: the price of a quick `--help`."""
    return importlib.import_module(f"caicach.config.{name}")


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [
        say(mark("Cách dùng: caicach <lệnh> [--json] [--lang vi|en] …")),
        "",
        *(f"  {name:<{width}}  {say(command.help)}" for name, command in COMMANDS.items()),
        "",
        say(mark("Hướng dẫn của một lệnh: caicach <lệnh> --help")),
        say(mark("Mã kết thúc: 0 xong, 1 kiểm tra không đạt, 2 hỏi sai, 70 lỗi chương trình")),
    ]
    return "\n".join(lines)


def _general(arguments: list[str]) -> tuple[list[str], bool, str]:
    """The arguments without the two that every command takes, wherever they stand: `--json` and `--lang`."""
    left, as_json, language = [], False, os.environ.get("CAICACH_LANG") or "vi"
    waiting = iter(arguments)
    for one in waiting:
        if one == "--json":
            as_json = True
        elif one == "--lang":
            language = next(waiting, "")
        elif one.startswith("--lang="):
            language = one.partition("=")[2]
        else:
            left.append(one)
    return left, as_json, language


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a JSON document")


def _print(document: dict[str, object], text: str, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(document, ensure_ascii=False, indent=2, default=_plain), flush=True)
    elif text:
        print(text, flush=True)


def _fail(code: str, message: str, exit_code: int, *, as_json: bool) -> int:
    if as_json:
        _print({"error": {"code": code, "message": message}}, "", as_json=True)
    elif exit_code == ASKED_WRONGLY:
        print(message, file=sys.stderr)
    return exit_code


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


def _leave(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let SIGTERM and a closed terminal end the command in order, so that the server is not left behind."""
    # A script's background jobs are started deaf to SIGINT; somebody who sends it nevertheless means it.
    wanted = {signal.SIGTERM: _leave, signal.SIGHUP: _leave, signal.SIGINT: signal.default_int_handler}
    before = {}
    with contextlib.suppress(ValueError):  # signals can be caught in the main thread only
        before = {number: signal.signal(number, caught) for number, caught in wanted.items()}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
