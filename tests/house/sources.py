"""The project's files as the house tests read them: as text and as syntax trees, never imported."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "caicach"
MADE = {
    ".venv",
    ".git",
    "__pycache__",
    "var",
    "bench",
    "build",
    "dist",
    ".hypothesis",
    ".mypy_cache",
    ".ruff_cache",
    ".import_linter_cache",
}
"""Folders that hold nothing written by people, for a copy of the project without git."""


def modules(*, migrations: bool = False) -> list[Path]:
    """Every Python file of the package, by path; migrations only when asked for."""
    found = sorted(PACKAGE.rglob("*.py"))
    return found if migrations else [path for path in found if "migrations" not in path.parts]


def named(path: Path) -> str:
    """The path as people say it, from the package on: `dossiers/services/receive.py`."""
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    """The room a file of the package stands in; the file's own name for the package's own files."""
    return path.relative_to(PACKAGE).parts[0]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def kept_files() -> list[Path]:
    """The files that belong to the project: those git tracks or would add; without git all but what tools made."""
    said = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if said.returncode == 0 and said.stdout:
        return [ROOT / name for name in said.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not MADE.intersection(path.relative_to(ROOT).parts)]


def text_of(path: Path) -> str:
    """The text of a file; empty for one that holds no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def table_rows(path: Path) -> Iterator[list[str]]:
    """The cells of each row of the tables of a Markdown file, heads and rules left out."""
    before = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("|") and not set(line) <= set("|-: ") and before.startswith("|"):
            yield [cell.strip() for cell in line.strip("|").split("|")]
        before = line
