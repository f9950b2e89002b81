"""One database for the whole folder: the small province, everybody in every relation, one dossier in every state."""

import logging
import secrets
from collections.abc import Iterator

import pytest

from access.ground import Ground, build
from conftest import cloned, connected


@pytest.fixture(scope="package")
def ground(template: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[Ground]:
    """Read only: whoever writes does so in a transaction that is rolled back."""
    name = f"access_{secrets.token_hex(4)}"
    with cloned(template, name), django_db_blocker.unblock(), connected(name):
        logging.disable(logging.WARNING)  # thousands of denied requests, each logged and kept by pytest
        yield build()
        logging.disable(logging.NOTSET)
