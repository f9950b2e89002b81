"""What `tools.bench_figures` does from inside Django; imported once Django is set up."""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from django.test import Client

from caicach.accounts.models import User
from caicach.facts.queries import copy
from caicach.facts.rules.manifest import Manifest
from caicach.facts.services.copy import follow, rebuild
from caicach.figures.queries.agree import differences
from caicach.figures.queries.answers import answer, subjects, tabulate
from caicach.figures.queries.scope import scope_of
from caicach.figures.register import Ratio, all_figures
from caicach.figures.rules.expression import Measure, parts
from caicach.figures.services.sum_days import sum_days
from caicach.figures.tags import figure_url, records_url
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.reports.queries.drawn import ii06
from caicach.reports.rules.ii06 import FIGURES
from tools import bench_figures_hand as hand
from tools.bench_figures_fill import READER, change, fill, seal_now
from tools.bench_figures_stream import freshness

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
MONTH = Period(date(2025, 5, 1), date(2025, 5, 31))
ODD = Period(date(2025, 3, 15), date(2025, 9, 14))
"""A period of the reporting calendar: no bound is the first of a month."""
LATE = "dossiers.resolved_late"
STREAM = 30.0
"""Seconds for which dossiers change while the copy follows."""


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
    if postgresql:
        hand.prepare()
    beside = Beside(generation, repeat, postgresql)
    for name, period in (("a year", YEAR), ("six months from the 15th", ODD), ("a month", MONTH)):
        yield f"II.06 of {name}", report(period, newest, beside)
    yield "drawn II.06 of a year, by field", {"ms": ms(lambda: ii06(agency="tinh", period=YEAR, seal=newest), repeat)}
    yield "II.06 as of the seal before", as_of(before, newest, beside)
    yield "ad-hoc figures by scan", scan(newest, beside)
    yield "list behind a cell, 100 rows", behind(newest, beside)
    yield "24-month trend of a unit", trend(newest, beside)
    yield "all rates of a year", rates(newest, beside)
    yield from pages(newest, repeat)
    yield from following(newest, repeat)
    yield "freshness at 100 changes a second", freshness(dossiers // 4, STREAM)
    now = present()
    found = list(differences(now, Seal.objects.get(no=now.seal_no), [MONTH])) if postgresql else []
    if found:
        raise RuntimeError(f"the copy differs: {found[:5]}")


class Beside:
    """The same question by hand: DuckDB over the same files, PostgreSQL over the present versions with its indexes."""

    def __init__(self, generation: Manifest, repeat: int, postgresql: bool) -> None:
        self.base = f"read_parquet({copy.place(generation.tables['dossiers'].base)})"
        self.units = ", ".join(str(unit) for unit in sorted(scope_of("tinh", on=YEAR.last).units))
        self.repeat, self.postgresql = repeat, postgresql

    def measured(
        self, mine: Callable[[], object], text: Callable[[str], str], told: Callable[[Any], object], *, scan: str = ""
    ) -> dict[str, Any]:
        """Times of the figures and of each statement by hand, once `told` says the same of their rows."""
        expected = mine()
        duck = text(self.base)
        if told(copy.ask(duck)) != expected:
            raise RuntimeError(f"by hand {told(copy.ask(duck))}, figures {expected}")
        found = {"ms": ms(mine, self.repeat), "DuckDB by hand ms": ms(lambda: copy.ask(duck), self.repeat)}
        found["ratio"] = round(found["ms"] / found["DuckDB by hand ms"], 4)
        if scan:
            bare = f"SELECT {scan} FROM {self.base}"
            found["bare scan ms"] = ms(lambda: copy.ask(bare), self.repeat)
        if self.postgresql:
            plain = text(hand.CURRENT)
            if told(hand.by_postgresql(plain)) != expected:
                raise RuntimeError("PostgreSQL by hand counts something else")
            found["PostgreSQL ms"] = ms(lambda: hand.by_postgresql(plain), min(self.repeat, 2))
            found["times quicker"] = round(found["PostgreSQL ms"] / found["ms"])
        return found


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


def report(period: Period, known: Seal, beside: Beside) -> dict[str, Any]:
    """Form II.06 from the sums, beside the same by hand."""
    return beside.measured(
        lambda: mine(period, known),
        lambda relation: hand.ii06(period, relation, beside.units),
        totals,
        scan="sum(unit_id), sum(field_id), sum(channel), sum(ending), max(accepted_day), max(finished_day),"
        " max(deadline_day)",
    )


def as_of(before: Seal, newest: Seal, beside: Beside) -> dict[str, Any]:
    """The report as it was known before the changes, beside the present one by hand (by hand there is no past)."""
    if mine(YEAR, before) == mine(YEAR, newest):
        raise RuntimeError("the past does not differ from the present")
    text = hand.ii06(YEAR, beside.base, beside.units)
    found = {
        "ms": ms(lambda: mine(YEAR, before), beside.repeat),
        "DuckDB by hand, present ms": ms(lambda: copy.ask(text), beside.repeat),
    }
    return found | {"ratio": round(found["ms"] / found["DuckDB by hand, present ms"], 2)}


def scan(newest: Seal, beside: Beside) -> dict[str, Any]:
    """A figure told apart by procedure, which no sum knows; PostgreSQL's indexes by hand do not hold it either."""
    scope = scope_of("tinh", on=YEAR.last)

    def asked() -> dict[int | None, int]:
        lines = tabulate([LATE], scope=scope, period=YEAR, seal=newest, by="procedure_id")
        return {key: line[LATE] for key, line in lines.items() if line[LATE]}

    without = Beside(present(), beside.repeat, postgresql=False)
    return without.measured(
        asked,
        lambda relation: hand.by_procedure(YEAR, relation, beside.units),
        lambda rows: {key: late for key, late in rows if late},
        scan="sum(unit_id), sum(procedure_id), sum(ending), max(finished_day), max(deadline_day)",
    )


def behind(newest: Seal, beside: Beside) -> dict[str, Any]:
    """The first rows of the list behind a cell."""
    scope = scope_of("tinh", on=YEAR.last)
    return beside.measured(
        lambda: subjects(LATE, scope=scope, period=YEAR, seal=newest, limit=100),
        lambda relation: hand.first_rows(YEAR, relation, beside.units, 100),
        lambda rows: [row[0] for row in rows],
    )


def months() -> list[Period]:
    """The 24 months of 2024 and 2025."""
    firsts = [date(2024 + number // 12, number % 12 + 1, 1) for number in range(25)]
    return [Period(first, date.fromordinal(after.toordinal() - 1)) for first, after in pairwise(firsts)]


def trend(newest: Seal, beside: Beside) -> dict[str, Any]:
    """Received, resolved, late and overdue of a unit in 24 months."""
    codes = ["dossiers.received", "dossiers.resolved", LATE, "dossiers.pending_overdue"]

    def asked() -> list[int]:
        found: list[int] = []
        for period in months():
            line = tabulate(codes, scope=scope_of("u1", on=period.last), period=period, seal=newest, by=None)[None]
            found += [line[code] for code in codes]
        return found

    unit = scope_of("u1", on=YEAR.last).unit_id
    return beside.measured(asked, lambda relation: hand.trend(months(), relation, unit), lambda rows: list(rows[0]))


def rates(newest: Seal, beside: Beside) -> dict[str, Any]:
    """Every rate of dossiers, one answer after the other; by hand all their parts in one statement."""
    wanted = [one for one in all_figures() if isinstance(one.expression, Ratio) and one.code.startswith("dossiers.")]
    measures: Mapping[str, Measure] = {
        f"{one.code}/{part}": measure
        for one in wanted
        for part, measure in parts(one.expression).items()
        if measure.table == "dossiers"
    }
    scope = scope_of("tinh", on=YEAR.last)

    def asked() -> list[int]:
        found = {one.code: answer(one.code, scope=scope, period=YEAR, seal=newest) for one in wanted}
        told = []
        for key in measures:
            code, _, part = key.partition("/")
            told.append(found[code].numerator if part == "numerator" else found[code].denominator or 0)
        return told

    return beside.measured(
        asked,
        lambda relation: hand.counted(
            measures, YEAR, relation, beside.units, "postgres" if relation == hand.CURRENT else "duckdb"
        ),
        lambda rows: list(rows[0]),
    )


def pages(newest: Seal, repeat: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Pages through Django's handler, as the browser asks them: a figure, its list, form II.06."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username=READER))
    told: dict[str, Any] = {"agency": "tinh", "period": YEAR, "seal": newest}
    for name, address in (
        ("page of a rate", figure_url("dossiers.late_rate", **told)),
        ("page of the list behind it", records_url("dossiers.late_rate", **told)),
        ("page of II.06", "/reports/II.06/?agency=tinh&from=2025-01-01&to=2025-12-31"),
    ):

        def asked(address: str = address) -> None:
            answered = client.get(address)
            if answered.status_code != 200:
                raise RuntimeError(f"{address}: {answered.status_code}")

        yield name, {"ms": ms(asked, repeat)}


def following(newest: Seal, repeat: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """How long 1,000 changed dossiers (ten seconds of 100 changes each) take to be known."""
    first = present().tables["dossiers"].base_rows
    for name, size in (("follow 1,000 changes", 1_000), ("follow 1,000 more", 1_000)):
        low = first // 2 + (0 if name.endswith("changes") else 5_000)
        change(f"subject_id >= {low} AND subject_id < {low + size}")
        seal_now()
        step = timed(follow, "dossiers", size)
        if present().seal_no <= newest.no:
            raise RuntimeError("nothing was followed")
        yield name, step
    known = Seal.objects.get(no=present().seal_no)
    yield "II.06 of a year after changes", {"ms": ms(lambda: mine(YEAR, known), repeat)}
