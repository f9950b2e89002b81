"""As whom the embedded server runs: as ourselves or, since PostgreSQL refuses root, as a user without rights."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

SERVICE_USER = "caicach-pg"
# Where root keeps what the service user must reach: folders that anybody may enter and only root may write.
ROOTS = (Path("/var/lib/caicach"), Path("/var/tmp/caicach"))  # noqa: S108 - made by root
MAKERS = (
    f"useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin {SERVICE_USER}",
    f"adduser -S -D -H -h /nonexistent -s /sbin/nologin {SERVICE_USER}",
)


class Switch(TypedDict, total=False):
    """What `subprocess` needs to start a program as another user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine; `switch` is empty when it is the caller."""

    uid: int
    gid: int
    switch: Switch

    def own(self, path: Path) -> None:
        """Make the user the owner of a file or folder that we made."""
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def may_enter(self, folder: Path) -> bool:
        """Whether the modes of the folder and of every folder above it let the user pass."""
        return all(self._passes(one) for one in (folder, *folder.parents))

    def _passes(self, folder: Path) -> bool:
        try:
            stat = folder.stat()
        except OSError:
            return False
        if stat.st_uid == self.uid:
            return bool(stat.st_mode & 0o100)
        if stat.st_gid == self.gid:
            return bool(stat.st_mode & 0o010)
        return bool(stat.st_mode & 0o001)


def _lookup(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _make_service_user() -> pwd.struct_passwd | None:
    for command in MAKERS:
        try:
            subprocess.run(command.split(), check=False, stdin=subprocess.DEVNULL, capture_output=True)
        except OSError:
            continue
        made = _lookup(SERVICE_USER)  # also found when another of our processes was faster
        if made is not None:
            return made
    return None


def server_account(data: Path | None = None) -> Account:
    """The user for the server: the caller; for root the system user `caicach-pg`, made when missing, else `nobody`.

    A data folder that is there already keeps its owner.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), Switch())
    if data is not None and data.exists() and data.stat().st_uid != 0:
        return _other(data.stat().st_uid, data.stat().st_gid)
    entry = _lookup(SERVICE_USER) or _make_service_user() or _lookup("nobody")
    if entry is None:
        raise Refused(
            "no-service-user",
            mark("Không tạo được người dùng hệ thống {name} để chạy PostgreSQL; hãy tự tạo hoặc đặt DATABASE_URL."),
            values={"name": SERVICE_USER},
        )
    return _other(entry.pw_uid, entry.pw_gid)


def _other(uid: int, gid: int) -> Account:
    return Account(uid, gid, Switch(user=uid, group=gid, extra_groups=[]))


def root_folder() -> Path:
    """The folder for everything that a server started by root must reach."""
    return next((root for root in ROOTS if os.access(root.parent, os.W_OK)), ROOTS[0])


def make_folder(folder: Path, mode: int) -> None:
    """Make a folder with this mode. Folders missing above it are made open to enter; none that exists is changed."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        one.chmod(mode if one == folder else 0o755)
