"""`docs/glossary.md` has a row for each model, verb, role and status, with the words that the screens use."""

from functools import lru_cache

import pytest
from django.apps import apps
from django.utils.translation import override

from caicach.accounts.rules import TITLES, Role
from caicach.dossiers.rules.status import LABELS, Status
from house.sources import PACKAGE, ROOT, table_rows

GLOSSARY = ROOT / "docs" / "glossary.md"
NO_VERBS = {
    "dossiers.turn", "dossiers.verb", "dossiers.write", "dossiers.stages", "dossiers.digitise",
    "dossiers.parts", "dossiers.each", "dossiers.handovers", "notices.tended",
    "procedures.read_catalogue", "feedback.turn", "feedback.verb", "feedback.write",
}  # fmt: skip
"""Modules of services that carry verbs out and are none."""
NO_WORDS = {"demo"}
"""Rooms whose names are nobody's words."""


@lru_cache(maxsize=1)
def _rows() -> dict[str, list[str]]:
    """The rows (Vietnamese, English, name in code, source, room) by their names in code."""
    rows = [row for row in table_rows(GLOSSARY) if len(row) == 5]
    return {name.strip(" `"): row for row in rows for name in row[2].split(",")}


def _models() -> list[str]:
    rooms = [config for config in apps.get_app_configs() if config.name.startswith("caicach.")]
    return [
        f"{config.label}.{model.__name__}"
        for config in rooms
        if config.label not in NO_WORDS
        for model in config.get_models()
    ]


def _verbs() -> list[str]:
    found = [
        f"{path.parent.parent.name}.{path.stem}" for path in PACKAGE.glob("*/services/*.py") if path.stem != "__init__"
    ]
    return [name for name in found if name.partition(".")[0] not in NO_WORDS and name not in NO_VERBS]


def test_every_model_has_a_row() -> None:
    """A table's name is a word of the field before it is a name in code."""
    assert len(_models()) > 30
    assert [name for name in _models() if name not in _rows()] == []


def test_every_verb_has_a_row() -> None:
    """A service is a verb, and a verb has a Vietnamese one."""
    assert len(_verbs()) > 25
    assert [name for name in _verbs() if name not in _rows()] == []


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_row(role: Role) -> None:
    """With the title that the screens show."""
    with override("vi"):
        assert TITLES[role].casefold() in _rows()[f"Role.{role.name}"][0].casefold()


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_row(status: Status) -> None:
    """With the national wording that the screens show."""
    assert LABELS[status].casefold() in _rows()[f"Status.{status.name}"][0].casefold()


def test_every_row_is_complete_and_stands_in_a_room_that_there_is() -> None:
    """Vietnamese, English, a name in code and the room; the source document may be ours ("–")."""
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert [row for row in _rows().values() if not all(row) or row[4] not in rooms] == []


def test_no_row_names_what_is_gone() -> None:
    """A row with a model's or a verb's address must still have it."""
    known = {*_models(), *_verbs()}
    addressed = [name for name in _rows() if name.partition(".")[0] in {path.partition(".")[0] for path in known}]
    assert [name for name in addressed if name not in known] == []
