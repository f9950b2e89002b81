"""Whoever writes the columnar copy is killed at any point: what is in force stays whole, and the next one goes on."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from caicach.facts.queries import copy
from caicach.facts.services import copy as writing
from caicach.figures.queries import days as summing
from caicach.figures.queries.engines import columnar, postgresql
from caicach.figures.queries.statement import Question, count
from caicach.figures.register import known_figure
from caicach.figures.services.sum_days import sum_days
from caicach.journal.models import Seal
from figures.trial import YEAR, scope

pytest_plugins = ["figures.conftest"]
HERE = Path(__file__).parent


@pytest.fixture
def place(room: str, tmp_path: Path, settings) -> Path:
    settings.COPY_ROOT, settings.COPY_FROM_ROWS = tmp_path / "copy", 0
    return settings.COPY_ROOT


def writer(place: Path, first: int) -> subprocess.Popen[str]:
    """Another process at the test's database and folder, once it has written its first generation."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = os.environ | {
        "DATABASE_URL": url.geturl(),
        "CAICACH_COPY": str(place),
        "PYTHONPATH": os.pathsep.join(["src", str(HERE.parent)]),
    }
    started = subprocess.Popen(
        [sys.executable, str(HERE / "writer.py"), str(first)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout
    assert started.stdout.readline() == "written\n"
    return started


def test_whoever_is_killed_leaves_a_whole_copy(place: Path) -> None:
    chance = random.Random()
    for turn in range(2):
        running = writer(place, 1 + turn * 10_000)
        time.sleep(chance.uniform(0, 0.5))
        running.kill()
        running.wait()
        generation = copy.current()
        assert {path.name for path in place.iterdir()} >= generation.files()
        agrees(generation)
    until = time.monotonic() + 20
    while (generation := writing.follow()) is None and time.monotonic() < until:
        time.sleep(0.05)  # the server notices that the writer is gone when it next writes to it
    sum_days(generation)
    assert agrees(generation) > 2


def agrees(generation) -> int:
    """The copy and its sums say what PostgreSQL says at the generation's seal; how many were received."""
    known = Seal.objects.get(no=generation.seal_no)
    measures = {name: known_figure(f"figures.{name}").expression for name in ("received", "overdue")}
    mine, oracle = (Question(scope(1, 2), YEAR, engine) for engine in (columnar(generation, known), postgresql(known)))
    wanted = count(measures, oracle, by=None)
    assert count(measures, mine, by=None) == wanted
    assert summing.count(measures, mine, by=None) in (None, wanted)
    return wanted[None]["received"]
