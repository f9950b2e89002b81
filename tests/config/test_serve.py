"""The web server as a person runs it: started, killed, started again on the same port, and stopped without a trace."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from caicach.config import server
from caicach.config.identity import Process, process
from config.installation import caicach, environment, installation


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serving(port: int) -> subprocess.Popen[str]:
    """The command `serve`, once it says that it serves."""
    started = subprocess.Popen(
        [sys.executable, "-m", "caicach", "serve", "--port", str(port), "--workers", "1"],
        stdout=subprocess.PIPE, text=True, env=environment(CAICACH_VAR=os.environ["CAICACH_VAR"]),
    )  # fmt: skip
    assert started.stdout is not None
    assert f"http://127.0.0.1:{port}/" in started.stdout.readline()
    return started


def answers(port: int) -> bool:
    """Whether a web server answers, whatever it says."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def workers(port: int) -> list[Process]:
    """The processes of the web server at this port."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (one := process(int(folder.name))) is not None:
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"granian" in words and str(port).encode() in words:
                found.append(one)
    return found


def test_killed_and_started_again_and_stopped(tmp_path: Path) -> None:
    with installation(tmp_path):
        port = free_port()
        killed = serving(port)
        assert answers(port)
        refused = caicach("serve", "--port", str(port), CAICACH_VAR=os.environ["CAICACH_VAR"])
        assert refused.returncode == 2
        assert "PORT=" in refused.stderr
        orphans, postmaster = workers(port), server.embedded().postmaster()
        assert orphans
        assert postmaster is not None
        killed.kill()
        killed.wait()  # its output stays open: what it left behind has it too
        assert all(one.alive() for one in orphans)
        postmaster.end(gently=signal.SIGKILL)

        again = serving(port)
        assert not any(one.alive() for one in orphans)
        assert answers(port)
        again.send_signal(signal.SIGINT)
        again.communicate(timeout=60)
        assert again.returncode == 0
        assert not answers(port)
        until = time.monotonic() + 5
        while workers(port) and time.monotonic() < until:
            time.sleep(0.05)
        assert workers(port) == []
        assert server.embedded().postmaster() is None
