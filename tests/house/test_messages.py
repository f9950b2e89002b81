"""A message that an act leaves for somebody reads as something."""

import ast

from caicach.notices.register import kind_of
from house.sources import modules, tree


def _named(source: ast.Module) -> set[str]:
    """Every text that is put into an attribute `notice`."""
    return {
        node.value.value
        for node in ast.walk(source)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and any(isinstance(target, ast.Attribute) and target.attr == "notice" for target in node.targets)
        and node.value.value
    }


def test_every_message_that_a_verb_names_has_its_texts() -> None:
    """`turn.notice = "…"` names a kind that its room has registered."""
    named = {name for path in modules() for name in _named(tree(path))}
    assert len(named) > 7
    assert [name for name in sorted(named) if kind_of(name) is None] == []


def test_a_message_is_seen() -> None:
    """The search finds what it is there for."""
    assert _named(ast.parse("turn.notice = 'dossiers.nothing'")) == {"dossiers.nothing"}
