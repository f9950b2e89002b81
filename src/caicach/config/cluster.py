"""One PostgreSQL cluster in one folder: made, started, watched and stopped by us, reached only through its socket.

Layout: `data/` and the socket belong to the server's user, `private/` to the caller (0700: password, locks, keys),
`server.log` holds what the server said since its last start.
"""

import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from caicach.config.account import Account, make_folder, server_account
from caicach.config.binaries import Binaries, environment, find
from caicach.config.identity import Process, process
from caicach.config.tuning import options
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

NAME = "caicach"
PORT = 5432
# A socket's address may have 107 bytes on Linux and 103 elsewhere; what PostgreSQL appends is taken off.
LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.65535.lock")
START_SECONDS = 300.0
STOP_SECONDS = 60.0


def write_private(path: Path, text: str) -> None:
    """Write a file of the caller's own (0600) at once or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        os.fsync(file.fileno())
    fresh.replace(path)


def _failed(code: str, message: str, detail: str) -> Refused:
    lines = [line for line in detail.strip().splitlines() if line.strip()]
    return Refused(code, message, values={"detail": lines[-1].strip() if lines else "?"})


class Cluster:
    """A cluster in `folder`; one that is not `durable` is made for tests: quick, and lost when the machine falls."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable
        self.data = folder / "data"
        self.private = folder / "private"
        self.log = folder / "server.log"
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        """The folder of the socket: inside `folder`, or a short private one when that path is too long for a socket."""
        inside = self.folder / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        short = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(f"/tmp/caicach-{os.geteuid()}-{short}")  # noqa: S108 - made 0700, its owner is checked

    def make_private(self) -> None:
        """Make the folders that the caller needs, for its own keys too, before a server is there."""
        make_folder(self.folder, 0o711 if os.geteuid() == 0 else 0o700)
        make_folder(self.private, 0o700)

    def knows(self, name: str) -> bool:
        """Whether a secret of this name has been made."""
        return (self.private / name).exists()

    def secret(self, name: str) -> str:
        """A random secret kept in a private file, made when first asked for."""
        self.make_private()
        path = self.private / name
        while not path.exists():
            fresh = path.with_name(f"{name}.{os.getpid()}")
            write_private(fresh, secrets.token_urlsafe(48))
            try:
                path.hardlink_to(fresh)  # whoever is first decides
            except FileExistsError:
                continue
            finally:
                fresh.unlink()
        return path.read_text(encoding="utf-8")

    def url(self, database: str = NAME) -> str:
        """The address of a database of this cluster, password included; it is known before the server runs."""
        return f"postgresql://{NAME}:{self.secret('password')}@:{PORT}/{database}?host={quote(str(self.socket))}"

    def postmaster(self) -> Process | None:
        """The server process of this cluster, whoever started it, or None when it does not run."""
        try:
            first = (self.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").split("\n", 1)[0]
            found = process(int(first))
        except (OSError, ValueError):
            return None
        return found if found is not None and self._serves(found.pid) else None

    def _serves(self, pid: int) -> bool:
        """Whether the process works in our data folder; a stale pid file may name a stranger."""
        proc = Path(f"/proc/{pid}")
        if proc.is_dir():
            try:
                return (proc / "cwd").resolve() == self.data.resolve() and (proc / "comm").read_text().startswith(
                    "post"
                )
            except OSError:
                return False
        said = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return str(self.data) in said.stdout

    def ready(self) -> bool:
        """Whether the server runs and takes connections."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[7].strip() == "ready" and self.postmaster() is not None

    def start(self) -> None:
        """Start the server unless it runs, making the cluster first when there is none; returns when it is ready."""
        if self.ready():
            return
        account = server_account(self.data)
        self.make_private()
        if not account.may_enter(self.folder):
            raise Refused(
                "closed-folder",
                mark("PostgreSQL không vào được thư mục {folder}; hãy chọn thư mục khác bằng CAICACH_VAR."),
                values={"folder": self.folder},
            )
        version = self.data / "PG_VERSION"
        major = int(version.read_text(encoding="ascii")) if version.exists() else None
        binaries = find(account, major=major)
        if major is None:
            self._create(binaries, account)
        self._launch(binaries, account)

    def _create(self, binaries: Binaries, account: Account) -> None:
        """Make the cluster beside its place and move it there when complete, so that half a cluster is never used."""
        fresh = self.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        account.own(fresh)
        password = self.folder / f"password.{os.getpid()}"
        write_private(password, self.secret("password"))
        account.own(password)
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        locale = builtin if binaries.major >= 17 else ["--locale=C.UTF-8"]
        try:
            how = [
                "--auth-local=scram-sha-256",
                "--auth-host=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                *locale,
            ]
            how += ["--no-instructions", *([] if self.durable else ["--no-sync"])]
            where = ["-D", str(fresh), f"--username={NAME}", f"--pwfile={password}"]
            self._run([binaries.program("initdb"), *where, *how], account)
            single = [binaries.program("postgres"), "--single", "-D", str(fresh), "postgres"]
            self._run(single, account, said=f"CREATE DATABASE {NAME}\n")
        finally:
            password.unlink(missing_ok=True)
        fresh.rename(self.data)

    def _run(self, command: list[str], account: Account, *, said: str = "") -> None:
        done = subprocess.run(
            command, input=said, capture_output=True, text=True, check=False,
            cwd=self.folder, env=environment(), umask=0o077, start_new_session=True, **account.switch,
        )  # fmt: skip
        if done.returncode != 0:
            raise _failed("server-create", mark("Không tạo được cơ sở dữ liệu PostgreSQL: {detail}"), done.stderr)

    def _launch(self, binaries: Binaries, account: Account) -> None:
        until = time.monotonic() + START_SECONDS
        while self.postmaster() is None:
            self._sweep(account)
            # In its own session, so that Ctrl-C on our terminal does not stop it before those who use it.
            self.log.unlink(missing_ok=True)
            with open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as log:
                self._child = subprocess.Popen(
                    [binaries.program("postgres"), "-D", str(self.data), *self._options()],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    cwd=self.folder, env=environment(), umask=0o077, start_new_session=True, **account.switch,
                )  # fmt: skip
            if self._became_ready(until):
                return
            said = self.log.read_text(encoding="utf-8", errors="replace")
            # The last processes of a killed server need a moment to notice.
            if "shared memory block" not in said or time.monotonic() > until - START_SECONDS + 20:
                raise _failed("server-start", mark("Không khởi động được PostgreSQL: {detail}"), said)
            time.sleep(0.2)
        self._became_ready(until)

    def _became_ready(self, until: float) -> bool:
        """Wait for the server; False when it ended. Recovering after a crash may take minutes."""
        while time.monotonic() < until:
            if self.ready():
                return True
            if self._child is not None and self._child.poll() is not None:
                return False
            time.sleep(0.01)
        return False

    def _sweep(self, account: Account) -> None:
        """Remove what a killed server left behind, and make the private folder of the socket."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        folder = self.socket
        if not folder.exists():
            folder.mkdir(mode=0o700)
            account.own(folder)
        stat = folder.lstat()
        if stat.st_uid != account.uid or stat.st_mode & 0o077 or folder.is_symlink():
            raise Refused(
                "open-socket-folder",
                mark(
                    "Thư mục {folder} không phải là thư mục riêng của người dùng chạy PostgreSQL; hãy xóa thư mục này."
                ),
                values={"folder": folder},
            )
        for left in folder.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    def _options(self) -> list[str]:
        place = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": f'"{self.socket}"',
            "unix_socket_permissions": "0700",
        }
        return [f"-c{name}={value}" for name, value in (place | options(durable=self.durable)).items()]

    def stop(self) -> None:
        """Stop the server: connections are cut, everything committed is on disk; returns when it is gone."""
        found = self.postmaster()
        if found is not None:
            found.send(signal.SIGINT)
            if not found.wait(STOP_SECONDS):
                found.end(gently=signal.SIGQUIT, grace=5.0)
        if self._child is not None:
            self._child.wait()
            self._child = None

    def remove(self) -> None:
        """Stop the server and delete the cluster with everything in it."""
        self.stop()
        shutil.rmtree(self.socket, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)
