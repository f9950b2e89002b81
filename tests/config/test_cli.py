"""The command as people and machines call it: quick help, one line for a wrong question, JSON and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from caicach.config import cli, server
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from config.installation import caicach, environment, installation

DUE = ("due", "--received", "2024-04-25T09:00", "--limit", "5 working days")


def test_help_imports_neither_django_nor_the_database() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "caicach", "--help"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    imported = {line.rpartition("|")[2].strip() for line in said.stderr.splitlines()}
    assert "caicach.config.cli" in imported
    assert not [name for name in imported if name.split(".")[0] in {"django", "psycopg", "procrastinate", "sqlglot"}]
    for name in cli.COMMANDS:
        assert f"  {name}" in said.stdout


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ((), "caicach --help"),
        (("dues",), "due"),
        (("db",), "caicach db --help"),
        (("db", "explode"), "status"),
        (("db", "status", "more"), "status"),
        (("db", "--lang", "fr"), "vi"),
        (("serve", "--workers", "two"), "two"),
    ],
)
def test_asked_wrongly(tmp_path: Path, arguments: tuple[str, ...], hint: str) -> None:
    with installation(tmp_path) as place:
        said = caicach(*arguments, CAICACH_VAR=os.environ["CAICACH_VAR"])
        assert said.returncode == 2
        assert said.stdout == ""
        assert len(said.stderr.splitlines()) == 1
        assert hint in said.stderr
        assert not (place / "data").exists()

        said = caicach(*arguments, "--json", CAICACH_VAR=os.environ["CAICACH_VAR"])
        error = json.loads(said.stdout)["error"]
        assert said.returncode == 2
        assert said.stderr == ""
        assert set(error) == {"code", "message"}
        assert hint in error["message"]


def broken(_: object) -> tuple[int, dict[str, object], str]:
    raise RuntimeError("the disk is on fire")


def refusing(_: object) -> tuple[int, dict[str, object], str]:
    raise Refused("no-way", mark("Không được {what}"), values={"what": "đâu"}, source="Điều 1")


def answering(code: int) -> object:
    return lambda _: (code, {"answer": "Đắk Lắk", "path": Path("x")}, "văn bản")


@pytest.mark.parametrize(
    ("run", "code", "out", "error"),
    [
        (answering(0), 0, "văn bản\n", ""),
        (answering(1), 1, "văn bản\n", ""),
        (refusing, 2, "", "Không được đâu (Điều 1)\n"),
        (broken, 70, "", "RuntimeError: the disk is on fire\n"),
    ],
)
def test_exit_codes_and_texts(
    run: object, code: int, out: str, error: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = SimpleNamespace(add_arguments=lambda _: None, run=run)
    monkeypatch.setitem(sys.modules, "caicach.config.commands.tried", command)  # type: ignore[misc]
    monkeypatch.setitem(cli.COMMANDS, "tried", cli.Command("tried", "", database=False))
    monkeypatch.delenv("CAICACH_LANG", raising=False)
    assert cli.main(["tried"]) == code
    said = capsys.readouterr()
    assert said.out == out
    assert said.err.endswith(error)
    assert cli.main(["--json", "tried"]) == code
    assert set(json.loads(capsys.readouterr().out)) == ({"answer", "path"} if code < 2 else {"error"})


def test_two_first_commands_at_once_prepare_the_database_once(tmp_path: Path) -> None:
    with installation(tmp_path):
        named = environment(CAICACH_VAR=os.environ["CAICACH_VAR"])
        command = [sys.executable, "-m", "caicach", *DUE, "--json"]
        both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=named) for _ in range(2)]
        said = [one.communicate(timeout=120)[0] for one in both]
        assert [one.returncode for one in both] == [0, 0]
        assert [json.loads(one)["due"] for one in said] == ["2024-05-06T09:00", "2024-05-06T09:00"]
        assert not server.embedded().ready()


def test_a_named_server_is_only_changed_when_asked(tmp_path: Path) -> None:
    with installation(tmp_path), server.throwaway() as url:
        said = caicach(*DUE, "--json", DATABASE_URL=url)
        assert said.returncode == 2
        assert json.loads(said.stdout)["error"]["code"] == "unapplied-migrations"
        said = caicach("migrate", "--json", DATABASE_URL=url)
        assert said.returncode == 0
        assert json.loads(said.stdout)["unapplied"] == []
        said = caicach(*DUE, "--json", DATABASE_URL=url)
        assert json.loads(said.stdout)["due"] == "2024-05-06T09:00"
        assert not server.embedded().data.exists()
