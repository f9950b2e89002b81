"""What `tools.bench_figures` does from inside Django; imported once Django is set up."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from caicach.agencies.models import Kind, Unit, UnitParent
from caicach.calendars.models import Schedule
from caicach.config.prepare import prepare
from caicach.facts.queries import copy
from caicach.facts.register import fact_table
from caicach.facts.rules.manifest import Manifest
from caicach.facts.services.copy import follow, rebuild
from caicach.figures.queries.agree import differences
from caicach.figures.queries.answers import answer, subjects, tabulate
from caicach.figures.queries.scope import scope_of
from caicach.figures.register import Derived, Ratio, all_figures
from caicach.figures.services.sum_days import sum_days
from caicach.journal.models import Seal
from caicach.journal.services.record import record
from caicach.journal.services.seal import seal
from caicach.kit.acts import SYSTEM, Act, Change
from caicach.kit.period import Period
from caicach.procedures.models import Field
from caicach.reports.queries.drawn import ii06
from caicach.reports.rules.ii06 import FIGURES

UNITS, FIELDS = 122, 60
BEGINNING = date(2010, 1, 1)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
MONTH = Period(date(2025, 5, 1), date(2025, 5, 31))

FACTS = """
INSERT INTO dossiers_fact (subject_id, version, unit_id, received_unit_id, field_id, procedure_id, channel, regime,
  status, ending, accepted_at, accepted_day, deadline_at, deadline_day, due_day, finished_at, finished_day, extended,
  apology, explained, fee, online_payment, digitised, subjects, at_centre)
SELECT id, 1, unit, unit, field, field * 33 + h %% 33, CASE WHEN h %% 10 < 6 THEN 2 WHEN h %% 10 < 9 THEN 1 ELSE 3 END,
  118, CASE WHEN done IS NULL THEN 4 ELSE 9 END, CASE WHEN done IS NULL THEN 0 WHEN h %% 97 = 0 THEN 2 ELSE 1 END,
  taken + time '09:00', taken, due + time '09:00', due, due, done + time '10:00', done, h %% 61 = 0, 0, false, h %% 5,
  true, h %% 3 = 0, 1, h %% 4 > 0
FROM (SELECT *, CASE WHEN h %% 1000 < 6 THEN NULL WHEN h %% 1000 < 16 THEN due + 1 + (h / 1000 %% 9)::int
        WHEN h %% 1000 < 61 THEN due ELSE due - 1 - (h / 1000 %% (due - taken))::int END AS done
  FROM (SELECT *, taken + 1 + (h / 7 %% 30)::int AS due FROM (
    SELECT id, h, (%(units)s::bigint[])[1 + floor(%(units_count)s * power((h %% 9973) / 9973.0, 2))::int] AS unit,
      (%(fields)s::bigint[])[1 + floor(%(fields_count)s * power((h / 9973 %% 9967) / 9967.0, 2))::int] AS field,
      DATE '2024-01-01' + ((h / 31) %% 912)::int AS taken
    FROM (SELECT id, abs(hashint8extended(id, 7)) AS h FROM generate_series(%(first)s, %(last)s) AS id) AS a
  ) AS b) AS c) AS d
"""
STANDING = """
INSERT INTO dossiers_standing (subject_id, version, standing, from_day, to_day)
SELECT subject_id, version, 1, accepted_day, CASE WHEN finished_day IS NULL OR finished_day > deadline_day
  THEN deadline_day + 1 ELSE finished_day END FROM dossiers_fact WHERE {0}
  AND (finished_day IS NULL OR finished_day > accepted_day)
UNION ALL
SELECT subject_id, version, 2, deadline_day + 1, finished_day FROM dossiers_fact
WHERE {0} AND (finished_day IS NULL OR finished_day > deadline_day + 1)
"""
AGAIN = """
INSERT INTO dossiers_fact (subject_id, version, {0})
SELECT subject_id, version + 1, {1} FROM dossiers_fact WHERE version = 1 AND {2}
"""
COLUMNS = tuple(column.name for column in fact_table("dossiers").columns)


def steps(dossiers: int, repeat: int, *, postgresql: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each step by name with what was measured."""
    yield "fill PostgreSQL", timed(lambda: fill(dossiers), "rows", dossiers)
    before = seal_now()
    changed = dossiers * 3 // 100
    change(f"subject_id <= {changed}")
    newest = seal_now()
    yield "write the copy", timed(rebuild, "versions", dossiers + changed)
    generation = present()
    if generation.tables["dossiers"].base_rows != dossiers:
        raise RuntimeError("the copy has not all dossiers")
    yield "sum by day", timed(lambda: sum_days(generation), "rows", dossiers)
    size = sum((copy.root() / name).stat().st_size for name in generation.files())
    yield "size of the copy", {"MB": round(size / 1e6)}
    prepare_postgresql(postgresql)
    for name, period in (("II.06 of a year", YEAR), ("II.06 of a month", MONTH)):
        yield name, report(period, newest, generation, repeat, postgresql=postgresql)
    yield "drawn II.06 of a year, by field", {"ms": ms(lambda: ii06(agency="tinh", period=YEAR, seal=newest), repeat)}
    yield "II.06 as of the seal before", as_of(before, newest, generation, repeat)
    yield "ad-hoc figures by scan", scan(newest, generation, repeat)
    yield "list behind a cell, 100 rows", {"ms": ms(lambda: behind(newest), repeat)}
    yield "24-month trend of a unit", {"ms": ms(lambda: trend(newest), repeat)}
    yield "all rates of a year", {"ms": ms(lambda: rates(newest), repeat)}
    yield from following(newest)
    now = present()
    found = list(differences(now, Seal.objects.get(no=now.seal_no), [MONTH])) if postgresql else []
    if found:
        raise RuntimeError(f"the copy differs: {found[:5]}")


def fill(dossiers: int) -> int:
    """Units, fields and facts; how many facts."""
    prepare(apply=True)
    schedule = Schedule.objects.order_by("pk")[0]
    common = {"schedule": schedule, "valid_from": BEGINNING, "source": "bench"}
    top = Unit.objects.create(code="tinh", kind=Kind.PROVINCE, name_vi="Tỉnh", **common)
    units = Unit.objects.bulk_create(
        Unit(code=f"u{number}", kind=Kind.DEPARTMENT, name_vi=f"Đơn vị {number}", **common) for number in range(UNITS)
    )
    UnitParent.objects.bulk_create(UnitParent(unit=unit, parent=top, valid_from=BEGINNING) for unit in units)
    fields = Field.objects.bulk_create(
        Field(code=f"f{number}", name_vi=f"Lĩnh vực {number}") for number in range(FIELDS)
    )
    values = {"units": [unit.pk for unit in units], "fields": [field.pk for field in fields]}
    with connection.cursor() as cursor:
        for first in range(1, dossiers + 1, 1_000_000):
            last = min(first + 999_999, dossiers)
            cursor.execute(FACTS, values | {"units_count": UNITS, "fields_count": FIELDS, "first": first, "last": last})
            cursor.execute(STANDING.format(f"subject_id BETWEEN {first} AND {last}"))
    return dossiers


def change(which: str) -> None:
    """A second version of these dossiers: whatever was open is finished."""
    done = {
        "ending": "1",
        "status": "9",
        "finished_day": "coalesce(finished_day, deadline_day)",
        "finished_at": "coalesce(finished_at, deadline_at)",
        "apology": "1",
    }
    with transaction.atomic(), connection.cursor() as cursor:
        values = ", ".join(done.get(column, column) for column in COLUMNS)
        cursor.execute(AGAIN.format(", ".join(COLUMNS), values, which))
        cursor.execute(STANDING.format(f"version = 2 AND {which}"))


def seal_now() -> Seal:
    """A seal over everything: some line has to wait for one."""
    now = timezone.now()
    with transaction.atomic():
        record(Act(actor=SYSTEM, at=now, now=now), Change(kind="bench", subject_id=1, action="bench.fill"))
    return seal()


def present() -> Manifest:
    """The generation in force."""
    generation = copy.current()
    if generation is None:
        raise RuntimeError("no copy")
    return generation


def timed(step: Callable[[], object], unit: str, amount: int) -> dict[str, Any]:
    """Once: seconds, and so many units a second."""
    began = time.perf_counter()
    step()
    seconds = time.perf_counter() - began
    return {"s": round(seconds, 1), f"{unit}/s": round(amount / seconds)}


def ms(step: Callable[[], object], repeat: int) -> float:
    """The median of several times, in milliseconds; the first, which warms up, does not count."""
    step()
    found = []
    for _ in range(repeat):
        began = time.perf_counter()
        step()
        found.append(1000 * (time.perf_counter() - began))
    return round(statistics.median(found), 2)


def totals(rows: Any) -> list[int]:
    """The columns of form II.06 added up over all rows."""
    return [sum(int(value) for value in column) for column in zip(*(row[1:] for row in rows), strict=True)]


def mine(period: Period, known: Seal) -> list[int]:
    """The same from the figures."""
    scope = scope_of("tinh", on=period.last)
    lines = tabulate(FIGURES, scope=scope, period=period, seal=known, by="field_id")
    return [sum(line[code] for line in lines.values()) for code in FIGURES]


def by_hand(period: Period, relation: str, units: str, cast: str = "") -> str:
    """The best statement that we can write for one engine."""
    a, b = f"DATE '{period.first}'", f"DATE '{period.end}'"
    new, done = f"accepted_day >= {a}", f"finished_day < {b}"
    open_ = f"(finished_day IS NULL OR finished_day >= {b})"
    tests = [
        "TRUE",
        f"{new} AND channel = 2",
        f"{new} AND channel <> 2",
        f"accepted_day < {a}",
        done,
        f"{done} AND ending = 1 AND finished_day < deadline_day",
        f"{done} AND (ending > 1 OR finished_day = deadline_day)",
        f"{done} AND ending = 1 AND finished_day > deadline_day",
        open_,
        f"{open_} AND deadline_day >= {b} - 1",
        f"{open_} AND deadline_day < {b} - 1",
    ]
    columns = ", ".join(f"count(*) FILTER (WHERE {test}){cast}" for test in tests)
    return (
        f"SELECT field_id, {columns} FROM {relation} WHERE unit_id IN ({units}) AND accepted_day < {b}"
        f" AND (finished_day IS NULL OR finished_day >= {a}) GROUP BY field_id"
    )


def report(period: Period, known: Seal, generation: Manifest, repeat: int, *, postgresql: bool) -> dict[str, Any]:
    """Form II.06 from the sums, beside the same by hand."""
    units = ", ".join(str(unit) for unit in sorted(scope_of("tinh", on=period.last).units))
    base = f"read_parquet({copy.place(generation.tables['dossiers'].base)})"
    duck = by_hand(period, base, units)
    expected = mine(period, known)
    if totals(copy.ask(duck)) != expected:
        raise RuntimeError(f"by hand {totals(copy.ask(duck))}, figures {expected}")
    bare = (
        "SELECT sum(unit_id), sum(field_id), sum(channel), sum(ending), max(accepted_day), max(finished_day),"
        f" max(deadline_day) FROM {base}"
    )
    found = {
        "ms": ms(lambda: mine(period, known), repeat),
        "DuckDB by hand ms": ms(lambda: copy.ask(duck), repeat),
        "bare scan ms": ms(lambda: copy.ask(bare), repeat),
    }
    found["ratio"] = round(found["ms"] / found["DuckDB by hand ms"], 4)
    if postgresql:
        text = by_hand(period, "bench_current", units)
        if totals(by_postgresql(text)) != expected:
            raise RuntimeError("PostgreSQL by hand counts something else")
        found["PostgreSQL ms"] = ms(lambda: by_postgresql(text), min(repeat, 2))
        found["times quicker"] = round(found["PostgreSQL ms"] / found["ms"])
    return found


def prepare_postgresql(wanted: bool) -> None:
    """The current versions alone, with the covering indexes that serve the statement by hand."""
    if not wanted:
        return
    needed = "unit_id, field_id, channel, ending, accepted_day, finished_day, deadline_day"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE bench_current AS SELECT DISTINCT ON (subject_id) {needed} FROM dossiers_fact"
            " ORDER BY subject_id, version DESC"
        )
        cursor.execute(
            "CREATE INDEX ON bench_current (finished_day, accepted_day)"
            " INCLUDE (unit_id, field_id, channel, ending, deadline_day)"
        )
        cursor.execute("VACUUM ANALYZE bench_current")


def by_postgresql(text: str) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(text)
        return list(cursor.fetchall())


def as_of(before: Seal, newest: Seal, generation: Manifest, repeat: int) -> dict[str, Any]:
    """The report as it was known before the changes, by scan; beside the present one by scan."""
    units = ", ".join(str(unit) for unit in sorted(scope_of("tinh", on=YEAR.last).units))
    base = f"read_parquet({copy.place(generation.tables['dossiers'].base)})"
    if mine(YEAR, before) == mine(YEAR, newest):
        raise RuntimeError("the past does not differ from the present")
    found = {
        "ms": ms(lambda: mine(YEAR, before), repeat),
        "DuckDB by hand, present ms": ms(lambda: copy.ask(by_hand(YEAR, base, units)), repeat),
    }
    return found | {"ratio": round(found["ms"] / found["DuckDB by hand, present ms"], 2)}


def scan(newest: Seal, generation: Manifest, repeat: int) -> dict[str, Any]:
    """A figure told apart by procedure, which no sum knows, beside the same by hand."""
    scope = scope_of("tinh", on=YEAR.last)
    units = ", ".join(str(unit) for unit in sorted(scope.units))
    base = f"read_parquet({copy.place(generation.tables['dossiers'].base)})"
    hand = (
        f"SELECT procedure_id, count(*) FILTER (WHERE finished_day >= DATE '{YEAR.first}' AND finished_day <"
        f" DATE '{YEAR.end}' AND ending = 1 AND finished_day > deadline_day) FROM {base} WHERE unit_id IN ({units})"
        " GROUP BY procedure_id"
    )

    def asked() -> int:
        lines = tabulate(["dossiers.resolved_late"], scope=scope, period=YEAR, seal=newest, by="procedure_id")
        return sum(line["dossiers.resolved_late"] for line in lines.values())

    if asked() != sum(row[1] for row in copy.ask(hand)):
        raise RuntimeError("the figure and the statement by hand differ")
    found = {"ms": ms(asked, repeat), "DuckDB by hand ms": ms(lambda: copy.ask(hand), repeat)}
    return found | {"ratio": round(found["ms"] / found["DuckDB by hand ms"], 2)}


def behind(newest: Seal) -> None:
    """The first rows of the list behind a cell."""
    found = subjects(
        "dossiers.resolved_late", scope=scope_of("tinh", on=YEAR.last), period=YEAR, seal=newest, limit=100
    )
    if len(found) != 100:
        raise RuntimeError(f"{len(found)} rows")


def trend(newest: Seal) -> None:
    """Received, resolved and late of a unit in 24 months."""
    codes = ["dossiers.received", "dossiers.resolved", "dossiers.resolved_late", "dossiers.pending_overdue"]
    total = 0
    for number in range(24):
        first = date(2024 + number // 12, number % 12 + 1, 1)
        last = date(first.year + first.month // 12, first.month % 12 + 1, 1).toordinal() - 1
        period = Period(first, date.fromordinal(last))
        line = tabulate(codes, scope=scope_of("u1", on=period.last), period=period, seal=newest, by=None)[None]
        total += line["dossiers.received"]
    if not total:
        raise RuntimeError("an empty trend")


def rates(newest: Seal) -> None:
    """Every rate of dossiers."""
    scope = scope_of("tinh", on=YEAR.last)
    for figure in all_figures():
        if isinstance(figure.expression, Ratio | Derived) and figure.code.startswith("dossiers."):
            answer(figure.code, scope=scope, period=YEAR, seal=newest)


def following(newest: Seal) -> Iterator[tuple[str, dict[str, Any]]]:
    """How long 1,000 changed dossiers (ten seconds of 100 changes each) take to be known."""
    first = Manifest.files(present()) and present().tables["dossiers"].base_rows
    for name, size in (("follow 1,000 changes", 1_000), ("follow 1,000 more", 1_000)):
        low = first // 2 + (0 if name.endswith("changes") else 5_000)
        change(f"subject_id >= {low} AND subject_id < {low + size}")
        seal_now()
        step = timed(follow, "dossiers", size)
        if present().seal_no <= newest.no:
            raise RuntimeError("nothing was followed")
        yield name, step
    known = Seal.objects.get(no=present().seal_no)
    yield "II.06 of a year after changes", {"ms": ms(lambda: mine(YEAR, known), 5)}
