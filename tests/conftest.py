"""One throw-away PostgreSQL for the session; a test that writes gets a database of its own, cloned from a template."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import hypothesis
import psycopg
import pytest

from caicach.config import server
from caicach.config.settings.database import database_from_url

# The machine that runs the tests may be busy: how long an example takes says nothing about it.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")
pytest_plugins = ["browsing"]
ANCHOR = date(2026, 11, 20)


def pytest_configure(config: pytest.Config) -> None:
    """Start the server and point Django at it (the settings are read before this file is)."""
    from django.conf import settings
    from django.db import connections

    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        return  # this process only hands the tests out; each of the others has a server of its own
    running = server.throwaway()
    url = os.environ["DATABASE_URL"] = running.__enter__()
    config.add_cleanup(lambda: running.__exit__(None, None, None))
    connections.settings["default"].update(database_from_url(url))
    settings.SECRET_KEY = secrets.token_hex(32)
    settings.FILES_ROOT = Path(tempfile.mkdtemp(prefix="caicach-files-"))
    settings.IMPORTS_ROOT = settings.FILES_ROOT / "imports"
    config.add_cleanup(lambda: shutil.rmtree(settings.FILES_ROOT, ignore_errors=True))
    settings.COPY_ROOT = Path(tempfile.mkdtemp(prefix="caicach-copy-"))
    config.add_cleanup(lambda: shutil.rmtree(settings.COPY_ROOT, ignore_errors=True))


@contextmanager
def cloned(template: str, name: str) -> Iterator[str]:
    """A database made from a template, dropped afterwards."""
    # From "postgres": nobody may be connected to a database while it serves as a template.
    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        try:
            yield name
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def connected(name: str) -> Iterator[None]:
    """Let Django speak with that database."""
    from django.db import connection, connections

    before = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> None:
    """The template: migrated, with the law's data and the definitions of the figures."""
    from caicach.config.prepare import prepare

    with django_db_blocker.unblock():
        from django.db import connection

        template = connection.settings_dict["NAME"]
        prepare(apply=True)
        connection.close()
        connection.settings_dict["NAME"] = f"no_{template}"


@pytest.fixture(scope="session")
def template(django_db_setup: None) -> str:
    """The template's name."""
    from django.db import connection

    return connection.settings_dict["NAME"].removeprefix("no_")


@pytest.fixture
def database(template: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database (law data only), its name; everything committed, dropped after the test."""
    name = f"test_{secrets.token_hex(4)}"
    with cloned(template, name), django_db_blocker.unblock(), connected(name):
        yield name


@pytest.fixture(scope="session")
def demo_template(template: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A database with the demo loaded, to be cloned."""
    from caicach.demo.services.load import load_demo

    with cloned(template, "demo_template") as name, django_db_blocker.unblock():
        with connected(name):
            load_demo(anchor=ANCHOR, report=lambda _text: None)
        yield name


@pytest.fixture(scope="session")
def _demo_shared(demo_template: str) -> Iterator[str]:
    with cloned(demo_template, "demo_shared") as name:
        yield name


@pytest.fixture
def demo_database(_demo_shared: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The demo, shared by all tests that only read."""
    with django_db_blocker.unblock(), connected(_demo_shared):
        yield _demo_shared


@pytest.fixture
def demo_copy(demo_template: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A copy of the demo for one test that writes."""
    name = f"demo_{secrets.token_hex(4)}"
    with cloned(demo_template, name), django_db_blocker.unblock(), connected(name):
        yield name


@pytest.fixture
def sign_in(client: object) -> Callable[[str], object]:
    """Sign a user in by username on the test client."""
    from caicach.accounts.models import User

    def enter(username: str) -> object:
        client.force_login(User.objects.get(username=username))
        return client

    return enter
