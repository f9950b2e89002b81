"""The PostgreSQL server behind a command: the one named by DATABASE_URL, else an embedded one, started when needed."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import psycopg.conninfo

from caicach.config.account import root_folder, server_account
from caicach.config.binaries import OLDEST
from caicach.config.cluster import Cluster, write_private
from caicach.config.holders import Holders
from caicach.config.identity import Process, myself
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

THROWAWAY = "caicach-throwaway-"
# In memory a database is cloned in 10 ms, on a disk in 150 ms.
MEMORY = Path("/dev/shm")  # noqa: S108 - the folder below it is made by mkdtemp
PLENTY = 2 * 1024**3


def home() -> Path:
    """The folder that stands for this installation: CAICACH_VAR, else `var` in the repository or working folder."""
    named = os.environ.get("CAICACH_VAR")
    if named:
        return Path(named).absolute()
    repository = Path(__file__).resolve().parents[3]
    return (repository if (repository / "pyproject.toml").exists() else Path.cwd()) / "var"


def _key(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]


def place() -> Path:
    """The folder of the embedded server and of the private files, by who calls.

    Root: `/var/lib/caicach/<key of home>`, since PostgreSQL runs as another user there. Others: `home()` itself, or
    `~/.local/share/caicach/<key>` when they may not write there.
    """
    chosen = home()
    if os.geteuid() == 0:
        return root_folder() / _key(chosen)
    above = next(one for one in (chosen, *chosen.parents) if one.exists())
    if os.access(above, os.W_OK | os.X_OK):
        return chosen
    return Path.home() / ".local" / "share" / "caicach" / _key(chosen)


def embedded() -> Cluster:
    """The embedded cluster of this installation, whether it runs or not."""
    return Cluster(place())


def external() -> bool:
    """Whether DATABASE_URL names the server, so that none of ours is started.

    Our own server's address, which a process that we started finds there, does not count.
    """
    named = os.environ.get("DATABASE_URL")
    ours = embedded()
    return bool(named) and not (ours.knows("password") and named == ours.url())


def url() -> str:
    """The address of the database, known before any server runs."""
    return os.environ.get("DATABASE_URL") or embedded().url()


def secret_key() -> str:
    """Django's secret key: SECRET_KEY, else a random one kept beside the embedded server's data."""
    return os.environ.get("SECRET_KEY") or embedded().secret("secret_key")


def parts(address: str) -> dict[str, str]:
    """Host, port, user, password and database of an address, by libpq's names, as text."""
    known = psycopg.conninfo.conninfo_to_dict(address)
    names = {"host": "host", "port": "port", "user": "user", "password": "password", "dbname": "database"}
    return {names[name]: str(value) for name, value in known.items() if name in names and value is not None}


def check(address: str) -> int:
    """The major version of the server at an address; refuses one that is out of reach or older than 15."""
    try:
        with psycopg.connect(address, connect_timeout=10) as connection:
            major = connection.info.server_version // 10_000
    except psycopg.Error as error:
        raise Refused(
            "server-unreachable",
            mark("Không kết nối được máy chủ PostgreSQL trong DATABASE_URL: {detail}"),
            values={"detail": " ".join(str(error).split())},
        ) from error
    if major < OLDEST:
        raise Refused(
            "server-too-old",
            mark("Máy chủ trong DATABASE_URL là PostgreSQL {found}; CaiCach cần phiên bản {needed} trở lên."),
            values={"found": major, "needed": OLDEST},
        )
    return major


@contextmanager
def running() -> Iterator[str]:
    """Hold a running server and give its address. The last holder of the embedded server stops it on leaving."""
    if external():
        check(url())
        yield url()
        return
    cluster = embedded()
    cluster.make_private()
    holders = Holders(cluster.private)
    with holders.locked():
        cluster.start()
        holders.add_me()
    try:
        yield cluster.url()
    finally:
        with holders.locked():
            if holders.remove_me():
                cluster.stop()


def revive() -> None:
    """Start the embedded server again when it was killed while we hold it."""
    cluster = embedded()
    if not cluster.ready():
        with Holders(cluster.private).locked():
            cluster.start()


def stop() -> list[Process]:
    """Stop the embedded server unless somebody else uses it; gives who does."""
    cluster = embedded()
    cluster.make_private()
    holders = Holders(cluster.private)
    with holders.locked():
        users = [one for one in holders.living() if one != myself()]
        if not users:
            cluster.stop()
    return users


def _throwaway_root() -> Path:
    """A folder for passing clusters that the server's user may enter: TMPDIR, else memory when there is plenty."""
    account = server_account()
    named = [Path(tempfile.gettempdir()), Path("/tmp")]  # noqa: S108 - the folder below it is made by mkdtemp
    if not os.environ.get("TMPDIR") and MEMORY.is_dir():
        space = os.statvfs(MEMORY)
        if space.f_frsize * space.f_bavail >= PLENTY and os.access(MEMORY, os.W_OK):
            named.insert(0, MEMORY)
    return next((folder for folder in named if account.may_enter(folder)), named[-1])


def _sweep(root: Path) -> None:
    """Remove the passing clusters of processes that were killed."""
    for folder in root.glob(f"{THROWAWAY}*"):
        try:
            if folder.lstat().st_uid != os.geteuid():
                continue
            owner = Process(*json.loads((folder / "owner").read_text(encoding="utf-8")))
        except (OSError, ValueError):
            continue
        if not owner.alive():
            Cluster(folder).remove()


@contextmanager
def throwaway(report: Callable[[Cluster], None] | None = None) -> Iterator[str]:
    """A new cluster in a temporary folder, quick and not durable; gives the address of its empty database.

    The role of the address may create databases. `report` gets the cluster itself, for tests of the server.
    """
    root = _throwaway_root()
    _sweep(root)
    folder = Path(tempfile.mkdtemp(prefix=THROWAWAY, dir=root))
    folder.chmod(0o711)
    me = myself()
    write_private(folder / "owner", json.dumps([me.pid, me.started]))
    cluster = Cluster(folder, durable=False)
    try:
        cluster.start()
        if report is not None:
            report(cluster)
        yield cluster.url()
    finally:
        cluster.remove()
