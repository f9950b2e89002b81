"""Children of a command: watched, restarted, stopped, and found again when the command was killed."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from caicach.config import processes
from caicach.config.identity import Process, myself, process
from caicach.config.processes import Child, KeepsDying, Supervisor, claim_port, end_orphans
from caicach.kit.refusal import Refused
from config.installation import environment

# A child that starts a child of its own, as a web server does with its workers.
FAMILY = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
SUPERVISE = """
import sys, time
from pathlib import Path
from caicach.config.processes import Child, Supervisor
with Supervisor(Path(sys.argv[1]), report=print, tick=int) as one:
    one.start(Child("family", [sys.executable, "-c", sys.argv[2]]))
    time.sleep(60)
"""


def until_gone(pid: int, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process(pid) is None:
            return True
        time.sleep(0.02)
    return False


def test_a_child_that_dies_is_started_again(tmp_path: Path) -> None:
    said: list[str] = []
    with Supervisor(tmp_path / "children", report=said.append, tick=int) as supervisor:
        supervisor.start(Child("sleeper", ["sleep", "60"]))
        first = supervisor._running[0].program
        first.kill()
        first.wait()
        supervisor.check()
        second = supervisor._running[0].program
        assert second.pid != first.pid
        assert process(second.pid) is not None
    assert len(said) == 1
    assert "sleeper" in said[0]
    assert until_gone(second.pid)
    assert list((tmp_path / "children").iterdir()) == []


def test_a_child_that_keeps_dying_stops_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "TOO_OFTEN", 2)
    with Supervisor(tmp_path / "children", report=lambda _: None, tick=int) as supervisor:
        supervisor.start(Child("good", ["sleep", "60"]))
        good = supervisor._running[0].program.pid
        supervisor.start(Child("broken", [sys.executable, "-c", "raise SystemExit(3)"]))
        with pytest.raises(KeepsDying, match="broken"):
            supervisor.watch()
    assert until_gone(good)


def test_what_a_killed_command_left_behind_is_ended(tmp_path: Path) -> None:
    folder = tmp_path / "children"
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, str(folder), FAMILY],
        stdout=subprocess.PIPE, text=True, env=environment(),
    ) as killed:  # fmt: skip
        assert killed.stdout is not None
        grandchild = int(killed.stdout.readline())
        child = json.loads(next(folder.iterdir()).read_text())["leader"][0]
        assert end_orphans(folder) == []
        killed.kill()
    assert process(child) is not None
    assert process(grandchild) is not None
    assert end_orphans(folder) == ["family"]
    assert until_gone(child)
    assert until_gone(grandchild)
    assert end_orphans(folder) == []


def test_workers_are_ended_though_their_leader_was_killed_too(tmp_path: Path) -> None:
    folder = tmp_path / "children"
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, str(folder), FAMILY],
        stdout=subprocess.PIPE, text=True, env=environment(),
    ) as killed:  # fmt: skip
        assert killed.stdout is not None
        grandchild = int(killed.stdout.readline())
        child = json.loads(next(folder.iterdir()).read_text())["leader"][0]
        killed.kill()
        os.kill(child, 9)
    assert process(grandchild) is not None
    assert end_orphans(folder) == ["family"]
    assert until_gone(grandchild)


def test_a_stranger_with_the_noted_pid_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "60"], process_group=0) as stranger:
        note = {"name": "web", "parent": [1, "long ago"], "leader": [stranger.pid, "long ago"], "mark": "ours"}
        (tmp_path / "web-1.json").write_text(json.dumps(note))
        assert end_orphans(tmp_path) == []
        assert stranger.poll() is None
        stranger.kill()
    assert not (tmp_path / "web-1.json").exists()


def test_a_reused_pid_is_another_process() -> None:
    assert myself().alive()
    assert not Process(os.getpid(), "long ago").alive()


def test_ports() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Refused) as refused:
            claim_port(str(port))
        assert refused.value.code == "port-taken"
        assert "PORT=" in str(refused.value)
    assert claim_port(str(port)) == port
    for bad in ("", "0", "65536", "http", "80 80", "-1"):
        with pytest.raises(Refused) as refused:
            claim_port(bad)
        assert refused.value.code == "bad-port"
