"""Every text that people see stands in the catalogue with its English, and the catalogue holds nothing else."""

import importlib.util
from types import ModuleType

import pytest

from house.sources import ROOT


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    """The tool that `make check` uses."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_is_there_in_both_languages(messages: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """No text without English, none with other placeholders, none that is gone."""
    faulty = messages.check()
    said = capsys.readouterr().out
    assert not faulty, said


def test_texts_are_found_where_people_see_them(messages: ModuleType) -> None:
    """In rules, services, templates and shipped data alike."""
    places = {place for found in messages.collected().values() for place in found}
    for wanted in (
        "src/caicach/dossiers/rules/status.py",
        "src/caicach/dossiers/services/finish.py",
        "src/caicach/calendars/data/official_days.json",
        "src/caicach/ui/templates/404.html",
    ):
        assert wanted in places
