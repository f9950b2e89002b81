"""Only services write: elsewhere no row is made, changed or deleted, neither through models nor in SQL."""

import ast
import re
from pathlib import Path

import pytest

from house.sources import modules, named, tree

WRITES = {
    "save", "create", "acreate", "get_or_create", "update_or_create", "update", "delete", "bulk_create", "bulk_update",
    "asave", "adelete", "aupdate", "create_user", "create_superuser",
}  # fmt: skip
SQL = re.compile(r"\s*(INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|TRUNCATE|COPY\s+\w+\s+FROM)\b")

WRITERS = ("services", "migrations")
"""Folders whose modules may write."""

REVIEWED = {
    "config/archive.py": {"digest.update"},  # a hash
    "config/prepare.py": {"digest.update", "INSERT INTO"},  # a hash; the mark of what a database was prepared by
    "figures/queries/statement.py": {"found.setdefault(row[0], dict.fromkeys(counts, 0)).update"},  # a dict
    "dossiers/queries/import_source.py": {"digest.update"},  # a hash
    "reports/queries/editions.py": {"digest.update"},  # a hash
    "papers/content/pages.py": {"joined.save", "upright.save", "part.save"},  # files on their way, in the child process
    "papers/content/pictures.py": {"whole.save"},  # the same: a picture that is looked at and gone
}
"""What looks like a write elsewhere, file by file, and was looked at."""


def _may_write(path: Path) -> bool:
    parts = named(path).split("/")
    return parts[0] == "demo" or any(part in WRITERS for part in parts[1:-1])


def found_writes(source: ast.Module) -> list[tuple[int, str]]:
    """Line and words of everything in a file that looks like a write."""
    found = []
    for node in ast.walk(source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            found.append((node.lineno, f"{ast.unparse(node.func.value)}.{node.func.attr}"))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and (sql := SQL.match(node.value)):
            found.append((node.lineno, " ".join(sql[1].split())))
    return found


def test_only_services_write() -> None:
    """A view, a form, a query, a rule that writes would bypass permits, rules and the journal."""
    faults = [
        f"{named(path)}:{line}: {what}"
        for path in modules()
        if not _may_write(path)
        for line, what in found_writes(tree(path))
        if what not in REVIEWED.get(named(path), set())
    ]
    assert faults == []


def test_what_was_reviewed_is_still_there() -> None:
    """An entry of the list that matches nothing any more would hide the next write."""
    for name, words in REVIEWED.items():
        path = next(path for path in modules() if named(path) == name)
        assert words <= {what for _, what in found_writes(tree(path))}


@pytest.mark.parametrize(
    "line",
    [
        "dossier.save()",
        "Dossier.objects.create(number='1')",
        "Dossier.objects.filter(pk=1).update(number='1')",
        "Dossier.objects.bulk_create(rows)",
        "dossier.delete()",
        "cursor.execute('DELETE FROM dossiers_dossier')",
    ],
)
def test_a_write_is_seen(line: str) -> None:
    """The search finds what it is there for."""
    assert found_writes(ast.parse(line))
