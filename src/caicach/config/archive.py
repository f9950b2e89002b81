"""The file of a backup: a tar with a manifest first, then the database's dump, the secret key and the files kept.

The manifest names every member with its size and SHA-256, the transaction id that the database had reached, and how
much was in it, so that a restore can prove that it is whole.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

FORMAT = 1
MANIFEST, DUMP, SECRET, FILES = "manifest.json", "database.dump", "secret_key", "files/"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the archive."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the archive holds. `xact` is the database's transaction id at the time, `major` its PostgreSQL version."""

    format: int
    program: str
    made_at: str
    major: int
    xact: int
    lines: int
    seals: int
    members: dict[str, Member]

    @property
    def files(self) -> int:
        """How many kept files the archive holds."""
        return sum(name.startswith(FILES) for name in self.members)

    def text(self) -> str:
        """As it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)


def member_of(path: Path) -> Member:
    """Size and digest of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            digest.update(block)
            size += len(block)
    return Member(size, digest.hexdigest())


def pack(target: Path, manifest: Manifest, sources: Iterable[tuple[str, Path]]) -> None:
    """Write the archive (mode 0600) at once or not at all: beside its place first, then renamed."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with (
            open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out,
            tarfile.open(fileobj=out, mode="w") as tar,
        ):
            body = manifest.text().encode()
            _add(tar, MANIFEST, len(body), io.BytesIO(body))
            for name, path in sources:
                with path.open("rb") as file:
                    _add(tar, name, manifest.members[name].size, file)
            tar.close()
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, size: int, file: IO[bytes]) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    tar.addfile(entry, file)


@contextmanager
def opened(path: Path) -> Iterator[tuple[Manifest, tarfile.TarFile]]:
    """The archive with its manifest. Raises `Refused("no-backup")` for anything else than a backup of ours."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            first = tar.next()
            if first is None or first.name != MANIFEST:
                raise _no_backup(path)
            body = tar.extractfile(first)
            yield _read(json.load(body) if body else {}, path), tar
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as fault:
        raise _no_backup(path) from fault


def _read(told: dict[str, Any], path: Path) -> Manifest:
    if told.get("format") != FORMAT:
        raise _no_backup(path)
    members = {name: Member(**one) for name, one in told.pop("members").items()}
    return Manifest(**told, members=members)


def _no_backup(path: Path) -> Refused:
    return Refused(
        "no-backup",
        mark("Không đọc được bản sao lưu {path}; hãy nêu tệp do lệnh caicach backup tạo ra."),
        values={"path": path},
        field="file",
    )


def unpack(manifest: Manifest, tar: tarfile.TarFile, folder: Path) -> None:
    """Write all members below the folder, each compared with the manifest. Raises `Refused("backup-damaged")`."""
    found: set[str] = set()
    for entry in tar:
        if entry.name == MANIFEST:
            continue
        file = tar.extractfile(entry)
        wanted = manifest.members.get(entry.name)
        if wanted is None or file is None or ".." in Path(entry.name).parts or Path(entry.name).is_absolute():
            raise _damaged(entry.name)
        place = folder / entry.name
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as out:
            while block := file.read(CHUNK):
                out.write(block)
        if member_of(place) != wanted:
            raise _damaged(entry.name)
        found.add(entry.name)
    missing = manifest.members.keys() - found
    if missing:
        raise _damaged(min(missing))


def _damaged(name: str) -> Refused:
    return Refused(
        "backup-damaged",
        mark("Bản sao lưu bị hỏng tại {name}; chưa khôi phục gì. Hãy dùng bản sao lưu khác."),
        values={"name": name},
        field="file",
    )
