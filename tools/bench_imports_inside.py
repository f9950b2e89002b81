"""What `tools.bench_imports` does from inside Django; imported once Django is set up."""

import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import psutil
from django.db import connection
from django.utils import timezone

from caicach.agencies.models import Kind, Unit, UnitParent
from caicach.calendars.models import Schedule
from caicach.config.prepare import prepare
from caicach.dossiers.models import Dossier, Fact, Imported, Party
from caicach.dossiers.rules.imported import HEADS
from caicach.dossiers.services.check_import import MEMORY
from caicach.dossiers.services.import_dossiers import Outcome, Wanted, import_dossiers, tried
from caicach.journal.models import Line
from caicach.journal.services.seal import seal
from caicach.kit.acts import SYSTEM, Act
from caicach.procedures.models import Competence, Field, Procedure, Version

UNITS, PROCEDURES, FIELDS = 120, 300, 60
EACH = 10
"""One unit in so many handles a procedure."""
BEGINNING = date(2010, 1, 1)

ROWS = """
SELECT '{prefix}-' || i AS number, 'p' || p AS procedure, 'u' || (p % {each} + {each} * (h // 300 % {per})) AS unit,
  'trung-tam' AS received_unit, ['Trực tiếp', 'Trực tuyến', '3'][1 + h // 7 % 3] AS channel,
  strftime(taken, '%Y-%m-%d %H:%M') AS accepted, '' AS received,
  CASE WHEN h % 3 = 0 THEN '' ELSE strftime(due, '%d/%m/%Y %H:%M') END AS due, '' AS extended,
  CASE WHEN h % 50 = 1 THEN strftime(taken + INTERVAL 1 DAY, '%Y-%m-%d %H:%M') ELSE '' END AS paused,
  '' AS pause_kind,
  CASE WHEN h % 50 < 4 AND NOT (h % 50 = 2 AND {newer}) THEN ''
    ELSE strftime(taken + to_days((1 + h // 11 % 25)::INTEGER), '%Y-%m-%d') END AS finished,
  '' AS ending, '' AS returned, '' AS apology, '' AS applicant_kind,
  ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Y', 'H'''][1 + h // 13 % 7] || ' ' ||
  ['Văn', 'Thị', 'Bhăm', 'Đức'][1 + h // 17 % 4] || ' Thử ' || i AS applicant
FROM (SELECT i, h, h % {procedures} AS p, taken, taken + to_days((3 + h // 19 % 20)::INTEGER) AS due FROM (
  SELECT i, h, TIMESTAMP '2024-01-02 07:30' + to_days((h // 23 % 900)::INTEGER) + to_minutes(h // 29 % 480) AS taken
  FROM (SELECT i, (hash(i) >> 2)::BIGINT AS h FROM range(1, {count} + 1) AS r(i))))
ORDER BY i
"""


def fill() -> None:
    """Units, procedures and who handles them."""
    prepare(apply=True)
    schedule = Schedule.objects.order_by("pk")[0]
    common = {"schedule": schedule, "valid_from": BEGINNING, "source": "bench"}
    top = Unit.objects.create(code="tinh", kind=Kind.PROVINCE, name_vi="Tỉnh", **common)
    Unit.objects.create(code="trung-tam", kind=Kind.CENTRE, name_vi="Trung tâm", **common)
    units = Unit.objects.bulk_create(
        Unit(code=f"u{number}", kind=Kind.DEPARTMENT, name_vi=f"Đơn vị {number}", **common) for number in range(UNITS)
    )
    UnitParent.objects.bulk_create(UnitParent(unit=unit, parent=top, valid_from=BEGINNING) for unit in units)
    fields = Field.objects.bulk_create(
        Field(code=f"f{number}", name_vi=f"Lĩnh vực {number}") for number in range(FIELDS)
    )
    procedures = Procedure.objects.bulk_create(
        Procedure(code=f"p{number}", field=fields[number % FIELDS]) for number in range(PROCEDURES)
    )
    Version.objects.bulk_create(_version(procedure, number) for number, procedure in enumerate(procedures))
    Competence.objects.bulk_create(
        Competence(procedure=procedure, unit=units[place], valid_from=BEGINNING)
        for number, procedure in enumerate(procedures)
        for place in range(number % EACH, UNITS, EACH)
    )


def _version(procedure: Procedure, number: int) -> Version:
    return Version(
        procedure=procedure,
        valid_from=BEGINNING,
        name_vi=f"Cấp giấy phép loại {number} cho tổ chức, cá nhân thuộc thẩm quyền giải quyết cấp tỉnh",
        legal_amount=3 + number % 20,
        legal_unit="working_hours" if number % 10 == 0 else "working_days",
        result_vi="Giấy phép",
        legal_basis="Luật",
        source="bench",
        source_status="synthetic",
        online_level="full",
        digest="x",
        search="",
    )


def write_file(to: Path, count: int, *, prefix: str, newer: bool = False) -> None:
    """A CSV of so many invented rows, all of them good; in a `newer` one some more are finished."""
    rows = ROWS.format(
        count=count, procedures=PROCEDURES, each=EACH, per=UNITS // EACH, prefix=prefix, newer=str(newer).lower()
    )
    heads = ", ".join(f'{name} AS "{head}"' for name, head in HEADS.items())
    with duckdb.connect() as duck:
        duck.execute(f"COPY (SELECT {heads} FROM ({rows})) TO '{to}' (FORMAT csv, HEADER)")


def measure(folder: Path, count: int) -> dict[str, Any]:
    """A file checked and written, beside the bare reading of it; then a newer one brought in. Counts are asserted."""
    prefix, before = f"N{count}", tally()
    path, newer = folder / "rows.csv", folder / "newer.csv"
    write_file(path, count, prefix=prefix)
    write_file(newer, count, prefix=prefix, newer=True)
    bare = min(timed(lambda: read_bare(path, count)) for _ in range(3))
    checks = [timed(lambda: check(path, prefix, count)) for _ in range(3)]
    spent = cpu()
    written = timed(lambda: bring(path, prefix))
    spent = tuple(round(after - began, 1) for began, after in zip(spent, cpu(), strict=True))
    after = tally()
    if any(after[name] - before[name] != count for name in ("dossiers", "facts", "lines", "parties", "imported")):
        raise RuntimeError(f"{before} became {after}")
    sealed = timed(seal)
    outcome: list[Outcome] = []
    brought = timed(lambda: outcome.append(bring(newer, prefix)))
    changed = outcome[0].changed
    if (outcome[0].unchanged, outcome[0].new) != (count - changed, 0) or not 0 < changed < count / 20:
        raise RuntimeError(f"the newer file: {outcome[0]}")
    return {
        "rows": count,
        "MB": round(path.stat().st_size / 1e6, 1),
        "bare read_csv s": round(bare, 2),
        "check s": round(min(checks), 2),
        "check rows/s": round(count / min(checks)),
        "ratio to bare": round(bare / min(checks), 2),
        "write s": round(written, 1),
        "write rows/s": round(count / written),
        "CPU us/row here, PostgreSQL": [round(1e6 * one / count) for one in spent],
        "seal s": round(sealed, 2),
        "newer file s": round(brought, 1),
        "changed rows": changed,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def timed(step: Callable[[], object]) -> float:
    """Seconds by the clock."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def read_bare(path: Path, count: int) -> None:
    """DuckDB's own reading of the file into a table, with the means that the check has."""
    with tempfile.TemporaryDirectory() as scratch:
        config = {"memory_limit": MEMORY, "threads": 2, "temp_directory": scratch}
        with duckdb.connect(f"{scratch}/bare.duckdb", config=config) as duck:
            duck.execute(f"CREATE TABLE bare AS SELECT * FROM read_csv('{path}')")
            if duck.execute("SELECT count(*) FROM bare").fetchall() != [(count,)]:
                raise RuntimeError("the bare reading has other rows")


def check(path: Path, system: str, count: int) -> None:
    """The trial of an import."""
    with tried(act(), path, Wanted(system=system.lower())) as one:
        if (one.outcome.new, one.outcome.wrong) != (count, 0):
            raise RuntimeError(f"{one.outcome}")


def bring(path: Path, system: str) -> Outcome:
    """Check and write, as companion."""
    wanted = Wanted(system=system.lower(), companion=True, file_name=path.name)
    with tried(act(), path, wanted) as one:
        return import_dossiers(act(), one, wanted)


def act() -> Act:
    """An act of the house itself, now."""
    now = timezone.now()
    return Act(actor=SYSTEM, at=now, now=now, origin="import")


def tally() -> dict[str, int]:
    """How many rows there are."""
    return {
        "dossiers": Dossier.objects.count(),
        "facts": Fact.objects.count(),
        "lines": Line.objects.filter(kind="dossier").count(),
        "parties": Party.objects.count(),
        "imported": Imported.objects.count(),
    }


def cpu() -> tuple[float, float]:
    """Seconds of CPU that this process and the server's process behind its connection have spent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return time.process_time(), float(backend.user) + float(backend.system)
