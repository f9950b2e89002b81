"""One embedded cluster: who may connect, and what it survives."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from caicach.config import binaries, server
from caicach.config.account import server_account
from caicach.config.cluster import Cluster
from caicach.config.settings.database import database_from_url
from caicach.kit.refusal import Refused
from config.installation import environment


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's user may enter."""
    made = Path(tempfile.mkdtemp(prefix="caicach-test-", dir=server._throwaway_root()))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A cluster that these tests share."""
    found: list[Cluster] = []
    with server.throwaway(found.append):
        yield found[0]


def ask(cluster: Cluster, question: str) -> object:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def test_it_listens_on_no_network_and_checks_its_pages(cluster: Cluster) -> None:
    cluster.start()
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert ask(cluster, "SHOW data_checksums") == "on"
    assert ask(cluster, "SHOW server_encoding") == "UTF8"
    assert ask(cluster, "SELECT lower('ĐẮK LẮK')") == "đắk lắk"


def test_nobody_connects_without_the_password(cluster: Cluster) -> None:
    cluster.start()
    parts = server.parts(cluster.url())
    for wrong in ("", "wrong"):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(
                host=parts["host"], port=parts["port"], user="caicach", dbname="caicach", password=wrong, passfile="/-"
            )
    rules = (cluster.data / "pg_hba.conf").read_text().splitlines()
    methods = {line.split()[-1] for line in rules if line.strip() and not line.startswith("#")}
    assert methods == {"scram-sha-256"}


def test_secrets_and_socket_are_closed_to_others(cluster: Cluster) -> None:
    cluster.start()
    assert (cluster.private / "password").stat().st_mode & 0o777 == 0o600
    assert cluster.private.stat().st_mode & 0o777 == 0o700
    assert cluster.socket.stat().st_mode & 0o777 == 0o700
    assert cluster.data.stat().st_mode & 0o777 == 0o700
    assert cluster.log.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_as_root_the_server_runs_as_a_user_without_rights(cluster: Cluster) -> None:
    cluster.start()
    postmaster = cluster.postmaster()
    assert postmaster is not None
    assert Path(f"/proc/{postmaster.pid}").stat().st_uid == server_account().uid != 0


def test_the_address_says_the_same_to_django_and_to_libpq(cluster: Cluster) -> None:
    settings, parts = database_from_url(cluster.url()), server.parts(cluster.url())
    for django, libpq in (("HOST", "host"), ("PORT", "port"), ("USER", "user"), ("NAME", "database")):
        assert settings[django] == parts[libpq]
    assert settings["PASSWORD"] == parts["password"] == cluster.secret("password")
    assert settings["OPTIONS"] == {}


def test_ctrl_c_does_not_reach_it(cluster: Cluster) -> None:
    cluster.start()
    postmaster = cluster.postmaster()
    assert postmaster is not None
    assert os.getsid(postmaster.pid) != os.getsid(0)


def test_a_killed_server_starts_again_with_its_data(cluster: Cluster) -> None:
    cluster.start()
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("SET synchronous_commit = on")  # as it is in a durable cluster
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        killed = cluster.postmaster()
        assert killed is not None
        os.kill(killed.pid, signal.SIGKILL)
    assert killed.wait(5)
    assert not cluster.ready()
    cluster.start()
    assert ask(cluster, "SELECT answer FROM kept") == 42


def test_a_stale_pid_file_that_names_a_stranger_harms_nobody(cluster: Cluster) -> None:
    cluster.stop()
    with subprocess.Popen(["sleep", "60"]) as stranger:
        (cluster.data / "postmaster.pid").write_text(f"{stranger.pid}\n{cluster.data}\n1\n5432\n\n\n\nready\n")
        assert cluster.postmaster() is None
        cluster.start()
        assert ask(cluster, "SELECT 1") == 1
        assert stranger.poll() is None
        stranger.kill()


def test_stopping_leaves_no_process_and_no_pid_file(cluster: Cluster) -> None:
    cluster.start()
    postmaster = cluster.postmaster()
    assert postmaster is not None
    cluster.stop()
    assert not postmaster.alive()
    assert not (cluster.data / "postmaster.pid").exists()
    cluster.stop()


def test_blanks_and_a_path_too_long_for_a_socket(folder: Path) -> None:
    cluster = Cluster(folder / "rất dài và có dấu cách" / ("x" * 120), durable=False)
    try:
        cluster.start()
        assert ask(cluster, "SELECT 1") == 1
        assert len(os.fsencode(cluster.socket)) < 100
        assert cluster.socket.stat().st_mode & 0o777 == 0o700
    finally:
        cluster.remove()


def test_a_socket_folder_of_somebody_else_is_not_used(folder: Path) -> None:
    cluster = Cluster(folder / "mine", durable=False)
    cluster.make_private()
    cluster.socket.mkdir()
    cluster.socket.chmod(0o777)
    with pytest.raises(Refused) as refused:
        cluster.start()
    assert refused.value.code == "open-socket-folder"


def test_half_a_cluster_is_made_anew(folder: Path) -> None:
    cluster = Cluster(folder / "half", durable=False)
    cluster.make_private()
    (cluster.folder / "data.new").mkdir()
    (cluster.folder / "data.new" / "PG_VERSION").write_text("18\n")
    try:
        cluster.start()
        assert ask(cluster, "SELECT 1") == 1
    finally:
        cluster.remove()
    assert not cluster.folder.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only for root the server needs another user")
def test_programs_in_a_closed_home_are_copied_and_no_mode_is_changed(folder: Path) -> None:
    wheel = binaries._wheel()
    assert wheel is not None
    closed = folder / "home"
    closed.mkdir(mode=0o700)
    (closed / "lib").symlink_to(wheel.parent)
    (closed / wheel.name).mkdir()
    (closed / wheel.name / "pginstall").symlink_to(wheel / "pginstall")
    account = server_account()
    assert account.may_enter(folder)
    assert not account.may_enter(closed)
    copy = binaries._enterable(closed / wheel.name, account)
    try:
        assert account.may_enter(copy)
        assert binaries._major(copy, account) == 18
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        shutil.rmtree(copy.parents[2])


def test_what_a_killed_test_run_left_is_removed() -> None:
    program = (
        "import os, time; from caicach.config import server\n"
        "with server.throwaway(lambda one: print(one.folder, one.postmaster().pid, flush=True)): time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment()
    ) as killed:
        assert killed.stdout is not None
        named, pid = killed.stdout.readline().split()
        killed.kill()
    assert Path(named).exists()
    server._sweep(Path(named).parent)
    assert not Path(named).exists()
    time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
