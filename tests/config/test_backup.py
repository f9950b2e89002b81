"""A backup of a working house comes back whole in another place, and only there."""

import hashlib
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.installation import caicach, installation

DAY = ("calendar", "announce", "2026-12-24", "off", "--name", "Nghỉ thử", "--document", "01/TB")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A house with a journal and a file, and its backup."""
    folder = tmp_path_factory.mktemp("gốc")
    with installation(folder):
        files = folder / "nhà ở" / "files"
        named = {"CAICACH_VAR": str(folder / "nhà ở"), "CAICACH_FILES": str(files)}
        assert caicach(*DAY, **named).returncode == 0
        body = "giấy tờ".encode()
        name = hashlib.sha256(body).hexdigest()
        (files / name[:2] / name[2:4]).mkdir(parents=True)
        (files / name[:2] / name[2:4] / name).write_bytes(body)
        done = caicach("backup", str(folder), "--json", **named)
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert (told["files"], told["seals"]) == (1, 1)
        assert Path(told["path"]).stat().st_mode & 0o777 == 0o600
        again = caicach("backup", told["path"], **named)
        assert again.returncode == 2
        old = caicach("db", "psql", "-Atc", "SELECT pg_current_xact_id()", **named)
        yield {"path": told["path"], "named": named, "xact": int(old.stdout), "secret": _secret(told["path"])}


def _secret(path: str) -> bytes:
    with tarfile.open(path) as tar:
        file = tar.extractfile("secret_key")
        assert file is not None
        return file.read()


def test_it_comes_back_whole_and_goes_on(saved: dict[str, Any], tmp_path: Path) -> None:
    """Lines, seals, files and the secret; the counter of transactions counts above the old one."""
    with installation(tmp_path) as place:
        named = {"CAICACH_VAR": str(tmp_path / "nhà ở"), "CAICACH_FILES": str(tmp_path / "files")}
        done = caicach("restore", saved["path"], "--json", **named)
        assert done.returncode == 0, done.stdout + done.stderr
        told = json.loads(done.stdout)
        assert (told["holds"], told["files"], told["seals"]) == (True, 1, 1)
        assert [path.read_text() for path in (tmp_path / "files").rglob("*") if path.is_file()] == ["giấy tờ"]
        assert (place / "private" / "secret_key").read_bytes() == saved["secret"]
        xact = caicach("db", "psql", "-Atc", "SELECT pg_current_xact_id()", **named)
        assert int(xact.stdout) > saved["xact"]
        assert json.loads(caicach(*DAY, "--json", **named).stdout) == {"added": []}
        assert caicach("journal", "verify", **named).returncode == 0
        over = caicach("restore", saved["path"], **named)
        assert over.returncode == 2
        assert "CAICACH_VAR" in over.stderr


def test_a_damaged_backup_changes_nothing(saved: dict[str, Any], tmp_path: Path) -> None:
    """One byte of the dump differs: said before anything is made."""
    body = bytearray(Path(saved["path"]).read_bytes())
    body[body.index(b"PGDMP") + 40] ^= 1
    broken = tmp_path / "hỏng.tar"
    broken.write_bytes(body)
    with installation(tmp_path) as place:
        named = {"CAICACH_VAR": str(tmp_path / "nhà ở"), "CAICACH_FILES": str(tmp_path / "files")}
        done = caicach("restore", str(broken), **named)
        assert done.returncode == 2
        assert "database.dump" in done.stderr
        assert not (place / "data").exists()
        assert not (tmp_path / "files").exists()


def test_something_else_is_no_backup(tmp_path: Path) -> None:
    """Any other file is told from a backup."""
    other = tmp_path / "khác.tar"
    other.write_text("không phải", encoding="utf-8")
    with installation(tmp_path):
        assert caicach("restore", str(other), CAICACH_VAR=str(tmp_path / "nhà ở")).returncode == 2
