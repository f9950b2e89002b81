"""Advisory locks: each number belongs to one purpose, or work that has nothing to do with it would wait for it."""

import ast
from collections import defaultdict

from house.sources import modules, named, tree


def test_no_two_locks_share_a_number() -> None:
    owners = defaultdict(list)
    for path in modules():
        for node in tree(path).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and _is_lock(node.value.value):
                owners[node.value.value].append(f"{named(path)}:{ast.unparse(node.targets[0])}")
    assert len(owners) >= 7, "the locks are found"
    assert {number: names for number, names in owners.items() if len(names) > 1} == {}


def _is_lock(value: object) -> bool:
    return type(value) is int and str(value).startswith(("7201", "202611"))
