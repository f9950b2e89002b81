"""Check a file of another system column by column in DuckDB, on disk with little memory, and give out its good rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection, transaction

from caicach.dossiers.queries import import_sql
from caicach.dossiers.queries.import_differences import (
    CHANGED_STATUS,
    THEIR_STATUS,
    Differing,
    here_by_status,
    statuses_of,
)
from caicach.dossiers.queries.import_ground import COLUMN_TYPES, ImportGround
from caicach.dossiers.queries.import_source import Source, bad_encoding
from caicach.dossiers.queries.import_sql import CHECKS, DIFFERS, LATER, OWN, TWICE, literal, reader, trimmed
from caicach.dossiers.rules.imported import COLUMNS, LONGEST, Fault
from caicach.kit.period import local
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

CHUNK = 5_000
"""Rows given out at once."""
MEMORY = "512MB"
SAME, OTHER, ALIEN = "same", "other", "own"
"""What is here under the number of a row: what the row says, something else, a dossier that is not to be touched."""
LEEWAY = timedelta(minutes=5)
"""The other system's clock may be a little fast."""

FRESH = "wrong = 0 AND known = ''"
CHANGED = f"(wrong & ~{DIFFERS}::BIGINT) = 0 AND known = '{OTHER}'"
"""Which good rows are of dossiers that are not here yet, and which say something else of one that is."""

_KNOWN = """
COPY (SELECT dossier.number, imported.content, CASE WHEN dossier.unit_id = ANY({reached}) THEN imported.source END,
  party.name, party.kind
FROM {which} JOIN dossiers_dossier AS dossier USING (number)
LEFT JOIN dossiers_imported AS imported ON imported.dossier_id = dossier.id
LEFT JOIN dossiers_party AS party ON party.dossier_id = dossier.id AND party.role = 'submitter'
) TO STDOUT (FORMAT csv)
"""
_KNOWN_COLUMNS = ("number", "content", "source", "name", "kind")


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what becomes of them; `changed` say otherwise of a dossier than the file before."""

    rows: int
    wrong: int
    changed: int
    unchanged: int


class Checked:
    """A file laid out in a DuckDB database of its own in the folder `scratch`; close it after use."""

    def __init__(self, source: Source, ground: ImportGround, *, scratch: Path, now: datetime, origin: str) -> None:
        self.source, self.origin, self.scratch = source, origin, scratch
        config: dict[str, Any] = {"memory_limit": MEMORY, "threads": 2, "temp_directory": str(scratch / "spill")}
        self.duck = duckdb.connect(str(scratch / "import.duckdb"), config=config)
        self._reader = reader(str(source.path), source.separator, len(source.head))
        self._spoilt = False
        self._lay_ground(ground)
        self._read(local(now) + LEEWAY)
        self._compare(ground)

    def close(self) -> None:
        """Let the database go."""
        self.duck.close()

    def counts(self, *, companion: bool) -> Counts:
        """How many rows there are of each kind; without companion mode what differs from what is here is wrong."""
        wrong = self._wrong(companion=companion)
        found = self.duck.execute(
            f"""SELECT count(*), count(*) FILTER ({wrong}), count(*) FILTER (NOT {wrong} AND known = '{OTHER}'),
            count(*) FILTER (NOT {wrong} AND known = '{SAME}') FROM checked WHERE filled"""  # noqa: S608
        ).fetchone()
        return Counts(*map(int, found or ()))

    def faults(self, *, companion: bool) -> Iterator[Fault]:
        """Each wrong cell, in the order of the file."""
        self._keep_spoilt()
        names = ", ".join(
            trimmed(f"c{self.source.places[column.name]}") if column.name in self.source.places else "''"
            for column in COLUMNS
        )
        found = self.duck.cursor()
        found.execute(
            f"SELECT id + 2, wrong, {names} FROM spoilt WHERE {self._wrong(companion=companion)} ORDER BY id"  # noqa: S608
        )
        checks = [(column, code) for column, code, _condition in CHECKS] + [*LATER]
        places = {column.name: at for at, column in enumerate(COLUMNS)}
        while rows := found.fetchmany(CHUNK):
            for place, wrong, *cells in rows:
                for bit, (column, code) in enumerate(checks):
                    if wrong >> bit & 1 and not (companion and code == "differs"):
                        yield Fault(place, column, code, cells[places[column]])

    def spoilt(self, *, companion: bool) -> Iterator[tuple[int, list[str]]]:
        """The wrong rows as they stand in the file, each with its row (the head is row 1)."""
        self._keep_spoilt()
        cells = ", ".join(f"coalesce(c{place}, '')" for place in range(len(self.source.head)))
        found = self.duck.cursor()
        found.execute(f"SELECT id + 2, {cells} FROM spoilt WHERE {self._wrong(companion=companion)} ORDER BY id")  # noqa: S608
        while rows := found.fetchmany(CHUNK):
            yield from ((place, list(told)) for place, *told in rows)

    def numbers(self, condition: str = "number <> ''") -> Iterator[list[str]]:
        """The numbers of the file, so many at once: all, or those of the rows that are `FRESH` or `CHANGED`."""
        cursor = self.duck.cursor()
        cursor.execute(f"SELECT number FROM checked WHERE filled AND {condition} ORDER BY id")  # noqa: S608
        while rows := cursor.fetchmany(4 * CHUNK):
            yield [number for (number,) in rows]

    def fresh(self) -> tuple[str, ...]:
        """The numbers of good rows that are not here yet."""
        return tuple(number for numbers in self.numbers(FRESH) for number in numbers)

    def differing(self) -> tuple[Differing, ...]:
        """The dossiers of which the file says otherwise."""
        told = self.duck.execute(CHANGED_STATUS.format(differs=DIFFERS)).fetchall()
        here = statuses_of([number for number, _status in told])
        return tuple(Differing(number, status, here.get(number, 0)) for number, status in told)

    def by_status(self) -> dict[int, tuple[int, int]]:
        """How many dossiers the file has in each status, and how many of its system are here, of the same units."""
        theirs = dict(self.duck.execute(THEIR_STATUS.format(differs=DIFFERS)).fetchall())
        here = here_by_status(self.origin, self.units())
        return {status: (theirs.get(status, 0), here.get(status, 0)) for status in sorted(theirs | here)}

    def units(self) -> list[int]:
        """The ids of the competent units of the good rows."""
        found = self.duck.execute("SELECT DISTINCT unit_id FROM checked WHERE filled AND wrong = 0")
        return [unit for (unit,) in found.fetchall()]

    def bring(self, numbers: Sequence[str]) -> None:
        """Keep numbers of dossiers that are here, to be looked for by `gone`."""
        self.duck.execute("CREATE TABLE IF NOT EXISTS here (number VARCHAR)")
        self.duck.execute("INSERT INTO here SELECT unnest($numbers)", {"numbers": list(numbers)})

    def gone(self) -> list[str]:
        """Those brought numbers that are not in the file."""
        found = self.duck.execute(
            "SELECT number FROM here ANTI JOIN checked ON here.number = checked.number ORDER BY number"
        )
        return [number for (number,) in found.fetchall()]

    @staticmethod
    def _wrong(*, companion: bool) -> str:
        return f"(wrong & ~{DIFFERS}::BIGINT) <> 0" if companion else "wrong <> 0"

    def _lay_ground(self, ground: ImportGround) -> None:
        for table, columns in ground.tables().items():
            told = ", ".join(f"unnest(${name}::{COLUMN_TYPES.get(name, 'VARCHAR')}[]) AS {name}" for name in columns)
            self.duck.execute(f"CREATE TABLE {table} AS SELECT {told}", columns)

    def _read(self, now: datetime) -> None:
        """One pass over the file; what stands twice is told by hashes first, which costs little where nothing does."""
        rows = import_sql.checked(self._reader, self.source.places, len(self.source.head))
        try:
            self.duck.execute(f"CREATE TABLE checked AS {rows}", {"now": now})
        except duckdb.Error as fault:
            raise self._unreadable(fault) from fault
        found = self.duck.execute(
            "SELECT count(*), count(DISTINCT hash(number)) FROM checked WHERE number <> ''"
        ).fetchone()
        if found and found[0] != found[1]:
            self.duck.execute(
                f"""UPDATE checked SET wrong = wrong + {TWICE}::BIGINT WHERE number <> '' AND number IN
                (SELECT number FROM checked GROUP BY number HAVING count(*) > 1)"""  # noqa: S608
            )

    def _unreadable(self, fault: duckdb.Error) -> Refused:
        said = str(fault)
        line = next((part.split()[0].strip(",.") for part in said.split("Line: ")[1:]), "?")
        if "unicode" in said.lower() or "utf-8" in said.lower():
            return bad_encoding(self.source.path)
        return Refused(
            "bad-csv",
            mark(
                "Dòng {line} không đọc được: thừa ô so với dòng đầu, dấu nháy kép không khép, "
                "hoặc dấu xuống dòng lẫn lộn."
            ),
            values={"line": line},
            field="file",
        )

    def _keep_spoilt(self) -> None:
        """Lay the wrong rows aside as they stand; the file is read a second time for them, and only then."""
        if not self._spoilt:
            self.duck.execute(
                f"""CREATE TABLE spoilt AS SELECT again.*, checked.wrong FROM
                (SELECT row_number() OVER () - 1 AS id, * FROM {self._reader}) AS again
                JOIN (SELECT id, wrong FROM checked WHERE filled AND wrong <> 0) AS checked USING (id)"""  # noqa: S608
            )
            self._spoilt = True

    def _compare(self, ground: ImportGround) -> None:
        """Note for each number what is here under it; what lies out of reach is as if another source kept it."""
        known = self.scratch / "known.csv"
        reached = literal(f"{{{','.join(str(ground.units[code].pk) for code in sorted(ground.reached))}}}")
        self._ask(known, reached + "::bigint[]")
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in _KNOWN_COLUMNS)
        self.duck.execute(
            f"""CREATE TABLE known AS SELECT * FROM read_csv({literal(str(known))}, header = false,
            auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '', columns = {{{columns}}})"""  # noqa: S608
        )
        known.unlink()
        alien = f"k.source IS DISTINCT FROM {literal(self.origin)}"
        same = """k.content = told.content AND (told.applicant = '' OR
          (told.applicant IS NOT DISTINCT FROM k.name AND told.applicant_kind IS NOT DISTINCT FROM k.kind))"""
        self.duck.execute(
            f"""UPDATE checked SET known = k.state, wrong = wrong + CASE k.state WHEN '{ALIEN}' THEN {OWN}::BIGINT
            WHEN '{OTHER}' THEN {DIFFERS}::BIGINT ELSE 0 END FROM (
              SELECT told.id, CASE WHEN {alien} THEN '{ALIEN}' WHEN {same} THEN '{SAME}' ELSE '{OTHER}' END AS state
              FROM known AS k JOIN ({import_sql.TOLD}) AS told USING (number)) AS k
            WHERE checked.id = k.id"""  # noqa: S608
        )

    def _ask(self, known: Path, reached: str) -> None:
        """Let PostgreSQL tell what it has under the numbers of the file; the smaller side travels to the other."""
        found = self.duck.execute("SELECT count(*) FROM checked").fetchone()
        most = int(found[0]) if found else 0
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM dossiers_dossier LIMIT {most + 1}) AS few")  # noqa: S608
            which = "(SELECT number FROM dossiers_dossier WHERE number IS NOT NULL) AS wanted"
            if cursor.fetchone()[0] > most:
                which = "import_numbers AS wanted"
                self._send_numbers(cursor)
            with known.open("wb") as out, cursor.copy(_KNOWN.format(reached=reached, which=which)) as told:
                for block in told:
                    out.write(block)
            cursor.execute("DROP TABLE IF EXISTS import_numbers")

    def _send_numbers(self, cursor: Any) -> None:
        cursor.execute("CREATE TEMP TABLE import_numbers (number varchar)")
        numbers = self.scratch / "numbers.csv"
        self.duck.execute(
            f"""COPY (SELECT DISTINCT number FROM checked WHERE number <> '' AND length(number) <= {LONGEST["number"]})
            TO {literal(str(numbers))} (FORMAT csv, HEADER false)"""  # noqa: S608
        )
        with numbers.open("rb") as told, cursor.copy("COPY import_numbers FROM STDIN (FORMAT csv)") as copy:
            while block := told.read(1 << 20):
                copy.write(block)
        numbers.unlink()
        cursor.execute("ANALYZE import_numbers")
