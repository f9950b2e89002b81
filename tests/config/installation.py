"""An installation of its own for a test: a folder with a blank in its name, an embedded server, no DATABASE_URL."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caicach.config import server
from caicach.config.processes import end_orphans

KNOWN = ("DATABASE_URL", "SECRET_KEY", "CAICACH_LANG", "CAICACH_ANCHOR", "PORT")
SOURCE = Path(server.__file__).resolve().parents[2]


def environment(**named: str) -> dict[str, str]:
    """Our environment without what a test session or a developer has set for CaiCach, and with the named values."""
    kept = {name: value for name, value in os.environ.items() if name not in KNOWN}
    return kept | {"PYTHONPATH": str(SOURCE)} | named


def caicach(*arguments: str, **named: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    command = [sys.executable, "-m", "caicach", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment(**named))


@contextmanager
def installation(folder: Path) -> Iterator[Path]:
    """Make this process, and those that it starts with its environment, use an embedded server of their own."""
    before = {name: os.environ.pop(name, None) for name in (*KNOWN, "CAICACH_VAR")}
    os.environ["CAICACH_VAR"] = str(folder / "nhà ở")
    place = server.place()
    try:
        yield place
    finally:
        end_orphans(place / "private" / "children")
        server.embedded().stop()
        shutil.rmtree(place, ignore_errors=True)
        del os.environ["CAICACH_VAR"]
        os.environ.update({name: value for name, value in before.items() if value is not None})
