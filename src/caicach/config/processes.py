"""Children of a long-running command: started in groups of their own, watched, restarted, and stopped in order.

Each child is written down with its start time and a random mark in its environment, so that what a killed command left
behind is found and ended by the next one, and nothing else is.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from caicach.config.account import make_folder
from caicach.config.cluster import write_private
from caicach.config.identity import Process, marked, myself, process
from caicach.config.wording import say
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

MARK = "CAICACH_CHILD"
GRACE = 15.0
TOO_OFTEN, WITHIN = 5, 60.0
PAUSE = 0.2
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class KeepsDying(Exception):
    """A child that ended too often to be started again; the text says which."""


@dataclass(frozen=True, slots=True)
class Child:
    """A program to run: its name for people, its command (no shell) and what its environment has besides ours."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Running:
    child: Child
    program: subprocess.Popen[bytes]
    mark: str
    note: Path
    deaths: list[float] = field(default_factory=list)


def _end_group(leader: Process, token: str, grace: float = GRACE) -> None:
    """End a child and everything that it started: asked first, killed when it does not go."""
    leader.send(signal.SIGTERM)
    leader.wait(grace)
    for number, seconds in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 3.0)):
        left = marked(leader.pid, f"{MARK}={token}")
        for one in left:
            one.send(number)
        for one in left:
            one.wait(seconds)
    leader.end(grace=0.0)


def end_orphans(folder: Path) -> list[str]:
    """End the children of commands that were killed, as noted in `folder`; gives their names."""
    ended = []
    for note in sorted(folder.glob("*.json")):
        try:
            told = json.loads(note.read_text(encoding="utf-8"))
            parent, leader = Process(*told["parent"]), Process(*told["leader"])
        except (OSError, ValueError, KeyError, TypeError):
            note.unlink(missing_ok=True)
            continue
        if parent.alive():
            continue
        if leader.alive() or marked(leader.pid, f"{MARK}={told['mark']}"):
            _end_group(leader, told["mark"], grace=3.0)
            ended.append(str(told["name"]))
        note.unlink(missing_ok=True)
    return ended


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nothing listens at the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def claim_port(text: str, host: str = "127.0.0.1") -> int:
    """The port that a text names; refuses what is no port, and one that another program uses."""
    port = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= port <= 65535:
        raise Refused(
            "bad-port",
            mark("“{text}” không phải là số cổng; hãy chọn từ 1 đến 65535, ví dụ PORT=8001."),
            values={"text": text},
        )
    if not port_is_free(port, host):
        raise Refused(
            "port-taken",
            mark("Cổng {port} đang được chương trình khác dùng; hãy chọn cổng khác, ví dụ PORT={other}."),
            values={"port": port, "other": port + 1 if port < 65535 else 8001},
        )
    return port


class Supervisor:
    """Runs children until asked to stop; they are stopped in the order in which they were started.

    `folder` keeps the notes about them, `report` gets one line for every event a person should know of, and `tick` is
    called every two seconds (to look after the server).
    """

    def __init__(self, folder: Path, *, report: Callable[[str], None], tick: Callable[[], None]) -> None:
        make_folder(folder, 0o700)
        self._folder = folder
        self._report = report
        self._tick = tick
        self._running: list[_Running] = []

    def start(self, child: Child) -> None:
        """Start a child in a process group of its own, so that Ctrl-C reaches us first."""
        token = secrets.token_hex(16)
        program = self._spawn(child, token)
        note = self._folder / f"{child.name}-{os.getpid()}.json"
        running = _Running(child, program, token, note)
        self._running.append(running)
        self._write(running)

    def _spawn(self, child: Child, token: str) -> subprocess.Popen[bytes]:
        environment = os.environ | dict(child.environment) | {MARK: token}
        return subprocess.Popen(list(child.command), stdin=subprocess.DEVNULL, env=environment, process_group=0)

    def _write(self, running: _Running) -> None:
        me, leader = myself(), process(running.program.pid)
        told = {
            "name": running.child.name,
            "parent": [me.pid, me.started],
            "leader": [running.program.pid, leader.started if leader is not None else ""],
            "mark": running.mark,
        }
        write_private(running.note, json.dumps(told))

    def check(self) -> None:
        """Start again what has ended by itself; raises `KeepsDying` when that happens too often."""
        for running in self._running:
            code = running.program.poll()
            if code is None:
                continue
            now = time.monotonic()
            running.deaths = [moment for moment in running.deaths if now - moment < WITHIN] + [now]
            ended = mark("{name} đã dừng bất ngờ (mã {code})")
            if len(running.deaths) >= TOO_OFTEN:
                raise KeepsDying(say(ended, name=running.child.name, code=code))
            self._report(
                say(mark("{name} đã dừng bất ngờ (mã {code}); khởi động lại."), name=running.child.name, code=code)
            )
            _end_group(Process(running.program.pid, ""), running.mark)
            time.sleep(min(0.5 * len(running.deaths), 2.0))
            running.program = self._spawn(running.child, running.mark)
            self._write(running)

    def wait_for_port(self, port: int, host: str, seconds: float = 60.0) -> None:
        """Return when something answers at the port; meanwhile children are watched."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.check()
            with suppress(OSError), socket.create_connection((host, port), timeout=1):
                return
            time.sleep(PAUSE)
        raise KeepsDying(say(mark("Máy chủ web không trả lời ở cổng {port}"), port=port))

    def watch(self) -> None:
        """Watch the children until Ctrl-C or SIGTERM."""
        ticked = 0.0
        with suppress(KeyboardInterrupt, SystemExit):
            while True:
                if time.monotonic() - ticked > 2.0:
                    self._tick()
                    ticked = time.monotonic()
                self.check()
                time.sleep(PAUSE)

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(self, *_: object) -> None:
        # Asked twice to stop, we still stop in order: half a stop would leave processes behind.
        before = {number: signal.signal(number, signal.SIG_IGN) for number in STOPS}
        for running in self._running:
            leader = process(running.program.pid) or Process(running.program.pid, "")
            _end_group(leader, running.mark)
            running.program.wait()
            running.note.unlink(missing_ok=True)
        self._running.clear()
        for number, former in before.items():
            signal.signal(number, former)
