"""The small province and a dossier in process, for the tests of acts."""

import pytest
from desk_work import RECEIVED, in_process

import world
from caicach.dossiers.models import Dossier


@pytest.fixture
def here(database: str) -> world.World:
    """The small province, in an empty database."""
    return world.build()


@pytest.fixture
def dossier(here: world.World) -> Dossier:
    """Received on Monday 4 August 2025 at 09:00 with 5 working days (due Monday 11), in process at the division."""
    return in_process(here, RECEIVED)
