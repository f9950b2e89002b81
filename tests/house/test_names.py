"""Names that tell nothing, and flows that cannot be followed, have no place in the house."""

import ast
from pathlib import Path

from house.sources import modules, named, tree

TELL_NOTHING = {"util", "utils", "helper", "helpers", "common", "core", "manager", "managers", "handler", "handlers"}

ENTERED = {"__init__.py", "config/settings/__init__.py"}
"""Packages with something in their `__init__`: the version, and Django's settings by topic. `models` re-export."""


def _words(path: Path) -> set[str]:
    return {word for part in Path(named(path)).with_suffix("").parts for word in part.split("_")}


def test_no_module_has_a_name_that_tells_nothing() -> None:
    """A place for everything would become the place where nobody looks."""
    assert [named(path) for path in modules() if TELL_NOTHING & _words(path)] == []


def test_no_save_is_overridden() -> None:
    """What happens on saving stands in the service that saves."""
    faults = [
        f"{named(path)}:{item.lineno}: {node.name}.{item.name}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) and item.name in {"save", "asave", "delete"}
    ]
    assert faults == []


def _imports(path: Path) -> set[str]:
    """Full names of everything a file imports, without the imports of types only."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_nothing_listens_to_signals() -> None:
    """A change calls what follows from it by name, so that a reader can follow."""
    faults = [
        f"{named(path)}: {name}"
        for path in modules()
        for name in _imports(path)
        if name.startswith("django.dispatch") or ".signals" in name
    ]
    assert faults == []


def test_packages_are_entered_by_their_modules() -> None:
    """An `__init__` that imports would let rooms reach each other by a side way; only `models` gather their tables."""
    full = [
        named(path)
        for path in modules(migrations=True)
        if path.name == "__init__.py" and path.parent.name != "models" and path.read_text(encoding="utf-8").strip()
    ]
    assert set(full) == ENTERED
