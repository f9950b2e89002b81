"""The signposts hold: every path and every link in the documents leads somewhere."""

import re
from pathlib import Path

import pytest

from house.sources import PACKAGE, ROOT, kept_files

WHERE = ROOT / "docs" / "where.md"
MARKED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def paths_in(text: str) -> list[str]:
    """What stands in code marks and looks like a path: it has a slash or a file's ending, and no blank."""
    return [
        one
        for one in MARKED.findall(text)
        if re.fullmatch(r"[\w.-]+(/[\w.-]*)*", one) and ("/" in one or one.endswith((".py", ".md", ".json", ".in")))
    ]


def leads_somewhere(path: str) -> bool:
    """Whether a path names a file or folder: from the project's folder, from the package, or alone within a room."""
    places = [ROOT / path, PACKAGE / path]
    if "/" not in path.rstrip("/"):
        places += [room / path for room in PACKAGE.iterdir()]
    return any(place.exists() for place in places)


def test_every_path_of_the_signposts_exists() -> None:
    """Who wants to change something is sent to a place that there is."""
    named = paths_in(WHERE.read_text(encoding="utf-8"))
    assert len(named) > 30
    assert [path for path in named if not leads_somewhere(path)] == []


def _documents() -> list[Path]:
    return [path for path in kept_files() if path.suffix == ".md"]


def test_every_link_between_documents_leads_somewhere() -> None:
    """Of README, of the decisions, of all others."""
    faults = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in _documents()
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists()
    ]
    assert len(_documents()) > 10
    assert faults == []


@pytest.mark.parametrize("path", ["src/caicach/nowhere.py", "dossiers/rules/nothing.py"])
def test_a_path_to_nowhere_is_seen(path: str) -> None:
    """The search finds what it is there for."""
    assert paths_in(f"see `{path}`") == [path]
    assert not leads_somewhere(path)
