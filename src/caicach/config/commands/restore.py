"""`caicach restore`: bring a backup back into an empty place, and prove that it is whole."""

import argparse
import importlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from caicach.config import archive, ground, server
from caicach.config.account import server_account
from caicach.config.binaries import environment, find
from caicach.config.cluster import write_private
from caicach.config.wording import language, say
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

HELP = mark("khôi phục một bản sao lưu vào nơi chưa có dữ liệu, rồi kiểm chứng")
EPOCH = 1 << 32


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The backup."""
    parser.add_argument("file", type=Path, help=say(mark("tệp do lệnh caicach backup tạo ra")))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Unpack and compare first, then write: a damaged backup changes nothing. Exit 1 when what came back is broken."""
    with archive.opened(args.file) as (manifest, tar), tempfile.TemporaryDirectory(dir=_room()) as name:
        folder = Path(name)
        archive.unpack(manifest, tar, folder)
        if server.external():
            _refuse_behind(manifest)
        else:
            _fresh_cluster(manifest)
            server.embedded().make_private()
            write_private(server.embedded().private / "secret_key", (folder / archive.SECRET).read_text("utf-8"))
        with server.running() as url:
            _refuse_filled(url)
            _load(folder / archive.DUMP, url)
        ground.set_up(language())
        _keep_files(folder / archive.FILES)
        found = _verified(manifest)
    text = _told(found, args.file)
    return int(not found["holds"]), found, text


def _room() -> Path:
    """Where there is room for the unpacked backup: beside the data that it will become."""
    place = server.place()
    return next(one for one in (place, *place.parents) if one.exists())


def _refuse_filled(url: str) -> None:
    """Nothing is ever restored over records."""
    with psycopg.connect(url) as there:
        filled = there.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if filled and filled[0]:
        raise Refused(
            "not-empty",
            mark("Nơi khôi phục đã có dữ liệu; hãy nêu nơi trống bằng CAICACH_VAR hoặc DATABASE_URL."),
        )


def _fresh_cluster(manifest: archive.Manifest) -> None:
    """Let a new embedded cluster count its transactions from above those of the backup.

    Rows carry the ids of their transactions and seals say which they know, so a counter that starts anew would make
    new rows look as if old seals had known them.
    """
    cluster = server.embedded()
    with server.running() as url:
        _refuse_filled(url)
        with psycopg.connect(url) as there:
            if _xact(there) > manifest.xact:
                return
    if cluster.ready():
        raise Refused("server-in-use", mark("Cơ sở dữ liệu đang được dùng; hãy dừng các tiến trình khác trước."))
    account = server_account(cluster.data)
    program = find(account, major=int((cluster.data / "PG_VERSION").read_text())).program("pg_resetwal")
    done = subprocess.run(
        [program, f"--epoch={manifest.xact // EPOCH + 1}", "-D", str(cluster.data)],
        cwd=cluster.folder, env=environment(), capture_output=True, text=True, check=False, **account.switch,
    )  # fmt: skip
    if done.returncode != 0:
        raise Refused("reset-failed", mark("Không chuẩn bị được PostgreSQL: {detail}"), values={"detail": done.stderr})


def _refuse_behind(manifest: archive.Manifest) -> None:
    """A server of one's own must count above the backup already (docs/operations.md says how)."""
    with psycopg.connect(server.url()) as there:
        if _xact(there) <= manifest.xact:
            raise Refused(
                "counter-behind",
                mark(
                    "Bộ đếm giao dịch của máy chủ này còn thấp hơn bản sao lưu ({xact}). Dừng máy chủ, chạy "
                    "pg_resetwal --epoch={epoch}, khởi động lại rồi khôi phục; xem docs/operations.md."
                ),
                values={"xact": manifest.xact, "epoch": manifest.xact // EPOCH + 1},
            )


def _xact(there: psycopg.Connection[Any]) -> int:
    row = there.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
    return int(row[0]) if row else 0


def _load(dump: Path, url: str) -> None:
    program = shutil.which("pg_restore") if server.external() else find(server_account()).program("pg_restore")
    if program is None:
        raise Refused("no-pg-restore", mark("Máy này không có chương trình pg_restore."))
    parts = server.parts(url)
    told = os.environ | {f"PG{name.upper()}": value for name, value in parts.items()}
    done = subprocess.run(
        [program, "--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={parts['database']}", str(dump)],
        env=told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise Refused(
            "restore-failed",
            mark("pg_restore không khôi phục được: {detail}"),
            values={"detail": " ".join(done.stderr.split())[-300:]},
        )


def _keep_files(folder: Path) -> None:
    """Move the kept files to their place; content-addressed, so one that is there already is the same."""
    if not folder.is_dir():
        return
    root = Path(importlib.import_module("django.conf").settings.FILES_ROOT)
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        place = root / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.move(path, place)


def _verified(manifest: archive.Manifest) -> dict[str, object]:
    """The journal verified, every file of the records there, as many lines and seals as were saved."""
    proof = importlib.import_module("caicach.config.proof")
    with ground.held(migrates=True):
        found: dict[str, object] = proof.proved(lines=manifest.lines, seals=manifest.seals)
    return {"made_at": manifest.made_at, "files": manifest.files, **found}


def _told(found: dict[str, object], file: Path) -> str:
    if found["holds"]:
        told = mark(
            "Đã khôi phục {file}: {lines} dòng nhật ký, {seals} dấu niêm phong, {files} tệp; tất cả nguyên vẹn."
        )
    else:
        told = mark("Đã khôi phục {file} nhưng KHÔNG nguyên vẹn: {what}")
    return say(told, file=file, **found)
