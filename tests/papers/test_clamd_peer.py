"""With Debian's own clamd, started here with two signatures of ours, so that none has to be fetched."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from caicach.journal.models import Line
from caicach.journal.services.verify import verify
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused
from caicach.papers import tasks
from caicach.papers.models import File
from caicach.papers.ports.clamd import Clamd
from caicach.papers.queries.files import open_file
from caicach.papers.services.keep_file import keep_file
from papers import samples
from working import work_once

pytestmark = pytest.mark.peer

MARK = b"caicach thu ma doc"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CONFIG = """
DatabaseDirectory {folder}
LocalSocket {folder}/clamd.ctl
TCPSocket {port}
TCPAddr 127.0.0.1
Foreground yes
StreamMaxLength 2M
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Its addresses; skipped with the reason where there is none, unless CAICACH_REQUIRE_PEERS=1."""
    program = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        if os.environ.get("CAICACH_REQUIRE_PEERS") == "1":
            pytest.fail("clamd is required (CAICACH_REQUIRE_PEERS=1) and not installed")
        pytest.skip("clamd is not installed")
    folder, port = tmp_path_factory.mktemp("clamd"), free_port()
    folder.joinpath("own.ndb").write_text(f"CaiCach.Thu:0:*:{MARK.hex()}\n", encoding="ascii")
    folder.joinpath("own.hdb").write_text("44d88612fea8a8f36de82e1278abb02f:68:Eicar-Thu\n", encoding="ascii")
    folder.joinpath("clamd.conf").write_text(CONFIG.format(folder=folder, port=port), encoding="ascii")
    command = [program, f"--config-file={folder / 'clamd.conf'}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as running:
        try:
            _wait_for(folder / "clamd.ctl", running)
            yield {"unix": f"unix:{folder / 'clamd.ctl'}", "tcp": f"tcp:127.0.0.1:{port}"}
        finally:
            running.terminate()


def _wait_for(where: Path, running: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 30
    while not where.exists() and running.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    if not where.exists():
        running.kill()
        pytest.fail(f"clamd did not start: {running.stderr.read() if running.stderr else ''}")


@pytest.mark.parametrize("way", ["unix", "tcp"])
def test_the_scanner_answers_on_both_ways(clamd: dict[str, str], way: str, tmp_path: Path) -> None:
    scanner = Clamd(clamd[way], 20)
    assert scanner.version().startswith("ClamAV ")
    for content, found in [(EICAR, "Eicar-Thu"), (samples.pdf(), ""), (b"x" * 1_500_000 + MARK, "CaiCach.Thu")]:
        path = tmp_path / "tệp"
        path.write_bytes(content)
        with path.open("rb") as stream:
            assert scanner.scan(stream).removesuffix(".UNOFFICIAL") == found


def test_the_worker_keeps_out_what_is_infected(
    clamd: dict[str, str], database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CLAMD", clamd["unix"])
    now = timezone.now()
    act = Act(actor=SYSTEM, at=now, now=now)
    clean = keep_file(act, samples.pdf(), name="sạch.pdf")
    bad = keep_file(act, samples.pdf(2) + b"%" + MARK, name="bẩn.pdf")
    large = keep_file(act, samples.pdf(3) + b"%" + os.urandom(3_000_000), name="lớn.pdf", made=True)
    tasks.scan.defer(timestamp=0)
    work_once()
    states = dict(File.objects.values_list("pk", "scan"))
    assert states == {clean.pk: "clean", bad.pk: "infected", large.pk: "not_scanned"}
    bad.refresh_from_db()
    assert "CaiCach.Thu" in bad.finding
    with pytest.raises(Refused, match="mã độc"):
        open_file(bad)
    with open_file(clean) as stream:
        assert stream.read() == samples.pdf()
    assert Line.objects.filter(action="papers.scan_files").count() == 2
    assert verify().finding is None
