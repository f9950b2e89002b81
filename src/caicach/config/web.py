"""The web server and the worker as children of a command: what they run, and running them until asked to stop."""

import sys
from collections.abc import Callable

from caicach.config import server
from caicach.config.processes import Child, KeepsDying, Supervisor, claim_port, end_orphans
from caicach.config.wording import say
from caicach.kit.words import mark

WORKERS, THREADS = 2, 4


def web_child(*, host: str, port: int, workers: int = WORKERS) -> Child:
    """The web server: granian, WSGI, some processes with blocking threads; static files come through whitenoise."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(THREADS), "--no-ws", "--http", "1"]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning"]
    return Child("web", [*command, "caicach.config.wsgi:application"])


def worker_child() -> Child:
    """The worker, as the command `caicach worker`."""
    return Child("worker", [sys.executable, "-m", "caicach", "worker"])


def reporter(*, as_json: bool) -> Callable[[str], None]:
    """Says lines to the person at the terminal: on stdout, or on stderr when that is kept for one JSON document."""
    return lambda line: print(line, file=sys.stderr if as_json else sys.stdout, flush=True)


def free_port(text: str, host: str) -> int:
    """The port to serve at, after what a killed command left there has been ended."""
    end_orphans(server.place() / "private" / "children")
    return claim_port(text, host)


def run(children: list[Child], *, host: str, port: int, report: Callable[[str], None], ready: list[str]) -> int:
    """Run the children until Ctrl-C or SIGTERM, saying `ready` once the web answers; gives the exit code."""
    folder = server.place() / "private" / "children"
    try:
        with Supervisor(folder, report=report, tick=_nothing if server.external() else server.revive) as supervisor:
            for child in children:
                supervisor.start(child)
            supervisor.wait_for_port(port, host)
            for line in ready:
                report(line)
            supervisor.watch()
            report(say(mark("Đang dừng…")))
    except KeepsDying as broken:
        report(say(mark("{what}; tất cả đã được dừng."), what=str(broken)))
        return 70
    return 0


def _nothing() -> None:
    """A server that DATABASE_URL names is looked after by others."""
