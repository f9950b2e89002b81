"""Every module, and every public class and function, says what it means."""

import ast
from collections.abc import Iterator

import pytest

from house.sources import modules, named, tree

Defined = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
SILENT = {"Meta"}
"""Classes that only configure the one around them."""


def undocumented(node: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[int, str]]:
    """Line and name of every public definition without a docstring; what is inside functions is private to them."""
    for item in node.body:
        if not isinstance(item, Defined) or item.name.startswith("_") or item.name in SILENT:
            continue
        if ast.get_docstring(item) is None and not _overload(item):
            yield item.lineno, f"{prefix}{item.name}"
        if isinstance(item, ast.ClassDef):
            yield from undocumented(item, f"{prefix}{item.name}.")


def _overload(item: Defined) -> bool:
    return any("overload" in ast.unparse(decorator) for decorator in item.decorator_list)


def test_every_module_says_why_it_exists() -> None:
    """Empty ones have nothing to say."""
    assert [named(path) for path in modules() if tree(path).body and ast.get_docstring(tree(path)) is None] == []


def test_every_public_name_says_what_it_means() -> None:
    """Meaning, units, shapes, errors, the law's article: what the name and the types leave open."""
    assert [f"{named(path)}:{line} {name}" for path in modules() for line, name in undocumented(tree(path))] == []


@pytest.mark.parametrize(
    "source", ["def due(): ...", "class Due:\n    '''Due.'''\n    def at(self): ...", "class Due: ..."]
)
def test_a_silent_name_is_seen(source: str) -> None:
    """The search finds what it is there for."""
    assert list(undocumented(ast.parse(source)))
