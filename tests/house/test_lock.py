"""What is installed is exactly what was reviewed: every requirement is locked to a version and to hashes."""

import re

import pytest

from house.sources import ROOT

FOLDER = ROOT / "requirements"
LOCKS = sorted(FOLDER.glob("*.lock"))
PINNED = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;]+)(\s*;[^-]*)?((\s+--hash=sha256:[0-9a-f]{64})+)\s*")


def logical(text: str) -> list[str]:
    """The requirements of a lock file, each on one line, without comments."""
    joined = text.replace("\\\n", " ")
    return [line for line in (re.sub(r"(^|\s)#.*", "", line).strip() for line in joined.splitlines()) if line]


def _versions(name: str) -> dict[str, str]:
    lines = logical((FOLDER / name).read_text(encoding="utf-8"))
    return {_plain(found[1]): found[2] for line in lines if (found := PINNED.fullmatch(line))}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_there_are_three_locks() -> None:
    """What installs, what runs and what works on the project."""
    assert [path.name for path in LOCKS] == ["base.lock", "bootstrap.lock", "dev.lock"]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_each_requirement_has_its_hashes_and_no_address(path: object) -> None:
    """No option, no address, no version left open."""
    lines = logical(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert lines
    assert [line[:80] for line in lines if not PINNED.fullmatch(line) or "://" in line] == []


@pytest.mark.parametrize("name", ["base", "dev", "bootstrap"])
def test_everything_wanted_is_locked(name: str) -> None:
    """Each name of the `.in` file stands in its lock."""
    wanted = {
        _plain(re.split(r"[\[<>=~! ;]", line)[0])
        for line in logical((FOLDER / f"{name}.in").read_text(encoding="utf-8"))
        if not line.startswith("-")
    }
    assert wanted
    assert wanted - _versions(f"{name}.lock").keys() == set()


def test_both_locks_agree() -> None:
    """Who works on the project runs the same versions as who uses it."""
    base, dev = _versions("base.lock"), _versions("dev.lock")
    assert {name: (base[name], dev[name]) for name in base.keys() & dev.keys() if base[name] != dev[name]} == {}


@pytest.mark.parametrize(
    "line", ["django", "django==5.2", "django @ https://example.vn/django.whl", "--index-url https://example.vn"]
)
def test_an_open_requirement_is_seen(line: str) -> None:
    """The search finds what it is there for."""
    assert not PINNED.fullmatch(line)
