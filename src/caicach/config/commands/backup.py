"""`caicach backup`: the whole house in one file, while it works: database, kept files and the secret key."""

import argparse
import importlib.metadata
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.config import archive, server
from caicach.config.account import server_account
from caicach.config.binaries import find
from caicach.journal.services.record import record_system
from caicach.journal.services.seal import seal
from caicach.kit.period import local
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

HELP = mark("sao lưu cơ sở dữ liệu, các tệp và khóa bí mật vào một tệp")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to; a folder gets a file named by the moment."""
    parser.add_argument("to", type=Path, help=_("tệp hoặc thư mục nhận bản sao lưu"))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Seal, dump as of one instant, then take the files: they never change and stand before their rows do."""
    now = timezone.now()
    target = args.to.absolute()
    if target.is_dir():
        target = target / f"caicach-{local(now):%Y%m%d-%H%M%S}.tar"
    if target.exists() or not target.parent.is_dir():
        raise Refused(
            "backup-place",
            mark("Không ghi được bản sao lưu vào {path}: tệp đã có hoặc thư mục không có. Hãy nêu chỗ khác."),
            values={"path": target},
            field="to",
        )
    seal()
    with tempfile.TemporaryDirectory(prefix=".caicach-", dir=target.parent) as name:
        folder = Path(name)
        reached = _reached()
        _dump(folder / archive.DUMP)
        secret = folder / archive.SECRET
        secret.write_text(server.secret_key(), encoding="utf-8")
        sources = [(archive.DUMP, folder / archive.DUMP), (archive.SECRET, secret), *_files()]
        manifest = archive.Manifest(
            format=archive.FORMAT,
            program=importlib.metadata.version("caicach"),
            made_at=now.isoformat(),
            members={member: archive.member_of(path) for member, path in sources},
            **reached,
        )
        archive.pack(target, manifest, sources)
    size = target.stat().st_size
    details = {"size": size, "files": manifest.files, "lines": manifest.lines, "seals": manifest.seals}
    record_system("config.backup", details=details)
    told = _("Đã sao lưu vào {path} ({size} MB, {files} tệp, {lines} dòng nhật ký).")
    text = told.format(path=target, size=round(size / 1e6, 1), files=manifest.files, lines=manifest.lines)
    return 0, {"path": target, "made_at": now.isoformat(), **details}, text


def _reached() -> dict[str, int]:
    """How far the database has come; read before the dump, whose knowledge is therefore never smaller."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_current_xact_id()::text::bigint, current_setting('server_version_num')::int / 10000,"
            " (SELECT count(*) FROM journal_line), (SELECT count(*) FROM journal_seal)"
        )
        xact, major, lines, seals = cursor.fetchone()
    return {"xact": xact, "major": major, "lines": lines, "seals": seals}


def _dump(path: Path) -> None:
    program = shutil.which("pg_dump") if server.external() else find(server_account()).program("pg_dump")
    if program is None:
        raise Refused("no-pg-dump", mark("Máy này không có chương trình pg_dump; hãy cài gói máy khách PostgreSQL."))
    # The address holds the password, so it does not go on the command line, which others can read.
    parts = server.parts(server.url())
    environment = os.environ | {f"PG{name.upper()}": value for name, value in parts.items()}
    done = subprocess.run(
        [program, "--format=custom", "--no-owner", "--no-privileges", f"--file={path}"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise Refused(
            "dump-failed",
            mark("pg_dump không sao lưu được cơ sở dữ liệu: {detail}"),
            values={"detail": " ".join(done.stderr.split())[-300:]},
        )


def _files() -> list[tuple[str, Path]]:
    root = Path(settings.FILES_ROOT)
    found = sorted(path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
    return [(f"{archive.FILES}{path.relative_to(root).as_posix()}", path) for path in found]
