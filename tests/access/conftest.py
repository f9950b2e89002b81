"""One database for the whole folder: the small province, everybody in every relation, one dossier in every state."""

import logging
import secrets
from collections.abc import Iterator

import pytest
from django.test import override_settings

from access.ground import Ground, build
from conftest import cloned, connected


@pytest.fixture(scope="package")
def ground(template: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[Ground]:
    """Read only: whoever writes does so in a transaction that is rolled back."""
    name = f"access_{secrets.token_hex(4)}"
    # A page that breaks shows where; thousands of denied requests are not each logged and kept.
    loud = override_settings(DEBUG_PROPAGATE_EXCEPTIONS=True)
    with cloned(template, name), django_db_blocker.unblock(), connected(name), loud:
        logging.disable(logging.WARNING)
        yield build()
        logging.disable(logging.NOTSET)
