"""Loads a running web server as browsers do, and reads what its processes spent; for `tools.bench`."""

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import psutil

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to make: `sent` None reads, otherwise it is posted; `wants` must stand in the answer's body."""

    path: str
    status: int
    sent: dict[str, str] | None = None
    wants: str = ""


class Browser:
    """One client with one connection and one session, signed in once."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def sign_in(self, username: str, password: str) -> None:
        """Through the sign-in page, as a person does."""
        _status, body = self.send(Asked("/sign-in/", 200))
        token = TOKEN.search(body)
        if token is None:
            raise RuntimeError("the sign-in page has no form")
        form = {"login": username, "password": password, "csrfmiddlewaretoken": token[1]}
        status, _body = self.send(Asked("/sign-in/", 302, sent=form))
        if status != 302 or "sessionid" not in self.cookies:
            raise RuntimeError(f"{username} could not sign in: {status}")

    def send(self, asked: Asked) -> tuple[int, str]:
        """The answer's status and body; its cookies are kept."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if asked.sent is None:
            self.connection.request("GET", asked.path, headers=headers)
        else:
            form = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **asked.sent}
            self.connection.request("POST", asked.path, urlencode(form), {**headers, "Content-Type": FORM})
        answer = self.connection.getresponse()
        body = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: one.value for name, one in SimpleCookie(line).items()})
        return answer.status, body


@dataclass(slots=True)
class Run:
    """What a run measured: seconds of each request, seconds from first to last, failures in words."""

    took: list[float] = field(default_factory=list)
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)


def run(browsers: Sequence[Browser], requests: Sequence[Asked], *, most_seconds: float) -> Run:
    """Send the requests, each browser the next one that is left, until they are all sent or the time is up."""
    found, left, lock = Run(), iter(requests), threading.Lock()
    begin = time.perf_counter()
    threads = [
        threading.Thread(target=_work, args=(browser, left, lock, found, begin + most_seconds)) for browser in browsers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.seconds = time.perf_counter() - begin
    return found


def _work(browser: Browser, left: Iterator[Asked], lock: threading.Lock, found: Run, until: float) -> None:
    while time.perf_counter() < until:
        with lock:
            asked = next(left, None)
        if asked is None:
            return
        begin = time.perf_counter()
        try:
            status, body = browser.send(asked)
        except (OSError, http.client.HTTPException) as error:
            status, body = 0, str(error)
        took = time.perf_counter() - begin
        with lock:
            found.took.append(took)
            if status != asked.status or asked.wants not in body:
                found.failed.append(f"{asked.path}: {status}")


Snapshot = dict[tuple[int, float], float]


def spent(roots: Sequence[int]) -> Snapshot:
    """CPU seconds of these processes and all below them, each by its id and start."""
    found: Snapshot = {}
    for root in roots:
        try:
            parent = psutil.Process(root)
            processes = [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
        for one in processes:
            try:
                times = one.cpu_times()
                found[one.pid, one.create_time()] = times.user + times.system
            except psutil.NoSuchProcess:
                continue
    return found


def between(before: Snapshot, after: Snapshot) -> float:
    """CPU seconds spent between two snapshots; what began in between counts from its beginning."""
    return sum(seconds - before.get(key, 0.0) for key, seconds in after.items())


def share(values: Sequence[float], part: float) -> float:
    """The value below which that part of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(part * len(ordered)) - 1))]


def median_of(work: Callable[[], object], times: int) -> float:
    """The median seconds of a piece of work done several times."""
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    return share(took, 0.5)
