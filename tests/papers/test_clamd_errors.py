"""A scanner that is away, slow, or talks nonsense never holds up the house: the files stay "not scanned"."""

import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.utils import timezone

from caicach.kit.acts import SYSTEM, Act
from caicach.papers.models import File
from caicach.papers.ports.clamd import Clamd, NotScannable, ScannerSilent
from caicach.papers.services.keep_file import keep_file
from caicach.papers.services.scan_files import AGAIN_AFTER, scan_files
from papers import samples


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A scanner that does with each connection what the test says; its address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line:
                answer(line)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"tcp:127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()


def heard(line: socket.socket) -> bytes:
    """All that is sent, up to the end of the content or of the command."""
    said = b""
    while not said.endswith((b"\0\0\0\0", b"zVERSION\0")):
        part = line.recv(65536)
        if not part:
            break
        said += part
    return said


def says(text: bytes) -> Callable[[socket.socket], None]:
    def answer(line: socket.socket) -> None:
        version = heard(line).startswith(b"zVERSION")
        line.sendall(b"ClamAV 1.0/1/today\0" if version else text)

    return answer


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (says(b""), ScannerSilent),
        (says(b"HTTP/1.1 400 Bad Request\0"), ScannerSilent),
        (says(b"x" * 10_000), ScannerSilent),
        (lambda line: time.sleep(0.6), ScannerSilent),
        (lambda line: None, ScannerSilent),
        (says(b"INSTREAM size limit exceeded. ERROR\0"), NotScannable),
    ],
)
def test_no_answer_is_not_clean(answer: Callable[[socket.socket], None], failure: type[Exception]) -> None:
    with answering(answer) as address, pytest.raises(failure):
        Clamd(address, 0.3).scan(io.BytesIO(b"x" * 1_000_000))


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.ctl", "tcp:127.0.0.1:1", "tcp:127.0.0.1", "clamd", "tcp:h:x"])
def test_a_wrong_address_is_told(address: str) -> None:
    with pytest.raises(ScannerSilent):
        Clamd(address, 0.3).version()


def test_what_could_not_be_scanned_stays_so(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    file = keep_file(Act(actor=SYSTEM, at=now, now=now), samples.pdf(), name="đơn.pdf", made=True)
    assert scan_files(now=now) == 0  # no scanner is set
    monkeypatch.setattr(settings, "CLAMD_SECONDS", 0.3)
    with answering(lambda line: None) as address:
        monkeypatch.setattr(settings, "CLAMD", address)
        assert scan_files(now=now) == 0
    file.refresh_from_db()
    assert (file.scan, file.scanned_at) == (File.NOT_SCANNED, None)
    with answering(says(b"INSTREAM size limit exceeded. ERROR\0")) as address:
        monkeypatch.setattr(settings, "CLAMD", address)
        assert scan_files(now=now) == 0
        file.refresh_from_db()
        assert (file.scan, file.scanned_at, "limit" in file.finding) == (File.NOT_SCANNED, now, True)
    with answering(says(b"stream: OK\0")) as address:
        monkeypatch.setattr(settings, "CLAMD", address)
        assert scan_files(now=now) == 0  # it waits for a day
        assert scan_files(now=now + AGAIN_AFTER * 2) == 1
    file.refresh_from_db()
    assert (file.scan, file.finding) == (File.CLEAN, "")
