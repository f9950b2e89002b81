"""Which process is meant: a pid together with its start time, so that a reused pid is never taken for ours."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


def _stat(pid: int) -> tuple[str, int, str] | None:
    """State letter, process group and start time of a process as Linux shows them, or None when there is none."""
    try:
        line = (PROC / str(pid) / "stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    # The program's name stands in brackets and may hold blanks and brackets itself; the fields follow the last one.
    fields = line.rpartition(")")[2].split()
    return fields[0], int(fields[2]), fields[19]


def _boot() -> str:
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()[:8]
    except OSError:
        return ""


def _started(pid: int) -> str | None:
    """A text that differs for every process that ever had this pid; None when it is gone or only waits to be reaped."""
    if (PROC / "self/stat").exists():
        stat = _stat(pid)
        return f"{_boot()}-{stat[2]}" if stat and stat[0] not in "ZX" else None
    said = subprocess.run(["ps", "-o", "state=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, _, when = said.stdout.strip().partition(" ")
    return when.strip() if said.returncode == 0 and state[:1] != "Z" else None


@dataclass(frozen=True, slots=True)
class Process:
    """One process of this machine since its last boot."""

    pid: int
    started: str

    def alive(self) -> bool:
        """Whether this very process still runs."""
        return _started(self.pid) == self.started

    def send(self, number: int) -> None:
        """Send a signal; nothing happens when the process is gone."""
        if self.alive():
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                return

    def wait(self, seconds: float) -> bool:
        """Whether the process has gone within so many seconds; reaps it when it is a child of ours."""
        until = time.monotonic() + seconds
        while True:
            with suppress(ChildProcessError):
                os.waitpid(self.pid, os.WNOHANG)
            if not self.alive():
                return True
            if time.monotonic() > until:
                return False
            time.sleep(0.01)

    def end(self, *, gently: int = signal.SIGTERM, grace: float = 10.0) -> None:
        """Ask the process to stop and, when it has not within `grace` seconds, kill it."""
        self.send(gently)
        if not self.wait(grace):
            self.send(signal.SIGKILL)
            self.wait(5.0)


def process(pid: int) -> Process | None:
    """The process that has this pid now, or None."""
    started = _started(pid)
    return Process(pid, started) if started is not None else None


def myself() -> Process:
    """The calling process."""
    return Process(os.getpid(), _started(os.getpid()) or "")


def marked(group: int, mark: str) -> list[Process]:
    """The processes of a group that carry `mark` (`NAME=value`) in their environment; empty where /proc is missing."""
    found = []
    for folder in PROC.iterdir() if PROC.is_dir() else ():
        if not folder.name.isdigit():
            continue
        stat = _stat(int(folder.name))
        if stat is None or stat[1] != group:
            continue
        try:
            carries = mark.encode() in (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        one = process(int(folder.name))
        if carries and one is not None:
            found.append(one)
    return found
