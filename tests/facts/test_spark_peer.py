"""On a real Spark cluster, a master and two workers on loopback: the same cells as DuckDB and PostgreSQL."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from caicach.facts.queries import copy
from caicach.facts.services import copy as writing
from caicach.figures.queries.agree import between
from caicach.figures.queries.engines import Engine, columnar, postgresql
from caicach.figures.queries.statement import Question, count, listed
from caicach.figures.register import all_figures
from caicach.figures.rules.expression import parts
from caicach.figures.services.know import know
from caicach.journal.models import Seal
from caicach.journal.services.seal import seal
from caicach.kit.period import Period
from figures.trial import YEAR, Thing, scope, tell

pytest_plugins = ["figures.conftest"]
pytestmark = pytest.mark.peer
DAY = date(2023, 3, 1)


def missing() -> str:
    """What is not there; the cluster is a large download, so it is required by a word of its own."""
    if shutil.which("java") is None:
        return "Java is not installed"
    try:
        import pyspark  # noqa: F401
    except ModuleNotFoundError:
        return "pyspark is not installed (pip install 'caicach[spark]')"
    return ""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The master's address; skipped with the reason where there is no Spark, unless CAICACH_REQUIRE_SPARK=1."""
    reason = missing()
    if reason:
        (pytest.fail if os.environ.get("CAICACH_REQUIRE_SPARK") == "1" else pytest.skip)(reason)
    import pyspark

    home = Path(pyspark.__file__).parent
    folder, port = tmp_path_factory.mktemp("spark"), free_port()
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
    role = [str(home / "bin" / "spark-class"), "org.apache.spark.deploy."]
    master = f"spark://127.0.0.1:{port}"
    worker = ["worker.Worker", "-c", "1", "-m", "1g", "-h", "127.0.0.1", "--webui-port", "0"]
    commands = [
        ["master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"],
        *([*worker, "-d", str(folder / name), master] for name in ("one", "two")),
    ]
    running = []
    log = (folder / "log").open("wb")
    try:
        for words in commands:
            command = [role[0], role[1] + words[0], *words[1:]]
            running.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
            wait_for(port)
        until = time.monotonic() + 60
        while (folder / "log").read_text().count("Successfully registered with master") < 2:
            assert time.monotonic() < until, (folder / "log").read_text()[-2000:]
            time.sleep(0.2)
        yield master
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(20)
        log.close()


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("the master does not answer")


@pytest.fixture
def place(room: str, tmp_path: Path, settings) -> Path:
    settings.COPY_ROOT, settings.COPY_FROM_ROWS = tmp_path / "bản sao", 0
    return settings.COPY_ROOT


def test_spark_counts_the_same_cells(cluster: str, place: Path) -> None:
    from caicach.facts.queries import spark

    things = [some_thing(number) for number in range(1, 40)]
    tell(*things)
    before = seal()
    writing.follow()
    tell(*(thing.later(unit=2, finished=DAY) for thing in things[::5]), Thing(99))
    generation = writing.follow()
    session = spark.session(cluster)
    try:
        for known in (before, Seal.objects.get(no=generation.seal_no)):
            mine = Engine(
                "spark",
                lambda table, known=known: spark.known(table, generation, known),
                lambda sql: spark.ask(session, sql),
            )
            compared(mine, columnar(generation, known), postgresql(known))
            assert list(between(mine, columnar(generation, known), [YEAR])) == []
    finally:
        session.stop()
    assert copy.current() == generation
    assert know(None)


def some_thing(number: int) -> Thing:
    return Thing(
        number,
        unit=1 + number % 3,
        field=number % 2 + 1,
        finished=DAY + timedelta(number) if number % 2 else None,
        spans=((DAY + timedelta(number), None),) if number % 4 == 0 else (),
    )


def compared(*engines: Engine) -> None:
    measures = {
        f"{figure.code}/{part}": one for figure in all_figures() for part, one in parts(figure.expression).items()
    }
    for period in (YEAR, Period(DAY, DAY + timedelta(9))):
        for by in (None, "unit_id"):
            found = [count(measures, Question(scope(1, 2), period, engine), by=by) for engine in engines]
            assert found[0] == found[1] == found[2]
        one = measures["figures.received/numerator"]
        lists = [listed(one, Question(scope(1, 2), period, engine), after=3, limit=5) for engine in engines]
        assert lists[0] == lists[1] == lists[2]
