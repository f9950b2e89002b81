"""What `tools.bench_lists` does from inside Django; imported once Django is set up."""

import statistics
import time
from typing import Any

import psutil
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caicach.accounts.models import User
from caicach.accounts.rules import Role
from caicach.dossiers.models import Apology, Dossier, Extension, Fact, Party, Pause, Standing
from caicach.dossiers.rules.tab import TABS
from tools import bench_inside

NAMES = (
    "nguyen",
    "tran",
    "le",
    "pham",
    "hoang",
    "huynh",
    "phan",
    "vu",
    "vo",
    "dang",
    "bui",
    "do",
    "nie",
    "hdok",
    "ksor",
)
SLOW = 10.0

ROLES = {
    "intake clerk": Role.INTAKE_CLERK,
    "result desk": Role.RESULT_DESK,
    "head of the centre": Role.CENTRE_HEAD,
    "processing officer": Role.PROCESSING_OFFICER,
    "division head": Role.DIVISION_HEAD,
    "agency leader": Role.AGENCY_LEADER,
    "records clerk": Role.RECORDS_CLERK,
    "reform officer": Role.REFORM_OFFICER,
}


def fill(*, dossiers: int, live: int) -> str:
    """The demo, cloned until there are so many."""
    bench_inside.load()
    unfinished = Dossier.objects.exclude(step="done")
    ended = Dossier.objects.filter(step="done")
    for chosen, wanted in ((unfinished, live), (ended, dossiers - live)):
        ids = list(chosen.values_list("pk", flat=True))
        _clone(ids, wanted - len(ids))
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('dossiers_dossier', 'id'), max(id)) FROM dossiers_dossier")
        cursor.execute("VACUUM ANALYZE")
    found = (Dossier.objects.count(), Dossier.objects.exclude(step="done").count())
    if found != (dossiers, live):
        raise RuntimeError(f"{found} instead of {(dossiers, live)}")
    if Fact.objects.values("subject_id").distinct().count() != dossiers:
        raise RuntimeError("some dossier has no fact")
    return f"{dossiers:,} dossiers, {live:,} unfinished, {Fact.objects.count():,} fact versions"


def _clone(ids: list[int], count: int) -> None:
    """`count` more of these dossiers, each received some weeks earlier than the one before it."""
    names = ", ".join(f"'{name}'" for name in NAMES)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM dossiers_dossier")
        start = cursor.fetchone()[0]
        cursor.execute("DROP TABLE IF EXISTS bench_clone")
        cursor.execute(
            "CREATE TEMP TABLE bench_clone AS SELECT %s + place AS id, (%s::bigint[])[1 + (place - 1) %% %s] AS source,"
            " make_interval(mins => 0) AS earlier FROM generate_series(1, %s) AS place",
            [start, ids, len(ids), count],
        )
        shift = f"(ARRAY[{names}])[1 + (bench_clone.id * 7919) % {len(NAMES)}] || ' ' || bench_clone.id"
        _copy(
            cursor,
            Dossier,
            key="id",
            changes={
                "id": "bench_clone.id",
                "number": "number || '/' || bench_clone.id",
                "search": f"search || ' ' || {shift}",
            },
        )
        for model in (Party, Pause, Extension, Apology):
            _copy(cursor, model, key="dossier_id", changes={"dossier_id": "bench_clone.id"}, without=("id",))
        for model in (Fact, Standing):
            _copy(cursor, model, key="subject_id", changes={"subject_id": "bench_clone.id"}, without=("id", "tx"))


def _copy(
    cursor: Any, model: type[models.Model], *, key: str, changes: dict[str, str], without: tuple[str, ...] = ()
) -> None:
    columns = [field.column for field in model._meta.concrete_fields if field.column not in without]
    told = ", ".join(changes.get(column, f"source.{column}") for column in columns)
    table = model._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {told} FROM {table} AS source"
        f" JOIN bench_clone ON bench_clone.source = source.{key} ORDER BY bench_clone.id"
    )


def pages() -> list[tuple[str, str, str]]:
    """Name, user and address of every page that is measured."""
    found = []
    for name, role in ROLES.items():
        user = User.objects.filter(grants__role=role).order_by("id")[0]
        found.append((f"home, {name}", user.username, "/"))
        found.append((f"list, {name}", user.username, "/dossiers/"))
    clerk = User.objects.filter(grants__role=Role.INTAKE_CLERK).order_by("id")[0].username
    leader = User.objects.filter(grants__role=Role.AGENCY_LEADER).order_by("id")[0].username
    found += [(f"tab {tab.key}, intake clerk", clerk, f"/dossiers/?tab={tab.key}") for tab in TABS]
    found += [(f"tab {tab.key}, agency leader", leader, f"/dossiers/?tab={tab.key}") for tab in TABS]
    for words in ("066", "nguyen", "nguyen 8101", "khongcoai"):
        found.append((f"search “{words}”, intake clerk", clerk, f"/dossiers/?q={words.replace(' ', '+')}"))
    found.append(("tab overdue, status 4, by field", clerk, "/dossiers/?tab=overdue&status=4&field=1"))
    found.append(("page 2 by deadline", clerk, "/dossiers/?tab=examine&after=f.20261120T080000.000000.5000"))
    return found


def measure(username: str, address: str, *, repeat: int) -> dict[str, Any]:
    """The page asked so many times after once for warming up: server time of the handler, statements and their time."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=username))
    _asked(client, address)
    took, before = [], _cpu()
    for _ in range(repeat):
        began = time.perf_counter()
        _asked(client, address)
        took.append(1000 * (time.perf_counter() - began))
    spent_cpu = _cpu() - before
    with CaptureQueriesContext(connection) as queries:
        _asked(client, address)
    spent = [(query["sql"], 1000 * float(query["time"])) for query in queries.captured_queries]
    return {
        "median_ms": statistics.median(took),
        "cpu_ms": 1000 * spent_cpu / repeat,
        "statements": len(spent),
        "sql_ms": sum(one for _sql, one in spent),
        "slow": [(sql, one) for sql, one in spent if one >= SLOW],
    }


def _cpu() -> float:
    """Seconds of CPU that this process and the server's process behind its connection have spent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return time.process_time() + float(backend.user) + float(backend.system)


def _asked(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def plan(statement: str) -> str:
    """How PostgreSQL carries the statement out."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement}")
        return "\n".join(row[0] for row in cursor.fetchall())
