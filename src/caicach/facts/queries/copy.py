"""Asking the columnar copy: the generation at hand, and the rows in force at a seal as a relation of DuckDB."""

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from caicach.facts.register import FactTable, all_columns, all_tables
from caicach.facts.rules import manifest
from caicach.facts.rules.manifest import Manifest
from caicach.facts.rules.snapshot import Snapshot
from caicach.journal.models import Seal

MANIFEST = "manifest.json"
KEPT = timedelta(minutes=15)
"""How long a file lives after no generation lists it: longer than anybody reads in it."""

_engines: dict[int, duckdb.DuckDBPyConnection] = {}
_opening = threading.Lock()
_manifests: dict[Path, tuple[tuple[int, int], Manifest | None]] = {}


def root() -> Path:
    """The folder of the copy."""
    return Path(settings.COPY_ROOT)


def cursor() -> duckdb.DuckDBPyConnection:
    """A connection of its own to the process's DuckDB, which holds nothing itself; close it after use."""
    with _opening:
        engine = _engines.get(os.getpid())
        if engine is None:
            config: dict[str, Any] = {"threads": settings.COPY_THREADS, "memory_limit": settings.COPY_MEMORY}
            engine = _engines[os.getpid()] = duckdb.connect(":memory:", config=config)
            engine.execute(f"SET temp_directory = {place('spill')}")
            engine.execute("SET TimeZone = 'UTC'")
            engine.execute("SET parquet_metadata_cache = true")
    return engine.cursor()


def current() -> Manifest | None:
    """The newest complete generation; none where no copy was written, or only one of other fact columns."""
    path = root() / MANIFEST
    try:
        found = path.stat()
        mark = (found.st_mtime_ns, found.st_ino)
        known = _manifests.get(path)
        if known is None or known[0] != mark:
            known = _manifests[path] = (mark, manifest.read(path.read_text()))
    except FileNotFoundError:
        return None
    return known[1] if known[1] is not None and known[1].shape == shape() else None


def shape() -> str:
    """The columns of all fact tables as one text; a copy of another shape cannot be asked."""
    return ";".join(
        f"{table.name}<{table.parent}>{','.join(f'{column.name} {column.kind}' for column in all_columns(table))}"
        for table in all_tables()
    )


def knows(generation: Manifest, seal: Seal) -> bool:
    """Whether the generation can answer as of the seal: its own or an earlier one of the same journal."""
    if seal.no == generation.seal_no:
        return bytes(seal.hash).hex() == generation.seal_hash
    return seal.no < generation.seal_no and knows_past(generation)


def knows_past(generation: Manifest) -> bool:
    """Whether the generation was read from this database: another one, or one set back, has no such seal."""
    return Seal.objects.filter(no=generation.seal_no, hash=bytes.fromhex(generation.seal_hash)).exists()


def rules(generation: Manifest | None) -> bool:
    """Whether figures are asked of the copy: there is one, of so many rows that PostgreSQL would take long."""
    return generation is not None and generation.rows >= settings.COPY_FROM_ROWS


def fresh() -> Seal | None:
    """The seal of the copy when the copy rules and is young enough to stand for "now"; else none."""
    generation = current()
    if generation is None or not rules(generation):
        return None
    followed = parse_datetime(generation.published_at)
    if followed is None or timezone.now() - followed > timedelta(seconds=settings.COPY_MAX_AGE):
        return None
    return Seal.objects.filter(no=generation.seal_no, hash=bytes.fromhex(generation.seal_hash)).first()


def place(name: str) -> str:
    """The file as a text literal of SQL."""
    return "'" + str(root() / name).replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Files:
    """How an engine reads files of the copy (`read` gives a relation of some), and its join that leaves rows out."""

    read: Callable[[Sequence[str]], str]
    without: str


def _read(names: Sequence[str]) -> str:
    return f"read_parquet([{', '.join(place(name) for name in names)}])"


DUCKDB = Files(read=_read, without="ANTI JOIN")


def rows_in_force(table: FactTable, generation: Manifest, seal: Seal, *, files: Files = DUCKDB) -> str:
    """SQL of the table's rows in force at the seal, with its parent's columns; for DuckDB unless `files` says so.

    At a seal that knows the base the past versions are not read. `knows` must have said yes.
    """
    listed = generation.tables[table.name]
    columns = ", ".join(["subject_id", *(column.name for column in all_columns(table))])
    kept = _kept(generation, seal)
    sources = [listed.base] if covers(generation, seal) else [listed.base, listed.past]
    base = f"SELECT {columns} FROM {files.read(sources)} AS base"  # noqa: S608 (names of registered tables, own files)
    changed = generation.tables[table.parent or table.name].delta
    if not changed:
        return f"{base} WHERE {kept}"
    return (
        f"{base} {files.without} (SELECT DISTINCT subject_id FROM {files.read([changed])} AS delta)"  # noqa: S608
        " AS changed"
        f" USING (subject_id) WHERE {kept}"
        f" UNION ALL SELECT {columns} FROM {files.read([listed.delta])} AS delta WHERE {kept}"
    )


def base_rows(table: FactTable, generation: Manifest) -> str:
    """SQL of the rows that were in force when the base was written."""
    return f"SELECT * FROM read_parquet({place(generation.tables[table.name].base)})"  # noqa: S608 (own files)


def covers(generation: Manifest, seal: Seal) -> bool:
    """Whether the seal knows all that the base holds, so that only what changed since the base can differ at it."""
    return seal.no >= generation.base_seal_no


def added_rows(table: FactTable, generation: Manifest, seal: Seal) -> str | None:
    """SQL of the rows in force at the seal that the base does not hold as such; none where there can be none.

    Those of the subjects that changed since the base, and those that were superseded before the base, after the seal.
    """
    found = [_of(table.name, generation, "delta", _kept(generation, seal))]
    if not covers(generation, seal):
        found.append(_unchanged(table, generation, "past", _kept(generation, seal)))
    return _together(found)


def retired_rows(table: FactTable, generation: Manifest, seal: Seal) -> str | None:
    """SQL of the base's rows that do not count at the seal; none where each does.

    Those of the subjects that changed since the base, and those that the seal does not know yet.
    """
    found = [_of(table.name, generation, "retired", "TRUE")]
    if not covers(generation, seal):
        late = f"NOT {Snapshot.read(seal.snapshot).known('tx')}"
        found.append(_unchanged(table, generation, "base", late))
    return _together(found)


def _kept(generation: Manifest, seal: Seal) -> str:
    """The condition of a version in force at the seal."""
    if seal.no == generation.seal_no:
        return "until_tx IS NULL"
    snapshot = Snapshot.read(seal.snapshot)
    return f"{snapshot.known('tx')} AND NOT {snapshot.known('until_tx')}"


def _of(table: str, generation: Manifest, files: str, kept: str) -> str | None:
    name = getattr(generation.tables[table], files)
    return f"SELECT * FROM read_parquet({place(name)}) AS {files} WHERE {kept}" if name else None  # noqa: S608 (own files)


def _unchanged(table: FactTable, generation: Manifest, files: str, kept: str) -> str:
    """Rows of the base or of its past of the subjects that did not change since."""
    rows = f"SELECT {files}.* FROM read_parquet({place(getattr(generation.tables[table.name], files))}) AS {files}"  # noqa: S608 (as above)
    changed = generation.tables[table.parent or table.name].delta
    if changed:
        rows += (
            f" ANTI JOIN (SELECT DISTINCT subject_id FROM read_parquet({place(changed)})) AS changed USING (subject_id)"  # noqa: S608
        )
    return f"{rows} WHERE {kept}"


def _together(found: Sequence[str | None]) -> str | None:
    return " UNION ALL ".join(one for one in found if one) or None


def ask(sql: str) -> list[tuple[Any, ...]]:
    """The rows of a statement over files of the copy."""
    with cursor() as asked:
        return asked.execute(sql).fetchall()


def columns_written(table: FactTable) -> Sequence[tuple[str, str]]:
    """Names and DuckDB types of a table's columns in the files."""
    kinds = {"integer": "BIGINT", "date": "DATE", "instant": "TIMESTAMP", "boolean": "BOOLEAN"}
    own = [(column.name, kinds[column.kind]) for column in all_columns(table)]
    return [("subject_id", "BIGINT"), ("version", "INTEGER"), ("tx", "BIGINT"), ("until_tx", "BIGINT"), *own]
