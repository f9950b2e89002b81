"""The project's files name no package registry and no place on somebody's machine: it is built anywhere."""

import re

import pytest

from house.sources import ROOT, kept_files, text_of

# Put together from pieces, so that this file does not hold what it looks for.
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.", "unpkg" + ".com", "jsdelivr" + ".net", "cdnjs" + "."]
FOLDERS = ["wo" + "rk", "ho" + "me", "ro" + "ot", "Us" + "ers", "workspace" + "s"]
FOREIGN = re.compile(
    "|".join([*map(re.escape, HOSTS), rf"(?<![\w.~<>$}}{{)-])/(?:{'|'.join(FOLDERS)})/[\w.-]"]), re.IGNORECASE
)


def test_files_are_found() -> None:
    """The test below would hold of nothing."""
    names = {path.relative_to(ROOT).as_posix() for path in kept_files()}
    assert {"pyproject.toml", "requirements/base.lock", "src/caicach/config/cli.py"} <= names


def test_no_file_names_a_registry_or_a_place_on_a_machine() -> None:
    """Where packages come from and where the project lies is decided by whoever builds it."""
    faults = [
        f"{path.relative_to(ROOT)}:{number}: {found[0]}"
        for path in kept_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if (found := FOREIGN.search(line))
    ]
    assert faults == []


@pytest.mark.parametrize("text", [f"https://{HOSTS[0]}/simple", f"cd /{FOLDERS[0]}/main", f"/{FOLDERS[1]}/somebody/x"])
def test_a_foreign_place_is_seen(text: str) -> None:
    """The search finds what it is there for."""
    assert FOREIGN.search(text)


@pytest.mark.parametrize("text", ["https://example.vn/home/page", "src/work/x", "{% url 'home' %}", "/homepage/"])
def test_an_address_of_ours_is_not_one(text: str) -> None:
    """Addresses of pages and relative paths are fine."""
    assert not FOREIGN.search(text)
