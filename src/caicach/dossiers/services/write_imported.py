"""Write rows of another system's file: dossier, journal line, fact version and runs of days, many at once by COPY.

DuckDB makes the text of each table, and a second thread makes the next part's while PostgreSQL takes in this one; all
in the caller's transaction. Foreign keys are looked up part by part, so that memory stays flat however many rows come.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection

from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Import
from caicach.dossiers.queries import import_rows as rows
from caicach.dossiers.queries.import_sql import DIFFERS, literal
from caicach.dossiers.services.check_import import CHANGED, FRESH, Checked
from caicach.dossiers.services.write import KIND, OWN_FORM, REGISTER
from caicach.journal.rules.body import Place, stamp
from caicach.journal.services.record import places_of
from caicach.journal.services.record_text import LINES, PERSONAL, Told, fresh_places, lines_as_text
from caicach.kit.acts import Act
from caicach.kit.vietnamese import fold
from caicach.kit.working_time import LimitUnit
from caicach.kit.working_times import WorkingTimes, tables
from caicach.papers.services.take_number import pass_numbers

ACTION = "dossiers.import_dossier"
CHUNK = 10_000
"""Rows written at once: about 16 MB of text, twice."""
COUNTED = 500_000
"""Deadlines counted at once."""
AHEAD = timedelta(days=800)
"""How far beyond the last acceptance a computed deadline may lie."""
BLOCK = 1 << 20
_KEYS = "SELECT nextval(pg_get_serial_sequence('dossiers_dossier', 'id')) FROM generate_series(1, %s)"
_HELD = """
SELECT dossier.id, dossier.version + 1 FROM unnest(%s::text[]) WITH ORDINALITY AS wanted(number, place)
JOIN dossiers_dossier AS dossier USING (number) WHERE dossier.kept_elsewhere ORDER BY place FOR UPDATE OF dossier
"""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table that are written together: their place in it, the keys of their dossiers, their lines'."""

    table: str
    begin: int
    ids: Sequence[int]
    versions: Sequence[int]
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Texts:
    """What a part becomes: the files by statement that takes them in, and the journal's lines."""

    part: Part
    files: dict[str, Path]
    lines: bytes
    personal: bytes


class ImportWriter:
    """Writes all rows of a checked file that change something, in the caller's transaction."""

    def __init__(self, act: Act, checked: Checked, run: Import) -> None:
        self.act, self.checked, self.run = act, checked, run
        self.duck = checked.duck.cursor()

    def write(self, *, changed: bool, progress: Progress | None = None) -> None:
        """Add the new dossiers; with `changed` also bring the known ones up to date."""
        self._fold()
        self._count_dues()
        kinds = {"fresh": FRESH, **({"altered": CHANGED} if changed else {})}
        totals = {}
        for table, condition in kinds.items():
            self.duck.execute(rows.ROWS.format(table=table, condition=_qualified(condition)))
            totals[table] = _one(self.duck, f"SELECT count(*) FROM {table}")  # noqa: S608
        done, of = 0, sum(totals.values())
        with connection.cursor() as cursor, ThreadPoolExecutor(1) as beside:
            # Immediately, or the checks of a million rows' foreign keys would queue up in memory until the end.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for texts in _ahead(beside, self._texts, self._parts(totals)):
                self._send(cursor, texts)
                done += len(texts.part.ids)
                if progress is not None:
                    progress(done, of)
        self._keep_numbers()

    def _fold(self) -> None:
        """Fold by ourselves what only we can."""
        self.duck.execute(rows.ODD.format(differs=DIFFERS))
        found = [text for (text,) in self.duck.execute("SELECT text FROM odd").fetchall()]
        if found:
            self.duck.execute(
                "CREATE OR REPLACE TABLE odd AS SELECT unnest($texts) AS text, unnest($folded) AS folded",
                {"texts": found, "folded": [fold(text) for text in found]},
            )

    def _count_dues(self) -> None:
        """Count the deadlines that the file does not tell, those of one calendar and one unit of time all at once."""
        self.duck.execute("CREATE TABLE dues (id BIGINT, due TIMESTAMP)")
        asked = f"""FROM checked JOIN limits USING (version_id, channel) JOIN units ON units.id = checked.unit_id
          WHERE filled AND wrong & ~{DIFFERS}::BIGINT = 0 AND due IS NULL AND known <> 'same'"""
        groups = self.duck.execute(
            f"""SELECT schedule_id, limits.unit, checked.id // {COUNTED}, min(accepted), max(accepted) {asked}
            GROUP BY ALL ORDER BY ALL"""
        ).fetchall()
        for schedule, unit, slab, first, last in groups:
            times = self._times(schedule, first, last)
            found = self.duck.execute(
                f"""SELECT checked.id AS id, accepted, amount {asked} AND schedule_id = {schedule}
                AND limits.unit = '{unit}' AND checked.id // {COUNTED} = {slab}"""
            ).fetchnumpy()
            due = times.deadlines(found["accepted"].astype("datetime64[m]"), found["amount"], LimitUnit(unit))
            self.duck.register("told", {"id": found["id"], "due": due.astype("datetime64[us]")})
            self.duck.execute("INSERT INTO dues SELECT id, due FROM told")
            self.duck.unregister("told")

    def _times(self, schedule: int, first: datetime, last: datetime) -> WorkingTimes:
        calendar = work_calendar(schedule, known_at=self.act.now)
        return tables(calendar, first.date() - timedelta(days=1), (last + AHEAD).date())

    def _parts(self, totals: dict[str, int]) -> Iterator[Part]:
        """Each part with its keys, asked of PostgreSQL here, by the thread that holds the connection."""
        for begin in range(0, totals["fresh"], CHUNK):
            count = min(CHUNK, totals["fresh"] - begin)
            with connection.cursor() as cursor:
                cursor.execute(_KEYS, [count])
                ids = [key for (key,) in cursor.fetchall()]
            yield Part("fresh", begin, ids, [1] * count, fresh_places(count))
        for begin in range(0, totals.get("altered", 0), CHUNK):
            numbers = self.duck.execute(
                f"SELECT number FROM altered WHERE rowid >= {begin} AND rowid < {begin + CHUNK} ORDER BY rowid"  # noqa: S608
            ).fetchall()
            with connection.cursor() as cursor:
                cursor.execute(_HELD, [[number for (number,) in numbers]])
                ids, versions = map(list, zip(*cursor.fetchall(), strict=True))
            yield Part("altered", begin, ids, versions, places_of([KIND] * len(ids), ids))

    def _texts(self, part: Part) -> Texts:
        """Make the texts of a part; beside the writing, so nothing here may ask PostgreSQL."""
        duck = self.checked.duck.cursor()
        end = part.begin + len(part.ids)
        duck.execute(
            f"""CREATE OR REPLACE TEMP TABLE part AS SELECT rows.rowid AS k, rows.*, keys.subject_id, keys.version
            FROM {part.table} AS rows JOIN (SELECT unnest(range({part.begin}, {end})) AS k, unnest($ids::BIGINT[]) AS
            subject_id, unnest($versions::INTEGER[]) AS version) AS keys ON keys.k = rows.rowid
            WHERE rows.rowid >= {part.begin} AND rows.rowid < {end}""",  # noqa: S608
            {"ids": list(part.ids), "versions": list(part.versions)},
        )
        values = {
            "$now": literal(self.act.now.isoformat()),
            "$source": literal(self.run.source),
            "$run": str(self.run.pk),
        }
        files: dict[str, Path] = {}
        for statement, query in _statements(part.table).items():
            for name, value in values.items():
                query = query.replace(name, value)
            path = self.checked.scratch / f"{part.table}-{part.begin}-{len(files)}.csv"
            duck.execute(f"COPY ({query}) TO {literal(str(path))} (FORMAT csv, HEADER false)")
            files[statement] = path
        told = [(place, self._told(row)) for place, row in zip(part.places, _lines(duck), strict=True)]
        lines, personal = lines_as_text(self.act, kind=KIND, action=ACTION, told=told)
        return Texts(part, files, lines, personal)

    def _told(self, row: tuple[Any, ...]) -> Told:
        number, place, status, ending, due, counted, happened, applicant, subject_id = row
        details = {
            "number": number,
            "row": place,
            "import": self.run.pk,
            "source": self.run.source,
            "status": status,
            "ending": ending,
            "due": due,
            "counted": counted,
        }
        occurred = min(happened, stamp(self.act.now) or happened)
        personal = {"submitter.name": applicant} if applicant else {}
        return Told(subject_id, occurred, happened, details, personal)

    def _send(self, cursor: Any, texts: Texts) -> None:
        if texts.part.table == "altered":
            cursor.execute(_TEMPORARY)
        for statement, path in texts.files.items():
            with path.open("rb") as told, cursor.copy(statement) as copy:
                while block := told.read(BLOCK):
                    copy.write(block)
            path.unlink()
        if texts.part.table == "altered":
            for statement in _ALTER:
                cursor.execute(statement)
        for statement, text in ((LINES, texts.lines), (PERSONAL, texts.personal)):
            with cursor.copy(statement) as copy:
                copy.write(text)

    def _keep_numbers(self) -> None:
        """Let our registers pass the numbers that the file gave in our own form."""
        form = OWN_FORM.pattern
        found = self.duck.execute(
            f"""SELECT regexp_extract(number, {literal(form)}, 1), regexp_extract(number, {literal(form)}, 2),
            max(regexp_extract(number, {literal(form)}, 3)::INTEGER) FROM fresh
            WHERE regexp_full_match(number, {literal(form)}) GROUP BY ALL ORDER BY ALL"""  # noqa: S608
        ).fetchall()
        pass_numbers(register=REGISTER, numbers=found)


def _ahead(beside: ThreadPoolExecutor, make: Callable[[Part], Texts], parts: Iterator[Part]) -> Iterator[Texts]:
    """What is made of each part, the next one being made while the caller has this one."""
    waiting: Future[Texts] | None = None
    for part in parts:
        coming = beside.submit(make, part)
        if waiting is not None:
            yield waiting.result()
        waiting = coming
    if waiting is not None:
        yield waiting.result()


def _one(duck: duckdb.DuckDBPyConnection, query: str) -> int:
    found = duck.execute(query).fetchone()
    return int(found[0]) if found else 0


def _lines(duck: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return duck.execute(rows.LINE).fetchall()


def _qualified(condition: str) -> str:
    return condition.replace("wrong", "told.wrong").replace("known", "told.known")


def _copy(table: str, columns: Sequence[str]) -> str:
    return f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT csv)"


def _statements(table: str) -> dict[str, str]:
    """The statements that take a part in, each with what it takes; foreign keys come after what they name."""
    facts = {
        _copy("dossiers_fact", tuple(rows.NEW_FACT)): rows.selected(rows.NEW_FACT),
        _copy("dossiers_standing", rows.STANDING_COLUMNS): rows.STANDING,
    }
    if table == "altered":
        return {
            _copy("import_dossier", ("id", *rows.DOSSIER)): rows.selected({"id": "subject_id", **rows.DOSSIER}),
            _copy("import_imported", tuple(rows.IMPORTED)): rows.selected(rows.IMPORTED),
            _copy("import_party", tuple(rows.PARTY)): rows.selected(rows.PARTY, "names"),
            **facts,
        }
    return {
        _copy("dossiers_dossier", tuple(rows.NEW_DOSSIER)): rows.selected(rows.NEW_DOSSIER),
        _copy("dossiers_imported", tuple(rows.IMPORTED)): rows.selected(rows.IMPORTED),
        _copy("dossiers_party", tuple(rows.PARTY)): rows.selected(rows.PARTY, "names"),
        **facts,
    }


def _temporary(name: str, table: str, columns: Sequence[str]) -> str:
    chosen = f"SELECT {', '.join(columns)} FROM {table}"  # noqa: S608
    return f"CREATE TEMP TABLE IF NOT EXISTS {name} ON COMMIT DROP AS {chosen} WITH NO DATA;"


_TEMPORARY = "".join(
    (
        _temporary("import_dossier", "dossiers_dossier", ("id", *rows.DOSSIER)),
        _temporary("import_imported", "dossiers_imported", tuple(rows.IMPORTED)),
        _temporary("import_party", "dossiers_party", tuple(rows.PARTY)),
    )
)
_ALTER: tuple[str, ...] = (
    f"""UPDATE dossiers_dossier AS here SET {", ".join(f"{name} = told.{name}" for name in rows.DOSSIER)}
    FROM import_dossier AS told WHERE here.id = told.id""",  # noqa: S608
    """UPDATE dossiers_imported AS here SET content = told.content, last_import_id = told.last_import_id
    FROM import_imported AS told WHERE here.dossier_id = told.dossier_id""",
    f"""INSERT INTO dossiers_party ({", ".join(rows.PARTY)}) SELECT {", ".join(rows.PARTY)} FROM import_party
    ON CONFLICT (dossier_id, role) DO UPDATE SET kind = EXCLUDED.kind, name = EXCLUDED.name""",  # noqa: S608
    "TRUNCATE import_dossier, import_imported, import_party",
)
