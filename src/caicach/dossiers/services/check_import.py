"""Check a file of another system column by column in DuckDB, on disk with little memory, and give out its good rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection

from caicach.dossiers.queries.import_ground import ImportGround
from caicach.dossiers.queries.import_source import Source
from caicach.dossiers.queries.import_sql import BEGINNINGS, CHECKS, WORDS, end_moment, moment, trimmed, word
from caicach.dossiers.rules.imported import COLUMNS, MOMENTS, Fault
from caicach.kit.period import local
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

CHUNK = 5_000
"""Rows written, and looked for among the dossiers, at once."""
MEMORY = "512MB"
CONTENT = ("t_procedure", "t_unit", "t_received_unit", "channel", *MOMENTS, "pause_kind", "ending", "apology")
"""What a dossier is told to have changed by: all but the names of people."""
SAME, OTHER, OWN = "same", "other", "own"
_KNOWN = """
SELECT dossier.number, imported.content, imported.source, unit.code
FROM unnest(%s::text[]) AS wanted(number) JOIN dossiers_dossier AS dossier USING (number)
JOIN agencies_unit AS unit ON unit.id = dossier.unit_id
LEFT JOIN dossiers_imported AS imported ON imported.dossier_id = dossier.id
"""
LEEWAY = timedelta(minutes=5)
"""The other system's clock may be a little fast."""

_OWN, _DIFFERS = 1 << len(CHECKS), 1 << (len(CHECKS) + 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A good row; moments are Vietnamese wall-clock times. `known` is what is here already: "", "same" or "other"."""

    place: int
    number: str
    unit: str
    received_unit: str
    version_id: int
    channel: int
    received: datetime | None
    accepted: datetime
    due: datetime | None
    extended: datetime | None
    paused: datetime | None
    pause_kind: str
    finished: datetime | None
    ending: int
    returned: datetime | None
    apology: int
    applicant_kind: str
    applicant: str
    content: str
    known: str


class Checked:
    """A file laid out in a DuckDB database of its own in the folder `scratch`; close it after use."""

    def __init__(self, source: Source, ground: ImportGround, *, scratch: Path, now: datetime, origin: str) -> None:
        self.source, self.origin = source, origin
        config: dict[str, Any] = {"memory_limit": MEMORY, "threads": 2, "temp_directory": str(scratch / "spill")}
        self._duck = duckdb.connect(str(scratch / "import.duckdb"), config=config)
        self._read()
        self._lay_ground(ground)
        self._check(local(now) + LEEWAY)
        self._compare(ground)

    def close(self) -> None:
        """Let the database go."""
        self._duck.close()

    def count(self, condition: str = "true") -> int:
        """How many rows there are, or of one kind."""
        found = self._duck.execute(f"SELECT count(*) FROM checked WHERE {condition}").fetchone()  # noqa: S608
        return int(found[0]) if found else 0

    def wrong(self, *, companion: bool) -> int:
        """How many rows cannot be taken; without companion mode neither those that differ from what is here."""
        return self.count(self._wrong(companion=companion))

    def changed(self) -> int:
        """How many rows say otherwise of a dossier than the file before."""
        return self.count(f"NOT ({self._wrong(companion=True)}) AND known = '{OTHER}'")

    def faults(self, *, companion: bool) -> Iterator[Fault]:
        """Each wrong cell, in the order of the file."""
        names = ", ".join(f"t_{column.name}" for column in COLUMNS)
        found = self._duck.cursor()
        found.execute(
            f"SELECT place, wrong, {names} FROM checked WHERE {self._wrong(companion=companion)} ORDER BY place"  # noqa: S608
        )
        checks = [*CHECKS, ("number", "own", ""), ("number", "differs", "")]
        places = {column.name: at for at, column in enumerate(COLUMNS)}
        while rows := found.fetchmany(CHUNK):
            for place, wrong, *cells in rows:
                for bit, (column, code, _condition) in enumerate(checks):
                    if wrong >> bit & 1 and not (companion and code == "differs"):
                        yield Fault(place, column, code, cells[places[column]])

    def chunks(self, *, companion: bool) -> Iterator[list[Row]]:
        """The rows that can be taken and change something, so many at once."""
        last = self.count()
        cursor = self._duck.cursor()
        for begin in range(0, last, CHUNK):
            cursor.execute(
                f"""SELECT place, t_number, t_unit, t_received_unit, version_id, channel, received, accepted, due,
                extended, paused, pause_kind, finished, ending, returned, apology, applicant_kind, t_applicant, content,
                known FROM checked WHERE id >= {begin} AND id < {begin + CHUNK} AND known <> '{SAME}'
                AND NOT ({self._wrong(companion=companion)}) ORDER BY place"""  # noqa: S608
            )
            yield [Row(*row) for row in cursor.fetchall()]

    def numbers(self) -> Iterator[list[str]]:
        """All numbers of the file that are no longer than a number may be, so many at once."""
        cursor = self._duck.cursor()
        cursor.execute("SELECT t_number FROM checked WHERE t_number <> '' AND length(t_number) <= 60")
        while rows := cursor.fetchmany(4 * CHUNK):
            yield [number for (number,) in rows]

    def units(self) -> list[str]:
        """The codes of the competent units of the good rows."""
        return [
            code for (code,) in self._duck.execute("SELECT DISTINCT t_unit FROM checked WHERE wrong = 0").fetchall()
        ]

    def span(self) -> tuple[datetime, datetime] | None:
        """The first and the last moment of acceptance of the good rows."""
        found = self._duck.execute("SELECT min(accepted), max(accepted) FROM checked WHERE wrong = 0").fetchone()
        return (found[0], found[1]) if found and found[0] else None

    def bring(self, numbers: Sequence[str]) -> None:
        """Keep numbers of dossiers that are here, to be looked for by `gone`."""
        self._duck.execute("CREATE TABLE IF NOT EXISTS here (number VARCHAR)")
        self._duck.execute("INSERT INTO here SELECT unnest($numbers)", {"numbers": list(numbers)})

    def gone(self) -> list[str]:
        """Those brought numbers that are not in the file."""
        found = self._duck.execute(
            "SELECT number FROM here ANTI JOIN checked ON here.number = checked.t_number ORDER BY number"
        )
        return [number for (number,) in found.fetchall()]

    @staticmethod
    def _wrong(*, companion: bool) -> str:
        return f"(wrong & ~{_DIFFERS}::BIGINT) <> 0" if companion else "wrong <> 0"

    def _read(self) -> None:
        names = [f"c{place}" for place in range(len(self.source.head))]
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
        try:
            self._duck.execute(
                f"""CREATE TABLE raw AS
                SELECT * FROM read_csv($path, header = true, auto_detect = false, delim = $delim,
                quote = '"', escape = '"', nullstr = '', columns = {{{columns}}}, null_padding = true,
                max_line_size = 1048576)""",  # noqa: S608
                {"path": str(self.source.path), "delim": self.source.separator},
            )
        except duckdb.Error as fault:
            line = next((part.split()[0] for part in str(fault).split("Line: ")[1:]), "?")
            raise Refused(
                "bad-csv",
                mark(
                    "Dòng {line} không đọc được: thừa ô so với dòng đầu, dấu nháy kép không khép, "
                    "hoặc dấu xuống dòng lẫn lộn."
                ),
                values={"line": line.strip(",.")},
                field="file",
            ) from fault

    def _lay_ground(self, ground: ImportGround) -> None:
        duck = self._duck
        duck.execute("CREATE TABLE units (code VARCHAR, reached BOOLEAN)")
        duck.executemany("INSERT INTO units VALUES (?, ?)", [[code, code in ground.reached] for code in ground.units])
        duck.execute("CREATE TABLE procedures AS SELECT unnest($codes) AS code", {"codes": sorted(ground.procedures)})
        handled = ground.handled()
        duck.execute(
            """CREATE TABLE handled AS SELECT unnest($procedure) AS procedure, unnest($unit) AS unit,
            unnest($first) AS first, unnest($last) AS last, unnest($version) AS version_id""",
            {
                "procedure": [one.procedure for one in handled],
                "unit": [one.unit for one in handled],
                "first": [one.first for one in handled],
                "last": [one.last for one in handled],
                "version": [one.version_id for one in handled],
            },
        )

    def _check(self, now: datetime) -> None:
        texts = ", ".join(self._text(column.name) for column in COLUMNS)
        moments = ", ".join(f"{moment(f't_{name}')} AS {name}" for name in MOMENTS)
        ends = ", ".join(f"{end_moment(name)} AS {name}" for name in MOMENTS if name not in BEGINNINGS)
        words = ", ".join(f"{word(name, known)} AS {name}" for name, known in WORDS)
        wrong = " + ".join(
            f"(CASE WHEN {condition} THEN {1 << bit}::BIGINT ELSE 0 END)"
            for bit, (_, _, condition) in enumerate(CHECKS)
        )
        content = ", ".join(
            f"coalesce({name}::VARCHAR, '')"
            for name in (
                "t_procedure",
                "t_unit",
                "t_received_unit",
                "channel",
                *MOMENTS,
                "pause_kind",
                "ending",
                "apology",
            )
        )
        filled = " OR ".join(f"c{place} IS NOT NULL" for place in range(len(self.source.head)))
        self._duck.execute(
            f"CREATE TABLE twice AS SELECT t_number AS number FROM (SELECT {self._text('number')} FROM raw) "  # noqa: S608
            "GROUP BY ALL HAVING count(*) > 1"
        )
        self._duck.execute(
            f"""
            CREATE TABLE checked AS
            WITH texts AS (SELECT rowid AS id, {texts} FROM raw WHERE {filled}),
            told AS (SELECT *, {moments}, {words} FROM texts),
            read AS (SELECT * REPLACE ({ends}) FROM told)
            SELECT read.*, id + 2 AS place, handled.version_id, {wrong} AS wrong, '' AS known,
              md5(concat_ws('|', {content})) AS content
            FROM read LEFT JOIN twice ON twice.number = t_number AND t_number <> ''
            LEFT JOIN procedures ON procedures.code = t_procedure
            LEFT JOIN units ON units.code = t_unit
            LEFT JOIN units AS places ON places.code = t_received_unit
            LEFT JOIN handled ON handled.procedure = t_procedure AND handled.unit = t_unit
              AND accepted::DATE BETWEEN handled.first AND handled.last
            """,  # noqa: S608
            {"now": now},
        )
        self._duck.execute("DROP TABLE raw")

    def _cell(self, name: str) -> str:
        return f"coalesce(c{self.source.places[name]}, '')" if name in self.source.places else "''"

    def _text(self, name: str) -> str:
        cell = self._cell(name)
        return f"{trimmed(cell) if name in self.source.places else cell} AS t_{name}"

    def _compare(self, ground: ImportGround) -> None:
        """Note for each number what is here under it; what lies out of reach is as if another source kept it."""
        self._duck.execute("CREATE TABLE known (number VARCHAR, content VARCHAR, source VARCHAR)")
        for numbers in self.numbers():
            with connection.cursor() as cursor:
                cursor.execute(_KNOWN, [numbers])
                rows = [
                    (number, content, source if code in ground.reached else None)
                    for number, content, source, code in cursor.fetchall()
                ]
            if rows:
                self._duck.execute(
                    "INSERT INTO known SELECT unnest($numbers), unnest($contents), unnest($sources)",
                    dict(zip(("numbers", "contents", "sources"), map(list, zip(*rows, strict=True)), strict=True)),
                )
        self._duck.execute(
            f"""UPDATE checked SET
            known = CASE WHEN k.source IS DISTINCT FROM $origin THEN '{OWN}'
              WHEN k.content = checked.content THEN '{SAME}' ELSE '{OTHER}' END,
            wrong = wrong | CASE WHEN k.source IS DISTINCT FROM $origin THEN {_OWN}::BIGINT
              WHEN k.content = checked.content THEN 0 ELSE {_DIFFERS}::BIGINT END
            FROM known AS k WHERE k.number = t_number""",  # noqa: S608
            {"origin": self.origin},
        )
