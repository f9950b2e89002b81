"""The trial room: its tables in the test's database, its figures known while the test runs."""

from collections.abc import Iterator

import pytest
from django.db import connection

from caicach.facts import register as facts
from caicach.figures import register
from figures import trial


@pytest.fixture
def measures(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only the trial room's figures are known: `figures.received` and the others of `trial.FIGURES`."""
    monkeypatch.setattr(register, "_DECLARED", {})
    monkeypatch.setattr(facts, "_TABLES", {})
    facts.register(trial.TABLE)
    facts.register(trial.STANDING)
    for function in trial.FIGURES:
        register.figure(title=f"Tên {function.__name__}", definition=f"Nghĩa {function.__name__}.")(function)
    yield
    register.titled.cache_clear()


@pytest.fixture
def room(database: str, measures: None) -> str:
    """A database with the trial room's tables."""
    with connection.cursor() as cursor:
        cursor.execute(trial.TABLES)
    return database
