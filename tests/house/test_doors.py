"""Another room is entered by its doors only: models, rules, permits, queries, services, register, tags."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.sources import PACKAGE, modules, named, room_of, tree

DOORS = {"models", "rules", "permits", "queries", "services", "register", "tags"}
OPEN = {"kit"}
"""Rooms that consist of doors."""
EVERYWHERE = {"config", "__main__.py", "__init__.py"}
"""Who may enter any room by any module: the room that puts them together."""


def imported(source: ast.Module) -> Iterator[tuple[int, list[str]]]:
    """Line and the parts, after `caicach`, of each of our modules that a file imports from."""
    for node in ast.walk(source):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            first, *rest = name.split(".")
            if first == "caicach" and rest:
                yield node.lineno, rest


def faults(room: str, source: ast.Module) -> list[str]:
    """The imports of a file of the room that do not go through a door."""
    return [
        f"{line}: caicach.{'.'.join(parts)}"
        for line, parts in imported(source)
        if parts[0] not in {room, "__version__", *OPEN} and (len(parts) < 2 or parts[1] not in DOORS)
    ]


def _guests() -> list[Path]:
    return [path for path in modules(migrations=True) if room_of(path) not in EVERYWHERE]


def test_other_rooms_are_entered_by_their_doors() -> None:
    """The views, forms and figures of a room are its own business."""
    assert [f"{named(path)}:{fault}" for path in _guests() for fault in faults(room_of(path), tree(path))] == []


def test_every_room_is_looked_at() -> None:
    """The rule above holds of all rooms that there are."""
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert {room_of(path) for path in _guests()} == rooms - EVERYWHERE


@pytest.mark.parametrize(
    ("line", "through_a_door"),
    [
        ("from caicach.dossiers.queries.page import page", True),
        ("from caicach.kit.period import Period", True),
        ("from caicach.reports.views import ii06", True),  # the room itself
        ("from caicach.dossiers.views import act", False),
        ("from caicach.dossiers import forms", False),
        ("import caicach.dossiers.figures", False),
        ("from caicach.config import server", False),
    ],
)
def test_a_way_past_the_doors_is_seen(line: str, through_a_door: bool) -> None:
    """The search tells one from the other, here for a file of the room `reports`."""
    assert (faults("reports", ast.parse(line)) == []) is through_a_door
