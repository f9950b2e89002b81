"""Fail when models and migrations differ, or when two migrations follow the same one. Needs no server."""

import os
import sys

import django
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def main() -> int:
    """Print every change that no migration makes yet; the exit code says whether there is one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
    os.environ.setdefault("SECRET_KEY", "no secret: nothing is signed here")
    django.setup()
    translation.deactivate_all()  # names in migrations are compared in the source's own words
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    missing = [
        f"{room}: {operation.describe()}"
        for room, migrations in detector.changes(graph=loader.graph).items()
        for migration in migrations
        for operation in migration.operations
    ]
    conflicts = [f"{room}: {', '.join(sorted(names))}" for room, names in loader.detect_conflicts().items()]
    for line in missing:
        print(f"no migration for: {line}")
    for line in conflicts:
        print(f"migrations side by side: {line}")
    if not missing and not conflicts:
        print("models and migrations agree")
    return int(bool(missing or conflicts))


if __name__ == "__main__":
    sys.exit(main())
