"""Who uses the embedded server: processes counted under a file lock, so that the last to leave may stop it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caicach.config.cluster import write_private
from caicach.config.identity import Process, myself


class Holders:
    """The holders of one server, kept in its private folder. A process that holds it twice counts twice."""

    def __init__(self, folder: Path) -> None:
        self._lock = folder / "lock"
        self._list = folder / "holders.json"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone: no other process starts, stops or counts meanwhile. The lock goes with the process that has it."""
        with open(os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def living(self) -> list[Process]:
        """The holders that still run; those that were killed are forgotten."""
        try:
            entries = json.loads(self._list.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [one for one in (Process(pid, started) for pid, started in entries) if one.alive()]

    def _write(self, holders: list[Process]) -> None:
        write_private(self._list, json.dumps([[one.pid, one.started] for one in holders]))

    def add_me(self) -> None:
        """Count the calling process once more."""
        self._write([*self.living(), myself()])

    def remove_me(self) -> bool:
        """Count the calling process once less; True when nobody is left."""
        left = self.living()
        if myself() in left:
            left.remove(myself())
        self._write(left)
        return not left
