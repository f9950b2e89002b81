"""`make bench`: measures CaiCach on this machine and writes `bench/latest.json` beside the table that it prints.

What is measured: a throw-away PostgreSQL server with the law's data and the whole demo province, and the web server as
`caicach serve` runs it (two granian processes), asked over loopback by this process's threads. Each client signs in
once through the sign-in page and keeps its connection. Two requests are measured with 1, 4 and 16 clients: receiving a
dossier (POST of the reception form: lock, number, deadline, journal line, fact, notice, then a redirect) and reading a
dossier's page. Each timed step asserts what it did: dossiers and journal lines written equal requests sent, each page
bears its dossier's number, the report holds, the journal verifies.

How to read it:

* `requests/s` and latencies belong to this machine, and the clients take CPU from the server on it. They say whether a
  change made the same machine slower, nothing about another machine.
* CPU per request (web processes, PostgreSQL processes) hardly depends on how busy the machine is; multiply it by the
  requests of a busy second to size a server. It is read from the processes' clocks, in steps of 10 ms.
* The yardstick is a fixed piece of pure Python and hashing. CPU per request divided by it is the number to compare
  between machines and releases; the other ratios compare steps within this run.
* SQL statements per request are exact and must not depend on the number of rows.
* The throw-away server never waits for the disk. With `--durable` PostgreSQL runs as in production (fsync), and
  receiving waits for it. Statistics are gathered once after loading, since the throw-away server does not do it itself.
"""

import argparse
import contextlib
import hashlib
import importlib
import json
import os
import platform
import secrets
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from caicach.config import server, web
from caicach.config.cluster import Cluster
from tools.bench_load import Asked, Browser, between, median_of, run, share, spent

CLIENTS = (1, 4, 16)
OUTPUT = Path(__file__).resolve().parents[1] / "bench" / "latest.json"
MOST_SECONDS = 60.0


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Measure CaiCach on this machine.")
    parser.add_argument("--requests", type=int, default=320, help="requests of each step (default 320)")
    parser.add_argument("--durable", action="store_true", help="let PostgreSQL wait for the disk, as in production")
    args = parser.parse_args()
    with database(durable=args.durable) as cluster:
        found = {"machine": _machine(), "durable": args.durable, "measured_at": datetime.now(UTC).isoformat()}
        found |= _measure(cluster, args.requests)
    found["ratios"] = _ratios(found)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print("\n".join(_table(found)))
    return 0


@contextlib.contextmanager
def database(*, durable: bool) -> Iterator[Cluster]:
    """A passing server; Django is set up for its database."""
    clusters: list[Cluster] = []
    with _durable(clusters.append) if durable else server.throwaway(clusters.append) as url:
        os.environ |= {
            "DATABASE_URL": url,
            "SECRET_KEY": secrets.token_hex(32),
            "DJANGO_SETTINGS_MODULE": "caicach.config.settings",
        }
        importlib.import_module("django").setup()
        yield clusters[0]
        importlib.import_module("django.db").connections.close_all()


@contextlib.contextmanager
def _durable(report: Callable[[Cluster], None]) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="caicach-bench-", dir="/tmp"))
    folder.chmod(0o711)
    cluster = Cluster(folder)
    try:
        cluster.start()
        report(cluster)
        yield cluster.url()
    finally:
        cluster.remove()


def _measure(cluster: Cluster, requests: int) -> dict[str, Any]:
    # These know models, which can be imported only now that Django is set up.
    inside = importlib.import_module("tools.bench_inside")
    found: dict[str, Any] = {"yardstick_ms": 1000 * median_of(_yardstick, 5), "demo": inside.load()}
    found["statements"] = inside.statements()
    found["report"] = inside.report()
    with _serving() as (pid, port):
        _wait(port)
        found["web"] = _web(cluster, pid, port, requests, inside)
    found["journal"] = inside.journal()
    return found


def _yardstick() -> None:
    """A fixed piece of work, half interpreter and half hashing."""
    digest = b""
    for number in range(60_000):
        digest = hashlib.sha256(digest + str(number).encode()).digest()


@contextlib.contextmanager
def _serving() -> Iterator[tuple[int, int]]:
    """The web server on a free loopback port: its process and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    child = web.web_child(host="127.0.0.1", port=port)
    started = subprocess.Popen(list(child.command), stdin=subprocess.DEVNULL, process_group=0)
    try:
        yield started.pid, port
    finally:
        started.send_signal(signal.SIGTERM)
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the web server did not come up")


def _web(cluster: Cluster, pid: int, port: int, requests: int, inside: Any) -> list[dict[str, Any]]:
    """Both requests with each number of clients, after a warm-up of both processes."""
    names = inside.clerks()
    browsers = [Browser(port) for _ in range(max(CLIENTS))]
    for place, browser in enumerate(browsers):
        browser.sign_in(*names[place % len(names)])
    pages, forms = inside.pages(), inside.receptions()
    run(browsers, [next(pages) for _ in range(64)], most_seconds=MOST_SECONDS)
    run(browsers, [next(forms) for _ in range(16)], most_seconds=MOST_SECONDS)
    found = []
    for kind, source, written in (("receive a dossier", forms, 1), ("read a dossier", pages, 0)):
        for clients in CLIENTS:
            asked = [next(source) for _ in range(requests)]
            found.append(_step(cluster, pid, kind, browsers[:clients], asked, written, inside))
    return found


def _step(
    cluster: Cluster, pid: int, kind: str, browsers: list[Browser], asked: list[Asked], written: int, inside: Any
) -> dict[str, Any]:
    postmaster = cluster.postmaster()
    if postmaster is None:
        raise RuntimeError("PostgreSQL is gone")
    rows, before = inside.rows(), (spent([pid]), spent([postmaster.pid]))
    done = run(browsers, asked, most_seconds=MOST_SECONDS)
    after, more = (spent([pid]), spent([postmaster.pid])), inside.rows()
    sent = len(done.took)
    if done.failed:
        raise RuntimeError(f"{kind}: {len(done.failed)} of {sent} failed, the first {done.failed[0]}")
    new = {name: more[name] - rows[name] for name in rows}
    if set(new.values()) != {sent * written}:
        raise RuntimeError(f"{kind}: {sent} requests, but {new} rows")
    return {
        "what": kind,
        "clients": len(browsers),
        "requests": sent,
        "rows": new,
        "per_second": sent / done.seconds,
        "p50_ms": 1000 * share(done.took, 0.5),
        "p95_ms": 1000 * share(done.took, 0.95),
        "cpu_web_ms": 1000 * between(before[0], after[0]) / sent,
        "cpu_postgres_ms": 1000 * between(before[1], after[1]) / sent,
    }


def _machine() -> dict[str, Any]:
    model = ""
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return {
        "cpu": model or platform.processor(),
        "cores": os.cpu_count(),
        "memory_mb": psutil.virtual_memory().total // 2**20,
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": os.getloadavg()[0],
    }


def _ratios(found: dict[str, Any]) -> dict[str, float]:
    """Numbers that hardly depend on the machine."""
    steps = {(step["what"], step["clients"]): step for step in found["web"]}
    receive, read = steps["receive a dossier", 1], steps["read a dossier", 1]

    def cpu(step: dict[str, Any]) -> float:
        return float(step["cpu_web_ms"] + step["cpu_postgres_ms"])

    return {
        "receive CPU / yardstick": cpu(receive) / found["yardstick_ms"],
        "read CPU / yardstick": cpu(read) / found["yardstick_ms"],
        "receive CPU / read CPU": cpu(receive) / cpu(read),
        "PostgreSQL share of receive CPU": receive["cpu_postgres_ms"] / cpu(receive),
        "receive per second, 4 clients / 1": steps["receive a dossier", 4]["per_second"] / receive["per_second"],
        "read per second, 4 clients / 1": steps["read a dossier", 4]["per_second"] / read["per_second"],
        "dossiers loaded per second / received per second by 4": found["demo"]["dossiers_per_second"]
        / steps["receive a dossier", 4]["per_second"],
        "report / read p50": found["report"]["median_ms"] / read["p50_ms"],
    }


def _table(found: dict[str, Any]) -> list[str]:
    machine, demo, journal = found["machine"], found["demo"], found["journal"]
    lines = [
        f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_mb']} MB, {machine['system']},"
        f" Python {machine['python']}, load before {machine['load_before']:.2f}",
        f"PostgreSQL {'waits' if found['durable'] else 'does not wait'} for the disk;"
        f" yardstick {found['yardstick_ms']:.1f} ms",
        "",
        f"{'':<20}{'clients':>8}{'requests/s':>12}{'p50 ms':>9}{'p95 ms':>9}{'CPU web':>9}{'CPU pg':>9}",
    ]
    for step in found["web"]:
        lines.append(
            f"{step['what']:<20}{step['clients']:>8}{step['per_second']:>12.1f}{step['p50_ms']:>9.1f}"
            f"{step['p95_ms']:>9.1f}{step['cpu_web_ms']:>9.1f}{step['cpu_postgres_ms']:>9.1f}"
        )
    lines += [
        "CPU: ms per request, of all web processes and of all PostgreSQL processes",
        "",
        "SQL statements per request:",
    ]
    lines += [f"  {name:<42}{count:>5}" for name, count in found["statements"].items()]
    lines += [
        "",
        f"demo: {demo['dossiers']} dossiers, {demo['lines']} journal lines in {demo['seconds']:.1f} s"
        f" ({demo['dossiers_per_second']:.0f} dossiers/s)",
        f"II.06 of {found['report']['year']}: {found['report']['received']} dossiers, {found['report']['rows']} lines,"
        f" median {found['report']['median_ms']:.1f} ms, {found['report']['statements']} statements",
        f"seal over {journal['sealed']} new lines: {journal['seal_ms']:.1f} ms;"
        f" verify {journal['lines']} lines: {journal['verify_seconds']:.2f} s,"
        f" {journal['lines_per_second']:.0f} lines/s",
        "",
        *(f"{name:<56}{value:>9.2f}" for name, value in found["ratios"].items()),
        "",
        "written to bench/latest.json",
    ]
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
