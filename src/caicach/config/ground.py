"""The ground a command stands on: Django set up for the database at hand, its server held, its data up to date."""

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.db import connections
from django.utils import translation

from caicach.config import server


def set_up(language: str) -> None:
    """Set Django up, in a language, for the database at hand. No server is needed or started."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
    os.environ["SECRET_KEY"] = server.secret_key()
    os.environ["DATABASE_URL"] = server.url()
    os.environ.setdefault("CAICACH_FILES", str(server.place() / "files"))
    os.environ.setdefault("CAICACH_COPY", str(server.place() / "copy"))
    django.setup()
    translation.activate(language)


@contextmanager
def held(*, migrates: bool) -> Iterator[None]:
    """Hold the running server with the database prepared.

    An embedded database is always brought up to date; one that DATABASE_URL names only by a command that `migrates`.
    """
    with server.running():
        try:
            # Prepared by services of all rooms, which can only be imported now that Django is set up.
            importlib.import_module("caicach.config.prepare").prepare(apply=migrates or not server.external())
            yield
        finally:
            connections.close_all()
