"""Holding a server: counted holders, who starts and who stops it, secrets beside it, and a server of one's own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from caicach.config import server
from caicach.config.holders import Holders
from caicach.kit.refusal import Refused
from config.installation import caicach, environment, installation

HOLD = "from caicach.config import server\nwith server.running(): print('held', flush=True); input()"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with installation(tmp_path_factory.mktemp("server")) as place:
        yield place


def holding() -> subprocess.Popen[str]:
    """Another process that holds the server until it reads a line or is killed."""
    named = environment(CAICACH_VAR=os.environ["CAICACH_VAR"])
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=named
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_the_last_holder_stops_it(place: Path) -> None:
    with server.running() as url:
        with server.running() as again:
            assert again == url
        assert server.embedded().ready()
        said = caicach("db", "psql", "-Atc", "SELECT 6 * 7", CAICACH_VAR=os.environ["CAICACH_VAR"])
        assert (said.returncode, said.stdout) == (0, "42\n")
        assert server.embedded().ready()
    assert not server.embedded().ready()


def test_another_process_keeps_it(place: Path) -> None:
    other = holding()
    with server.running():
        assert len(Holders(place / "private").living()) == 2
    assert server.embedded().ready()
    other.communicate("\n", timeout=30)
    assert not server.embedded().ready()


def test_a_killed_holder_is_forgotten_and_its_server_taken_over(place: Path) -> None:
    other = holding()
    before = server.embedded().postmaster()
    other.kill()
    other.communicate()
    assert server.embedded().postmaster() == before
    with server.running() as url, psycopg.connect(url):
        assert len(Holders(place / "private").living()) == 1
        assert server.embedded().postmaster() == before
    assert not server.embedded().ready()


def test_after_killing_everything_the_next_start_recovers(place: Path) -> None:
    other = holding()
    postmaster = server.embedded().postmaster()
    assert postmaster is not None
    other.kill()
    os.kill(postmaster.pid, signal.SIGKILL)
    other.communicate()
    assert postmaster.wait(5)
    with server.running() as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_killed_under_its_holder_is_revived(place: Path) -> None:
    with server.running() as url:
        postmaster = server.embedded().postmaster()
        assert postmaster is not None
        os.kill(postmaster.pid, signal.SIGKILL)
        assert postmaster.wait(5)
        server.revive()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_it_is_not_stopped_under_those_who_use_it(place: Path) -> None:
    other = holding()
    said = caicach("db", "stop", CAICACH_VAR=os.environ["CAICACH_VAR"])
    assert said.returncode == 2
    assert str(other.pid) in said.stderr
    assert server.embedded().ready()
    other.communicate("\n", timeout=30)


def test_the_secret_key_is_made_once_and_private(place: Path) -> None:
    first = server.secret_key()
    assert len(first) >= 50
    assert server.secret_key() == first
    assert (place / "private" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert first != server.embedded().secret("password")


def test_a_named_server_is_used_and_none_is_started(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with server.throwaway() as named:
        monkeypatch.setenv("DATABASE_URL", named)
        assert server.external()
        with server.running() as url:
            assert url == named
            assert not server.embedded().ready()
        monkeypatch.setattr(server, "OLDEST", 99)
        with pytest.raises(Refused) as refused, server.running():
            pass
    assert refused.value.code == "server-too-old"


def test_our_own_address_in_the_environment_still_counts_as_ours(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", server.embedded().url())
    assert not server.external()


def test_a_named_server_out_of_reach_is_refused_in_one_line(place: Path) -> None:
    said = caicach("db", "psql", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert said.returncode == 2
    assert said.stdout == ""
    assert len(said.stderr.splitlines()) == 1
    assert "DATABASE_URL" in said.stderr
